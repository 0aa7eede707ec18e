using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Declare;

/// <summary>The layers of Vaswani et al.'s transformer in the words of the language, with PyTorch's names of tensors.</summary>
internal static class TransformerLayers
{
    private const string EncoderLayer = "TransformerEncoderLayer", DecoderLayer = "TransformerDecoderLayer", Encoder = "TransformerEncoder", Decoder = "TransformerDecoder";

    /// <summary>The attributes' names.</summary>
    public static IReadOnlyList<string> Names { get; } = [EncoderLayer, DecoderLayer, Encoder, Decoder];

    /// <summary>Whether the layers of an attribute ask a memory too.</summary>
    public static bool IsDecoder(string name) => name is Decoder or DecoderLayer;

    /// <summary>The layer, or the layers, as a block.</summary>
    /// <param name="word">The layers.</param>
    /// <param name="features">The features of a position.</param>
    public static BlockDeclaration BlockOf(TransformerWord word, int features)
    {
        var options = word.Options;
        if (options.Layers is not { } layers)
            return LayerOf(word, features);
        BlockWord repeated = new("Repeat", word.Name + "Layer", layers, "layers", options.Memory is null ? [] : ["x", "memory"], [], word.IsFrozen) { Declared = LayerOf(word, features) };
        return Block(word, word.Name, [.. Inputs(options), repeated, .. options.Norm ? [Norm("norm")] : Array.Empty<Word>()]);
    }

    /// <summary>The layers that have tensors, as files name them.</summary>
    public static IReadOnlyList<(string Suffix, IReadOnlyList<string> Tensors)> TensorsOf(TransformerOptions options)
    {
        IReadOnlyList<string> both = ["weight", "bias"];
        var attentions = options.Memory is null ? new[] { "self_attn" } : ["self_attn", "multihead_attn"];
        var of = attentions.SelectMany(static name => MultiHeadLayer.TensorsOf(Attention(null, 1, false, 0)).Select(part => ($".{name}{part.Suffix}", part.Tensors)))
            .Concat(new[] { ".linear1", ".linear2" }.Concat(Enumerable.Range(1, attentions.Length + 1).Select(static i => FormattableString.Invariant($".norm{i}"))).Select(name => (name, both))).ToList();
        if (options.Layers is not { } layers)
            return of;
        var all = Enumerable.Range(0, Math.Max(0, Math.Min(layers, Limits.Levels))).SelectMany(i => of.Select(part => (FormattableString.Invariant($".layers.{i}{part.Item1}"), part.Item2)));
        return [.. all, .. options.Norm ? [(".norm", both)] : Array.Empty<(string, IReadOnlyList<string>)>()];
    }

    private static BlockDeclaration LayerOf(TransformerWord word, int features)
    {
        var options = word.Options;
        List<Word> words = [.. Inputs(options)];
        if (options.Memory is not null)
            words.Add(new FromWord("x"));
        var part = 1;
        AddPart([new MultiHeadWord(Attention(null, options.Heads, options.Causal, options.Dropout), "self_attn", word.IsFrozen)]);
        if (options.Memory is not null)
            AddPart([new MultiHeadWord(Attention("memory", options.Heads, false, options.Dropout), "multihead_attn", word.IsFrozen)]);
        AddPart([Dense("linear1", options.Hidden), Layer(options.GELU ? "GELU" : "ReLU", "activation"), .. Dropout("dropout"), Dense("linear2", features)]);
        return Block(word, options.Layers is null ? word.Name : word.Name + "Layer", words);

        // x + f(norm x), or norm (x + f(x))
        void AddPart(IReadOnlyList<Word> layers)
        {
            var (number, before) = (part.ToString(System.Globalization.CultureInfo.InvariantCulture), FormattableString.Invariant($"x{part}"));
            words.Add(new AsWord(before));
            if (options.NormFirst)
                words.Add(Norm("norm" + number));
            words.AddRange([.. layers, .. Dropout("dropout" + number), Layer("Add", "sum" + number, before)]);
            if (!options.NormFirst)
                words.Add(Norm("norm" + number));
            part++;
        }

        IEnumerable<Word> Dropout(string name) => options.Dropout == 0 ? [] : [new LayerWord("Dropout", new DropoutOptions(options.Dropout), name)];
    }

    private static IEnumerable<Word> Inputs(TransformerOptions options) => options.Memory is null ? [] : [new InputWord("x", []), new InputWord("memory", [])];

    private static MultiHeadOptions Attention(string? memory, int heads, bool causal, double dropout) => new(heads, memory, causal, dropout, Bias: true);

    private static LayerWord Dense(string name, int units) => new("Dense", new DenseOptions(units, Bias: true, InitOptions.None), name);

    private static LayerWord Norm(string name) => new("LayerNorm", LayerNormOptions.Read(new AttributeUse("LayerNorm", [])), name);

    private static LayerWord Layer(string name, string called, string? other = null) =>
        new(name, Vocabulary.FactsOf(name).Read(new AttributeUse(name, [])), called, Others: other is null ? [] : [other]);

    private static BlockDeclaration Block(TransformerWord word, string name, IEnumerable<Word> words) => new(name, word.Name, IsHere: false, [], words.ToEquatableArray(), []);
}

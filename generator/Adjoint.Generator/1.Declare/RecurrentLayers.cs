using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Declare;

/// <summary>
/// The layers <c>RNN</c>, <c>LSTM</c> and <c>GRU</c>: cells that the library declares, in the words of the language, and the loops over them.
/// Their tensors belong to the layer itself, under PyTorch's names.
/// </summary>
internal static class RecurrentLayers
{
    /// <summary>The attributes' names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["RNN", "LSTM", "GRU"];

    /// <summary>The layer as a block: for each layer and direction a loop, the two directions side by side.</summary>
    public static BlockDeclaration BlockOf(RecurrentWord word)
    {
        var options = word.Options;
        List<Word> words = [];
        for (var layer = 0; layer < options.Layers; layer++)
        {
            var below = FormattableString.Invariant($"x{layer}");
            words.Add(new AsWord(below));
            words.Add(ScanOf(word, layer, reverse: false));
            if (options.Bidirectional)
            {
                var forwards = FormattableString.Invariant($"forwards{layer}");
                words.AddRange([new AsWord(forwards), new FromWord(below), ScanOf(word, layer, reverse: true), new AsWord(FormattableString.Invariant($"backwards{layer}")), new FromWord(forwards)]);
                words.Add(new LayerWord("Concat", new ConcatOptions(-1), FormattableString.Invariant($"both{layer}"), Others: [FormattableString.Invariant($"backwards{layer}")]));
            }
            if (options.Dropout > 0 && layer < options.Layers - 1)
                words.Add(new LayerWord("Dropout", new DropoutOptions(options.Dropout), FormattableString.Invariant($"dropout{layer}")));
        }
        return Block(word.Name, words) with { IsWholeLayer = true };
    }

    /// <summary>The tensors of the layer, as files name them.</summary>
    public static IReadOnlyList<string> TensorsOf(RecurrentOptions options) =>
    [
        .. from layer in Enumerable.Range(0, Math.Max(0, Math.Min(options.Layers, Limits.Levels)))
           from reverse in options.Bidirectional ? new[] { false, true } : [false]
           from tensor in options.Bias ? new[] { "weight_ih", "weight_hh", "bias_ih", "bias_hh" } : ["weight_ih", "weight_hh"]
           select $"{tensor}_{Part(layer, reverse)}",
    ];

    private static string Part(int layer, bool reverse) => FormattableString.Invariant($"l{layer}{(reverse ? "_reverse" : "")}");

    private static BlockWord ScanOf(RecurrentWord word, int layer, bool reverse) => new("Scan", $"{word.Name} {Part(layer, reverse)}", null, Part(layer, reverse), [], [], word.IsFrozen)
    {
        Scan = new ScanOptions(reverse, []),
        Declared = Block($"{word.Name} {Part(layer, reverse)}", word.Name switch
        {
            "LSTM" => Lstm(word.Options, Part(layer, reverse)),
            "GRU" => Gru(word.Options, Part(layer, reverse)),
            _ => Rnn(word.Options, Part(layer, reverse)),
        }),
    };

    // h = tanh(W_ih x + b_ih + W_hh h + b_hh)
    private static List<Word> Rnn(RecurrentOptions options, string part) =>
    [
        new StateWord("h", [options.Units]), Product(options, "ih", part, 1), new AsWord("zx"),
        new FromWord("h"), Product(options, "hh", part, 1), Layer("Add", "z", "zx"),
        Layer(options.ReLU ? "ReLU" : "Tanh", "a"), new NextWord("h"),
    ];

    // z = W_ih x + b_ih + W_hh h + b_hh in four parts i, f, g, o; c = σ(f) c + σ(i) tanh(g); h = σ(o) tanh(c)
    private static List<Word> Lstm(RecurrentOptions options, string part) =>
    [
        new StateWord("h", [options.Units]), new StateWord("c", [options.Units]), Product(options, "ih", part, 4), new AsWord("zx"),
        new FromWord("h"), Product(options, "hh", part, 4), Layer("Add", "z", "zx"),
        Slice(options, "zi", 0, 1), Layer("Sigmoid", "i"), new FromWord("z"), Slice(options, "zf", 1, 1), Layer("Sigmoid", "f"), Layer("Multiply", "kept", "c"),
        new FromWord("z"), Slice(options, "zg", 2, 1), Layer("Tanh", "g"), Layer("Multiply", "gained", "i"), Layer("Add", "cell", "kept"), new NextWord("c"),
        Layer("Tanh", "shown"), new FromWord("z"), Slice(options, "zo", 3, 1), Layer("Sigmoid", "o"), Layer("Multiply", "next", "shown"), new NextWord("h"),
    ];

    // a = W_ih x + b_ih, u = W_hh h + b_hh; r, z = σ(a + u) of two parts; n = tanh(a₃ + r u₃); h = n + z (h − n)
    private static List<Word> Gru(RecurrentOptions options, string part) =>
    [
        new StateWord("h", [options.Units]), Product(options, "ih", part, 3), new AsWord("zx"),
        Slice(options, "gx", 0, 2), new FromWord("zx"), Slice(options, "nx", 2, 1), new FromWord("h"), Product(options, "hh", part, 3), new AsWord("zh"),
        Slice(options, "gh", 0, 2), Layer("Add", "zg", "gx"), Layer("Sigmoid", "gates"), Slice(options, "r", 0, 1),
        new FromWord("zh"), Slice(options, "nh", 2, 1), Layer("Multiply", "reset", "r"), Layer("Add", "zn", "nx"), Layer("Tanh", "n"),
        new FromWord("h"), Layer("Subtract", "change", "n"), new FromWord("gates"), Slice(options, "u", 1, 1), Layer("Multiply", "kept", "change"), Layer("Add", "next", "n"), new NextWord("h"),
    ];

    private static LayerWord Product(RecurrentOptions options, string name, string part, int gates) => new(
        "Dense", new DenseOptions(gates * options.Units, options.Bias, InitOptions.None) { Part = $"*_{name}_{part}", FanIn = options.Units }, name);

    private static LayerWord Slice(RecurrentOptions options, string name, int first, int parts) =>
        new("Slice", new SliceOptions(0, first * options.Units, parts * options.Units, 1), name);

    private static LayerWord Layer(string name, string called, string? other = null) =>
        new(name, Vocabulary.FactsOf(name).Read(new AttributeUse(name, [])), called, Others: other is null ? [] : [other]);

    private static BlockDeclaration Block(string name, List<Word> words) => new(name, name, IsHere: false, [], words.ToEquatableArray(), []);
}

namespace Adjoint.Generator.Declare;

/// <summary>
/// The layer <c>MultiHeadAttention</c> in the words of the language: one product for queries, keys and values, attention, and one product behind it. The tensors of the first belong to the layer
/// itself, under PyTorch's names.
/// </summary>
internal static class MultiHeadLayer
{
    /// <summary>The attribute's name.</summary>
    public const string Name = "MultiHeadAttention";

    private const string In = "in_proj", Out = "out_proj";

    /// <summary>The layer as a block.</summary>
    /// <param name="word">The layer.</param>
    /// <param name="features">The features of a position.</param>
    public static BlockDeclaration BlockOf(MultiHeadWord word, int features)
    {
        var options = word.Options;
        List<Word> words = options.Memory is null
            ? [Projection(options, features, In), Attention(options, [])]
            :
            [
                // W has the rows of queries, keys and values: of each of the two values the parts are taken that are read.
                new InputWord("x", []), new InputWord("memory", []),
                new FromWord("x"), Projection(options, features, In), Part("q", 0, features), new FromWord("memory"), Projection(options, features, In + ".memory"), new AsWord("kv"),
                Part("k", features, features), new FromWord("kv"), Part("v", 2 * features, features), new FromWord("q"), Attention(options, ["k", "v"]),
            ];
        words.Add(new LayerWord("Dense", new DenseOptions(features, options.Bias, InitOptions.None) { BiasIsZero = true }, Out));
        return new BlockDeclaration(Name, Name, IsHere: false, [], words.ToEquatableArray(), []) { IsWholeLayer = true };
    }

    /// <summary>The layers that have tensors, as files name them.</summary>
    public static IReadOnlyList<(string Suffix, IReadOnlyList<string> Tensors)> TensorsOf(MultiHeadOptions options) => options.Bias
        ? [("", ["in_proj_weight", "in_proj_bias"]), (".out_proj", ["weight", "bias"])]
        : [("", ["in_proj_weight"]), (".out_proj", ["weight"])];

    private static LayerWord Projection(MultiHeadOptions options, int features, string name) =>
        new("Dense", new DenseOptions(3 * features, options.Bias, InitOptions.GlorotUniform) { Part = "in_proj_*" }, name);

    private static LayerWord Part(string name, int first, int count) => new("Slice", new SliceOptions(-1, first, count, 1), name);

    private static LayerWord Attention(MultiHeadOptions options, EquatableArray<string> others) =>
        new("Attention", new AttentionOptions(options.Heads, 0, options.Causal, 0, null, null, false, options.Dropout, null), "heads", Others: others);
}

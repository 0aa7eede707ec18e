namespace Adjoint.Generator.Declare;

/// <summary>
/// The layers <c>GraphConv</c> and <c>GraphAttention</c> in the words of the language, as blocks that read the nodes and the edges. Their tensors have PyTorch Geometric's names.
/// </summary>
internal static class GraphLayers
{
    /// <summary>The attributes' names.</summary>
    public const string Convolution = "GraphConv", Attention = "GraphAttention";

    private const string Nodes = "x", Edges = "edges";

    /// <summary>The layer as a block.</summary>
    /// <param name="word">The layer.</param>
    /// <param name="nodes">The number of nodes.</param>
    public static BlockDeclaration BlockOf(GraphWord word, int nodes)
    {
        List<Word> words = [new InputWord(Nodes, []), new InputWord(Edges, []), .. word.Options.Heads is { } heads ? AttentionOf(word.Options, nodes, heads) : ConvolutionOf(word.Options)];
        if (word.Options.Bias)
        {
            words.AddRange(
            [
                new AsWord("sum"), new LayerWord("Variable", new VariableOptions([WidthOf(word.Options)], InitOptions.Zeros) { Part = "bias" }, "b"), new AsWord("bias"),
                new FromWord("sum"), new LayerWord("Add", NoOptions.Value, "add", Others: ["bias"]),
            ]);
        }
        return new BlockDeclaration(word.Name, word.Name, IsHere: false, [], words.ToEquatableArray(), []) { IsWholeLayer = true };
    }

    /// <summary>The layers that have tensors, as files name them.</summary>
    public static IReadOnlyList<(string Suffix, IReadOnlyList<string> Tensors)> TensorsOf(GraphOptions options)
    {
        List<string> own = [.. options.Heads is null ? Array.Empty<string>() : ["att_src", "att_dst"], .. options.Bias ? new[] { "bias" } : []];
        return own.Count == 0 ? [(".lin", ["weight"])] : [("", own), (".lin", ["weight"])];
    }

    /// <summary>The features of a node behind the layer.</summary>
    private static int WidthOf(GraphOptions options) => options.Heads is { } heads && options.Concat ? heads * options.Width : options.Width;

    private static IEnumerable<Word> ConvolutionOf(GraphOptions options) =>
        [new FromWord(Nodes), Linear(options.Width), new LayerWord("Propagate", options.Propagate, "propagate", Others: [Edges])];

    private static IEnumerable<Word> AttentionOf(GraphOptions options, int nodes, int heads)
    {
        var edges = options.Propagate.SelfLoops ? "all" : Edges;
        List<Word> words = [];
        if (options.Propagate.SelfLoops)
            words.AddRange([new FromWord(Edges), new LayerWord("SelfLoops", NoOptions.Value, "loops"), new AsWord(edges)]);
        words.AddRange([new FromWord(Nodes), Linear(heads * options.Width), new AsWord("flat"), Reshape("h", nodes, heads, options.Width)]);
        words.AddRange([.. Scores("src", "AtSources"), .. Scores("dst", "AtTargets"), Plain("Add", "scores", "src")]);
        words.AddRange([new LayerWord("LeakyReLU", new LeakyReLUOptions(options.Slope), "leaky"), Plain("EdgeSoftmax", "softmax", edges)]);
        if (options.Dropout > 0)
            words.Add(new LayerWord("Dropout", new DropoutOptions(options.Dropout), "dropout"));
        words.AddRange(
        [
            Reshape("alpha", -1, heads, 1), new FromWord("flat"), Plain("AtSources", "sources", edges), Reshape("messages", -1, heads, options.Width), Plain("Multiply", "weighed", "alpha"),
            Reshape("beside", -1, heads * options.Width), new LayerWord("Aggregate", new AggregateOptions(false), "aggregate", Others: [edges]),
        ]);
        if (!options.Concat)
            words.AddRange([Reshape("byHead", nodes, heads, options.Width), new LayerWord("Mean", new ReductionOptions([1], false), "mean")]);
        return words;

        // aᵀ h of each node and head, at one end of each edge
        IEnumerable<Word> Scores(string end, string at) =>
        [
            new LayerWord("Variable", new VariableOptions([1, heads, options.Width], InitOptions.GlorotUniform) { Part = "att_" + end }, "a_" + end), Plain("Multiply", "by_" + end, "h"),
            new LayerWord("Sum", new ReductionOptions([-1], false), "sum_" + end), Plain(at, end, edges),
        ];
    }

    private static LayerWord Linear(int width) => new("Dense", new DenseOptions(width, false, InitOptions.GlorotUniform), "lin");

    private static LayerWord Plain(string layer, string name, string other) => new(layer, NoOptions.Value, name, Others: [other]);

    private static LayerWord Reshape(string name, params int[] shape) => new("Reshape", new ReshapeOptions([.. shape]), name);
}

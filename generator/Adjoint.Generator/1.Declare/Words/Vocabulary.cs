namespace Adjoint.Generator.Declare;

/// <summary>The words of the language: what each attribute says. A layer that has neither options nor tensors needs no line here.</summary>
internal static class Vocabulary
{
    private static readonly IReadOnlyList<string> WeightAndBias = ["weight", "bias"];

    private static readonly IReadOnlyList<LayerFacts> Layers =
    [
        new("Dense", DenseOptions.Read) { Tensors = WeightAndBias },
        new("Conv1D", ConvOptions.Read) { Stem = "conv", Tensors = WeightAndBias },
        new("Conv2D", ConvOptions.Read) { Stem = "conv", Tensors = WeightAndBias },
        new("Conv3D", ConvOptions.Read) { Stem = "conv", Tensors = WeightAndBias },
        new("ConvTranspose2D", ConvOptions.Read) { Stem = "convTranspose", Tensors = WeightAndBias },

        new("Embedding", EmbeddingOptions.Read) { Tensors = ["weight"] },
        new("OneHot"),
        new("PositionEmbedding", PositionEmbeddingOptions.Read) { Stem = "position", Tensors = ["weight"] },
        new("SinusoidalPositions", SinusoidalPositionsOptions.Read) { Stem = "position" },
        new("Variable", VariableOptions.Read) { Tensors = ["weight"] },
        new("SinusoidalEmbedding", SinusoidalEmbeddingOptions.Read) { Stem = "embedding" },

        new("AtSources") { Stem = "sources", Others = "edges" },
        new("AtTargets") { Stem = "targets", Others = "edges" },
        new("Aggregate", AggregateOptions.Read) { Others = "edges" },
        new("EdgeSoftmax") { Stem = "shares", Others = "edges" },
        new("Propagate", PropagateOptions.Read) { Others = "edges" },
        new("SelfLoops") { Stem = "loops" },

        new("Gaussian") { OnlyOthers = ["mean", "logVariance"] },
        new("NormalDivergence") { Stem = "divergence", OnlyOthers = ["mean", "logVariance"] },

        new("Reshape", ReshapeOptions.Read),
        new("Permute", PermuteOptions.Read),
        new("Transpose", TransposeOptions.Read),
        new("Slice", SliceOptions.Read),
        new("Mask"),
        new("Pad", PadOptions.Read),
        new("Upsample", UpsampleOptions.Read),
        new("PixelShuffle", PixelShuffleOptions.Read),

        new("Add") { Others = "values" },
        new("Subtract") { Others = "value" },
        new("Multiply") { Others = "values" },
        new("Concat", ConcatOptions.Read) { Others = "values" },
        new("MatMul", MatMulOptions.Read) { Others = "value" },
        new("Attention", AttentionOptions.Read) { OptionalOthers = ["Key", "Value"] },

        new("MaxPool1D", PoolOptions.Read) { Stem = "pool" },
        new("MaxPool2D", PoolOptions.Read) { Stem = "pool" },
        new("AveragePool1D", PoolOptions.Read) { Stem = "pool" },
        new("AveragePool2D", PoolOptions.Read) { Stem = "pool" },
        new("AdaptiveAveragePool2D", AdaptivePoolOptions.Read) { Stem = "pool" },
        new("GlobalAveragePool1D") { Stem = "pool" },
        new("GlobalAveragePool2D") { Stem = "pool" },
        new("GlobalMaxPool2D") { Stem = "pool" },

        new("Mean", ReductionOptions.Read),
        new("Sum", ReductionOptions.Read),
        new("Max", ReductionOptions.Read),

        new("BatchNorm", BatchNormOptions.Read) { Stem = "bn", Tensors = [.. WeightAndBias, "running_mean", "running_var"] },
        new("LayerNorm", LayerNormOptions.Read) { Tensors = WeightAndBias },
        new("RMSNorm", LayerNormOptions.ReadRms) { Tensors = ["weight"] },
        new("GroupNorm", GroupNormOptions.Read) { Tensors = WeightAndBias },
        new("InstanceNorm", GroupNormOptions.ReadInstance) { Tensors = WeightAndBias },
        new("LocalResponseNorm", LocalResponseNormOptions.Read),

        new("Dropout", DropoutOptions.Read),
        new("Dropout2D", DropoutOptions.Read),

        new("Scale", ScaleOptions.Read),
        new("LeakyReLU", LeakyReLUOptions.Read),
        new("PReLU", PReLUOptions.Read) { Tensors = ["weight"] },
        new("Apply", ApplyOptions.Read),
        new("ELU", ELUOptions.Read),
        new("GELU", GELUOptions.Read),
        new("Sqrt", SqrtOptions.Read),
        new("Softmax", AxisOptions.Read),
        new("LogSoftmax", AxisOptions.Read),

        new("CrossEntropy", CrossEntropyOptions.Read) { IsLoss = true },
        new("MeanSquaredError") { IsLoss = true },
        new("MeanAbsoluteError") { IsLoss = true },
        new("Huber", HuberOptions.Read) { IsLoss = true },
        new("BinaryCrossEntropy", BinaryCrossEntropyOptions.Read) { IsLoss = true },
        new("Hinge") { IsLoss = true },
        new("SquaredHinge") { IsLoss = true },
        new("Loss", FunctionLossOptions.Read) { IsLoss = true },
        new("Penalty", PenaltyOptions.Read) { IsLoss = true },
    ];

    private static readonly Dictionary<string, LayerFacts> ByName = Layers.ToDictionary(static facts => facts.Name, StringComparer.Ordinal);

    /// <summary>The facts about a layer; those of the plainest one where nothing is said of it.</summary>
    public static LayerFacts FactsOf(string name) => ByName.TryGetValue(name, out var facts) ? facts : new LayerFacts(name);

    /// <summary>The word that an attribute is.</summary>
    public static Word Read(AttributeUse use) => use.HasSizeTexts ? new ExpressionWord(use) : use.Operator switch
    {
        "Input" => new InputWord(use.Text("input"), use.Ints("shape"), use.IntIfWritten("Tokens"), use.Bool("Lengths")) { Edges = use.IntIfWritten("Edges") },
        "As" => new AsWord(use.Text("value")),
        "From" => new FromWord(use.Text("value")),
        "Output" => new OutputWord(use.Text("output")),
        "Objective" => ObjectiveWord.Read(use),
        "Entry" => EntryWord.Read(use),
        "Tangent" => new TangentWord(use.Text("Name"), use.Text("value"), use.IntIfWritten("Component"), use.Text("Along")),
        "Use" or "Repeat" => new BlockWord(
            use.Operator, use.Block, use.Operator == "Repeat" ? use.Int("times", 1) : null, use.Text("Name"), use.Texts("From"), use.Reals("arguments"), use.IsFrozen, use.Text("SharedWith")),
        "Scan" => new BlockWord("Scan", use.Block, null, use.Text("Name"), use.Texts("From"), use.Reals("arguments"), use.IsFrozen, use.Text("SharedWith"))
        {
            Scan = new ScanOptions(use.Bool("Reverse"), use.Texts("Initial")),
        },
        var name when RecurrentLayers.Names.Contains(name) => new RecurrentWord(name, RecurrentOptions.Read(use), use.Text("Name"), use.IsFrozen),
        MultiHeadLayer.Name => new MultiHeadWord(MultiHeadOptions.Read(use), use.Text("Name"), use.IsFrozen),
        var name when TransformerLayers.Names.Contains(name) => new TransformerWord(name, TransformerOptions.Read(use), use.Text("Name"), use.IsFrozen),
        GraphLayers.Convolution or GraphLayers.Attention => new GraphWord(use.Operator, GraphOptions.Read(use), use.Text("Name"), use.IsFrozen),
        "State" => new StateWord(use.Text("state"), use.Ints("shape")),
        "Next" => new NextWord(use.Text("state")),
        Projection.Name => new ProjectWord(use.Text("Name"), use.Int("width"), use.Int("Stride", 1), use.IsFrozen),
        var name when FactsOf(name) is { IsLoss: true } facts =>
            new LossWord(name, (facts.Read(use) as LossOptions ?? new PlainLossOptions()) with
            {
                Weight = use.Number("Weight", 1), On = use.Text("On"), TargetName = use.Text("Target"), TargetNumber = use.NumberIfWritten("Target") ?? use.IntIfWritten("Target"),
            }),
        var name => Layer(FactsOf(name), use),
    };

    private static LayerWord Layer(LayerFacts facts, AttributeUse use) => new(
        facts.Name, facts.Read(use), use.Text("Name"), use.Text("SharedWith"), use.IsFrozen,
        facts.Others is { } others ? use.Text(others) is { } only ? [only] : use.Texts(others) : facts.OptionalOthers.Concat(facts.OnlyOthers).Select(use.Text).OfType<string>().ToEquatableArray());
}

using Adjoint.Generator.Declare;

namespace Adjoint.Generator.Operators;

/// <summary>The vocabulary: one line an operator.</summary>
internal static class OperatorTable
{
    private static readonly IReadOnlyList<Line> Lines =
    [
        // Linear
        Of<DenseOptions>("Dense", static o => new Dense(o)),

        // Convolutions
        Of<ConvOptions>("Conv1D", static o => new Conv1D(o)),
        Of<ConvOptions>("Conv2D", static o => new Conv2D(o)),
        Of<ConvOptions>("Conv3D", static o => new Conv3D(o)),
        Of<ConvOptions>("ConvTranspose2D", static o => new ConvTranspose2D(o)),

        // Tokens, and tensors that are values
        Of<EmbeddingOptions>("Embedding", static o => new Embedding(o)),
        Of(new OneHot()),
        Of<PositionEmbeddingOptions>("PositionEmbedding", static o => new PositionEmbedding(o)),
        Of<SinusoidalPositionsOptions>("SinusoidalPositions", static o => new SinusoidalPositions(o)),
        Of<VariableOptions>("Variable", static o => new TrainedVariable(o)),
        Of<SinusoidalEmbeddingOptions>("SinusoidalEmbedding", static o => new SinusoidalEmbedding(o)),

        // Graphs
        Of(new AtEnds(EdgeEnd.Source)),
        Of(new AtEnds(EdgeEnd.Target)),
        Of<AggregateOptions>("Aggregate", static o => new Aggregate(o)),
        Of(new EdgeSoftmax()),
        Of<PropagateOptions>("Propagate", static o => new Propagate(o)),
        Of(new SelfLoops()),

        // Shape
        Of(new Flatten()),
        Of<ReshapeOptions>("Reshape", static o => new Reshape(o)),
        Of<PermuteOptions>("Permute", static o => new Permute(o)),
        Of<TransposeOptions>("Transpose", static o => new Transpose(o)),
        Of<SliceOptions>("Slice", static o => new Slice(o)),
        Of(new Last()),
        Of(new MaskSteps()),
        Of<PadOptions>("Pad", static o => new Pad(o)),
        Of<UpsampleOptions>("Upsample", static o => new Upsample(o)),
        Of<PixelShuffleOptions>("PixelShuffle", static o => new PixelShuffle(o)),

        // Constants, and noise that the network computes the mean and the variance of
        Of(new Detach()),
        Of(new Gaussian()),
        Of(new NormalDivergence()),

        // Merging
        Of(new Add()),
        Of(new Subtract()),
        Of(new Multiply()),
        Of<ConcatOptions>("Concat", static o => new Concat(o)),
        Of<MatMulOptions>("MatMul", static o => new MatMul(o)),
        Of<AttentionOptions>("Attention", static o => new Attention(o)),

        // Pooling
        Of<PoolOptions>("MaxPool1D", static o => new MaxPool1D(o)),
        Of<PoolOptions>("MaxPool2D", static o => new MaxPool2D(o)),
        Of<PoolOptions>("AveragePool1D", static o => new AveragePool1D(o)),
        Of<PoolOptions>("AveragePool2D", static o => new AveragePool2D(o)),
        Of<AdaptivePoolOptions>("AdaptiveAveragePool2D", static o => new AdaptiveAveragePool2D(o)),
        Of(new GlobalAveragePool1D()),
        Of(new GlobalAveragePool2D()),
        Of(new GlobalMaxPool2D()),

        // Reductions
        Of<ReductionOptions>("Mean", static o => new Mean(o)),
        Of<ReductionOptions>("Sum", static o => new Sum(o)),
        Of<ReductionOptions>("Max", static o => new Max(o)),

        // Normalisation
        Of<BatchNormOptions>("BatchNorm", static o => new BatchNorm(o)),
        Of<LayerNormOptions>("LayerNorm", static o => new LayerNorm(o)),
        Of<LayerNormOptions>("RMSNorm", static o => new RMSNorm(o)),
        Of<GroupNormOptions>("GroupNorm", static o => new GroupNorm(o)),
        Of<GroupNormOptions>("InstanceNorm", static o => new InstanceNorm(o)),
        Of<LocalResponseNormOptions>("LocalResponseNorm", static o => new LocalResponseNorm(o)),

        // Regularisation
        Of<DropoutOptions>("Dropout", static o => new Dropout(o)),
        Of<DropoutOptions>("Dropout2D", static o => new Dropout2D(o)),

        // Activations
        Of(new ReLU()),
        Of<ScaleOptions>("Scale", static o => new Scale(o)),
        Of<LeakyReLUOptions>("LeakyReLU", static o => new LeakyReLU(o)),
        Of<PReLUOptions>("PReLU", static o => new PReLU(o)),
        Of<ApplyOptions>("Apply", static o => new Apply(o)),
        Of<ELUOptions>("ELU", static o => new ELU(o)),
        Of(new SELU()),
        Of<SqrtOptions>("Sqrt", static o => new Sqrt(o)),
        Of(new Sigmoid()),
        Of(new Tanh()),
        Of(new Softplus()),
        Of<GELUOptions>("GELU", static o => new GELU(o)),
        Of(new SiLU()),
        Of(new Mish()),
        Of(new Hardswish()),
        Of(new Hardsigmoid()),
        Of<AxisOptions>("Softmax", static o => new Softmax(o)),
        Of<AxisOptions>("LogSoftmax", static o => new LogSoftmax(o)),

        // Losses
        Of<CrossEntropyOptions>("CrossEntropy", static o => new CrossEntropy(o)),
        Of<PlainLossOptions>("MeanSquaredError", static o => new MeanSquaredError(o)),
        Of<PlainLossOptions>("MeanAbsoluteError", static o => new MeanAbsoluteError(o)),
        Of<HuberOptions>("Huber", static o => new Huber(o)),
        Of<BinaryCrossEntropyOptions>("BinaryCrossEntropy", static o => new BinaryCrossEntropy(o)),
        Of<PlainLossOptions>("Hinge", static o => new Hinge(o)),
        Of<PlainLossOptions>("SquaredHinge", static o => new SquaredHinge(o)),
        Of<FunctionLossOptions>("Loss", static o => new FunctionLoss(o)),
        Of<PenaltyOptions>("Penalty", static o => new Penalty(o)),
    ];

    private static readonly Dictionary<string, Line> ByName = Lines.ToDictionary(static line => line.Name, StringComparer.Ordinal);

    /// <summary>The names of all operators that can be declared.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Lines.Select(static line => line.Name)];

    /// <summary>The operator that a layer or a loss declares, or null.</summary>
    public static Operator? Find(string name, LayerOptions options) => ByName.TryGetValue(name, out var line) ? line.Create(options) : null;

    private static Line Of(Operator plain) => new(plain.Name, _ => plain);

    private static Line Of<T>(string name, Func<T, Operator> create)
        where T : LayerOptions => new(name, options => create((T)options));

    private sealed record Line(string Name, Func<LayerOptions, Operator> Create);
}

namespace Adjoint.Generator.Operators;

/// <summary>The vocabulary: one line an operator.</summary>
internal static class OperatorTable
{
    /// <summary>All operators.</summary>
    public static IReadOnlyList<Operator> All { get; } =
    [
        // Linear
        new Dense(),

        // Convolutions
        new Conv1D(),
        new Conv2D(),
        new Conv3D(),
        new ConvTranspose2D(),

        // Shape
        new Flatten(),
        new Reshape(),
        new Permute(),
        new Transpose(),
        new Slice(),
        new Pad(),
        new Upsample(),
        new PixelShuffle(),

        // Merging
        new Add(),
        new Subtract(),
        new Multiply(),
        new Concat(),
        new MatMul(),

        // Pooling
        new MaxPool1D(),
        new MaxPool2D(),
        new AveragePool1D(),
        new AveragePool2D(),
        new AdaptiveAveragePool2D(),
        new GlobalAveragePool1D(),
        new GlobalAveragePool2D(),
        new GlobalMaxPool2D(),

        // Reductions
        new Mean(),
        new Sum(),
        new Max(),

        // Normalisation
        new BatchNorm(),
        new LayerNorm(),
        new RMSNorm(),
        new GroupNorm(),
        new InstanceNorm(),
        new LocalResponseNorm(),

        // Regularisation
        new Dropout(),
        new Dropout2D(),

        // Activations
        new ReLU(),
        new LeakyReLU(),
        new PReLU(),
        new Apply(),
        new ELU(),
        new SELU(),
        new Sigmoid(),
        new Tanh(),
        new Softplus(),
        new GELU(),
        new SiLU(),
        new Mish(),
        new Hardswish(),
        new Hardsigmoid(),
        new Softmax(),
        new LogSoftmax(),

        // Losses
        new CrossEntropy(),
        new MeanSquaredError(),
        new MeanAbsoluteError(),
        new Huber(),
        new BinaryCrossEntropy(),
        new Hinge(),
        new SquaredHinge(),
        new FunctionLoss(),
    ];

    /// <summary>What the compiler itself adds to graphs, for derivatives; no attribute stands for it.</summary>
    public static IReadOnlyList<Operator> Added { get; } =
    [
        new Formula(),
        new ParameterFormula(),
        new AxisTotal(),
        new Centring(),
        new ChannelSum(),
        new MaximumTangent(),
        new Direction(),
        new Pairing(),
        new LossTangent(),
    ];

    private static readonly Dictionary<string, Operator> ByName = All.ToDictionary(static o => o.Name, StringComparer.Ordinal);
    private static readonly Dictionary<string, Operator> AddedByName = Added.ToDictionary(static o => o.Name, StringComparer.Ordinal);

    /// <summary>The operator that an attribute stands for, or null.</summary>
    public static Operator? Find(string name) => ByName.TryGetValue(name, out var found) ? found : null;

    /// <summary>Whether an attribute is a loss whose target is one class index a row.</summary>
    public static bool TakesClasses(Declare.AttributeUse use) => Find(use.Operator) is LossOperator loss && loss.TakesClasses(use);

    /// <summary>The operator that computes a node.</summary>
    public static Operator Of(Shape.Node node) => ByName.TryGetValue(node.Use.Operator, out var declared) ? declared : AddedByName[node.Use.Operator];
}

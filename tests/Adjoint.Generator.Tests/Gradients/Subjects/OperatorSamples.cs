using System.Globalization;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>
/// Small networks around each operator, at awkward sizes. A new operator needs a line here and its formula in the naive interpreter, and every
/// witness of the gradient is called.
/// </summary>
internal static class OperatorSamples
{
    /// <summary>Rows of a call: below, at and above half a lane block, one and two of them, and a last block that is nearly empty.</summary>
    public static IReadOnlyList<int> Rows { get; } = [1, 2, 3, 7, 8, 15, 16, 17, 31, 33, 50];

    /// <summary>The same without a single row where rows are normalised over the batch: one value has no variance, and of two its gradient is nearly zero.</summary>
    /// <remarks>Images take the interpreter long: on each road one number of rows below, at and above a block will do for them.</remarks>
    public static IEnumerable<int> RowsFor(AnySubject subject) =>
        Naive.MixesRows(subject) ? [3, 16, 33] : subject.Shaped.Values.Any(value => value.Shape.Rank > 2) ? [1, 7, 16, 33] : Rows;

    /// <summary>Functions for the layers and losses that are made of one.</summary>
    public const string Functions = """
        public static class Curves
        {
            [Differentiable] public static float Swish(float x) => x / (1 + System.MathF.Exp(-x));
            [Differentiable] public static float Bent(float x, [Parameter] float a, [Parameter(0.25f)] float b) => a * x + System.MathF.Tanh(b * x) * Swish(x);
            [Differentiable] public static float Gap(float y, float t) => System.MathF.Log(1 + (y - t) * (y - t));
        }
        """;

    // Below, at and above whole vectors.
    private static readonly int[] Sizes = [1, 2, 3, 7, 15, 16, 17, 31, 33];
    private static readonly int[] FewSizes = [2, 16, 33];
    private static readonly int[] LargeSizes = [65, 70];

    /// <summary>
    /// Declarations by operator; n stands for a size, w for a list of n weights. The first of each is tried at every size, the others at some.
    /// </summary>
    private static readonly Dictionary<string, string[]> Table = new(StringComparer.Ordinal)
    {
        ["Dense"] =
        [
            "Input(n), Dense(n), Tanh, Dense(n), MeanSquaredError",
            "Input(3), Dense(n, Bias = false), Dense(2, Bias = false), MeanSquaredError",
            "Input(2, n), Dense(3), Tanh, Dense(n), MeanSquaredError",
            "Input(5, n), Dense(32), Tanh, Dense(1), MeanSquaredError",
            "Input(n), Dense(48), Tanh, Dense(2), MeanSquaredError",
            "Input(n), Dense(24), Tanh, Dense(4), MeanSquaredError",
        ],
        ["Embedding"] =
        [
            "Input(2, Tokens = 5), Embedding(n), Flatten, Dense(2), MeanSquaredError",
            "Input(3, Tokens = 4), Embedding(n, Padding = 1), Tanh, Flatten, Dense(2), MeanSquaredError",
            "Input(2, 3, Tokens = 7), Embedding(5, Padding = 0), Dense(n), Flatten, Dense(2), MeanSquaredError",
            "Input(5, Tokens = 6), As(\"in\"), Embedding(n, Name = \"e\"), As(\"a\"), From(\"in\"), Slice(0, 1, 2), Reshape(2), Embedding(n, SharedWith = \"e\"), Flatten, As(\"b\"), From(\"a\"), Flatten, Concat(\"b\"), Dense(2), MeanSquaredError",
            "Input(1, Tokens = 70), Embedding(n), MeanSquaredError",
            "Input(3, Tokens = 7), Embedding(n, Name = \"e\"), Tanh, Dense(7, SharedWith = \"e\", Bias = false), MeanSquaredError",
            "Input(4, Tokens = 3), Embedding(70), Mean(0), Dense(n), MeanSquaredError",
        ],
        ["OneHot"] =
        [
            "Input(3, Tokens = n), OneHot, Dense(4), Flatten, Dense(2), MeanSquaredError", "Input(2, 2, Tokens = 5), OneHot, Flatten, Dense(n), MeanSquaredError",
        ],
        ["AtSources"] = EdgeSamples.AtSources,
        ["AtTargets"] = EdgeSamples.AtTargets,
        ["Aggregate"] = EdgeSamples.Aggregate,
        ["EdgeSoftmax"] = EdgeSamples.EdgeSoftmax,
        ["Propagate"] = EdgeSamples.Propagate,
        ["SelfLoops"] = EdgeSamples.SelfLoops,
        ["PositionEmbedding"] =
        [
            "Input(3, 2), Dense(n), PositionEmbedding, Tanh, Dense(2), MeanSquaredError", "Input(3, Tokens = 5), Embedding(n), PositionEmbedding, Flatten, Dense(2), MeanSquaredError",
            "Input(2, 3), PositionEmbedding, Dense(n), MeanSquaredError",
        ],
        ["Variable"] =
        [
            "Input(n), Dense(3), As(\"a\"), Variable(3), Multiply(\"a\"), Dense(2), MeanSquaredError",
            "Input(3), Dense(n), As(\"a\"), Variable(n), Tanh, Concat(\"a\"), Dense(2), MeanSquaredError",
            "Input(4, 2), Dense(n), As(\"a\"), Variable(1, n, Frozen = true), Concat(\"a\"), Flatten, Dense(2), MeanSquaredError",
        ],
        ["Conv1D"] = ConvolutionSamples.Conv1D,
        ["Conv2D"] = ConvolutionSamples.Conv2D,
        ["Conv3D"] = ConvolutionSamples.Conv3D,
        ["ConvTranspose2D"] = ConvolutionSamples.ConvTranspose2D,
        ["Flatten"] = ["Input(n, 2), Dense(3), Flatten, Dense(2), MeanSquaredError", "Input(n, 2), Flatten, Dense(2), MeanSquaredError"],
        ["Reshape"] =
        [
            "Input(n, 2), Dense(3), Reshape(3, -1), Dense(2), MeanSquaredError",
            "Input(2, n), Reshape(-1), Dense(4), Reshape(2, -1), Dense(3), MeanSquaredError",
        ],
        ["Add"] =
        [
            "Input(2, 3, 2), Dense(n), As(\"a\"), Max(0), Tanh, Add(\"a\"), As(\"b\"), Mean(1, KeepAxes = true), Add(\"b\", \"max1\"), Dense(2), MeanSquaredError",
            "Input(n), Dense(4), Tanh, As(\"a\"), Dense(4), Sigmoid, Add(\"a\"), Dense(2), MeanSquaredError",
            "Input(n), As(\"in\"), Dense(n), Tanh, As(\"a\"), Dense(n), Add(\"a\", \"in\"), As(\"b\"), Dense(n), Add(\"b\", \"a\", \"b\"), MeanSquaredError",
            "Input(2, n), Dense(6), As(\"a\"), Flatten, Dense(12), As(\"b\"), From(\"a\"), Tanh, Reshape(12), Add(\"b\"), From(\"a\"), Flatten, Add(\"add1\"), MeanSquaredError",
        ],
        ["Subtract"] =
        [
            "Input(2, n), Dense(3), As(\"a\"), Slice(0, 1, 1), Tanh, Subtract(\"a\"), Dense(2), MeanSquaredError",
            "Input(n), Dense(4), As(\"a\"), Tanh, Dense(4), Subtract(\"a\"), Dense(2), MeanSquaredError",
            "Input(n), As(\"in\"), Dense(n), Tanh, Subtract(\"in\"), As(\"a\"), Dense(n), Subtract(\"a\"), MeanSquaredError",
        ],
        ["Multiply"] =
        [
            "Input(3, 4, n), Dense(3), As(\"a\"), Mean(1, 2, KeepAxes = true), Sigmoid, Multiply(\"a\"), Flatten, Dense(2), MeanSquaredError",
            "Input(3, 4), Dense(n), Tanh, As(\"a\"), Variable(n), Multiply(\"a\"), As(\"b\"), Variable(3, 1), Multiply(\"b\", \"a\"), Dense(2), MeanSquaredError",
            "Input(n), Dense(4), As(\"a\"), Tanh, Dense(4), Multiply(\"a\"), Dense(2), MeanSquaredError",
            "Input(n), As(\"in\"), Dense(n), Tanh, As(\"a\"), Dense(n), Multiply(\"a\", \"in\", \"a\"), MeanSquaredError",
        ],
        ["Concat"] =
        [
            "Input(n), As(\"in\"), Dense(3), Tanh, As(\"a\"), Dense(2), Concat(\"in\", \"a\"), Dense(2), MeanSquaredError",
            "Input(2, n), Dense(3), As(\"a\"), Tanh, Dense(4), Concat(\"a\", \"a\", Axis = 1), Dense(2), MeanSquaredError",
            "Input(2, n, 2), Dense(3), As(\"a\"), Tanh, Concat(\"a\", Axis = -2), Dense(2), Concat(\"concat1\", Axis = -1), MeanSquaredError",
        ],
        ["MatMul"] =
        [
            "Input(3, n), As(\"in\"), Dense(5), As(\"a\"), From(\"in\"), Dense(5), Tanh, MatMul(\"a\", TransposeB = true), Dense(2), MeanSquaredError",
            "Input(n, 3), As(\"in\"), Dense(4), As(\"a\"), From(\"in\"), Dense(2), Tanh, As(\"b\"), From(\"a\"), MatMul(\"b\", TransposeA = true), MeanSquaredError",
            "Input(4, 3), As(\"in\"), Dense(n), As(\"a\"), From(\"in\"), Dense(4), As(\"b\"), MatMul(\"a\"), Tanh, MatMul(\"b\", TransposeA = true, TransposeB = true), Flatten, Dense(2), MeanSquaredError",
            // Several products, one of each: with factors of their own, and with one for all, from either side and either way round.
            "Input(2, 3, 5), As(\"in\"), Dense(n), As(\"a\"), From(\"in\"), Dense(n), Tanh, MatMul(\"a\", TransposeB = true), Softmax, MatMul(\"a\"), Flatten, Dense(2), MeanSquaredError",
            "Input(5, 3), Dense(6), As(\"a\"), Reshape(2, 3, 5), Tanh, As(\"b\"), Reshape(5, 6), Dense(n), As(\"c\"), From(\"b\"), MatMul(\"c\"), Flatten, Dense(2), MeanSquaredError",
            "Input(5, 3), Dense(6), As(\"a\"), Reshape(2, 5, 3), Tanh, As(\"b\"), From(\"a\"), Dense(n), As(\"c\"), From(\"b\"), MatMul(\"c\", TransposeA = true), Flatten, Dense(2), MeanSquaredError",
            "Input(5, 3), Dense(6), As(\"a\"), Reshape(2, 3, 5), Tanh, As(\"b\"), From(\"a\"), Dense(n), MatMul(\"b\", TransposeA = true, TransposeB = true), Flatten, Dense(2), MeanSquaredError",
            "Input(4, 3), Dense(4), As(\"a\"), MatMul(\"a\", TransposeB = true), As(\"s\"), MatMul(\"a\"), Dense(n), MeanSquaredError",
        ],
        ["Attention"] =
        [
            "Input(n, 3), Dense(12), Attention(2), Dense(2), MeanSquaredError",
            "Input(n, 3), Dense(15), Attention(1, Causal = true), Tanh, Dense(2), MeanSquaredError",
            "Input(19, 2), Dense(n), As(\"k\"), Tanh, As(\"v\"), Dense(n), Attention(1, Key = \"k\", Value = \"v\", Scale = 0.7f), Dense(2), MeanSquaredError",
            // Fewer queries than keys and more, so that some see no key; heads that share keys; a window; several attentions a row.
            "Input(5, n), As(\"x\"), Dense(8), As(\"q\"), Variable(21, 4), As(\"k\"), Tanh, As(\"v\"), From(\"q\"), Attention(4, KeyHeads = 2, Key = \"k\", Value = \"v\", Causal = true), Dense(2), MeanSquaredError",
            "Input(n, 2), Dense(6), As(\"q\"), Variable(7, 6), As(\"k\"), Tanh, As(\"v\"), From(\"q\"), Attention(2, Key = \"k\", Value = \"v\", Causal = true), Dense(2), MeanSquaredError",
            "Input(n, 2), Dense(10), Attention(3, KeyHeads = 1, Causal = true, Window = 5), Dense(2), MeanSquaredError",
            // Probabilities are dropped pair by pair.
            "Input(n, 2), Dense(12), Attention(2, Causal = true, Dropout = 0.3f), Dense(2), MeanSquaredError",
            "Input(2, 18, 2), Dense(n), As(\"x\"), Attention(1, Key = \"x\", Value = \"x\", Window = 5, Dropout = 0.6f), Dense(2), MeanSquaredError",
            // A number is added to the score of each pair: the same for all heads, or one for each; of other values, of a row's own, and trained.
            "Input(n, 2), As(\"x\"), Dense(n), As(\"b\"), From(\"x\"), Dense(12), Attention(2, Bias = \"b\"), Dense(2), MeanSquaredError",
            "Input(19, n), Dense(4), As(\"q\"), Variable(2, 19, 21), As(\"b\"), Variable(21, 4), As(\"k\"), Tanh, As(\"v\"), From(\"q\"), Attention(2, Key = \"k\", Value = \"v\", Bias = \"b\", Causal = true), Dense(2), MeanSquaredError",
            "Input(2, 18, 3), As(\"x\"), Dense(18), As(\"b\"), From(\"x\"), Dense(n), As(\"k\"), Attention(1, Key = \"k\", Value = \"k\", Bias = \"b\", Window = 4, Scale = 0.3f), Dense(2), MeanSquaredError",
            // One for all attentions of a row, whose axes are 1 there; of other values, and trained.
            "Input(3, 18, n), As(\"x\"), Dense(18), Slice(0, 1, 1), Tanh, As(\"b\"), From(\"x\"), Dense(12), Attention(2, Bias = \"b\"), Dense(2), MeanSquaredError",
            "Input(3, 17, n), As(\"x\"), Dense(4), As(\"k\"), Variable(1, 2, 17, 17), As(\"b\"), From(\"x\"), Dense(4), Attention(2, Key = \"k\", Value = \"k\", Bias = \"b\", Scale = 0.4f), Dense(2), MeanSquaredError",
            // Turned by their positions: half a head apart, and neighbours; fewer queries than keys.
            "Input(n, 2), Dense(18), Attention(1, Rotary = 100, Causal = true), Dense(2), MeanSquaredError",
            "Input(5, n), As(\"x\"), Dense(12), As(\"q\"), Variable(9, 6), As(\"k\"), Tanh, As(\"v\"), From(\"q\"), Attention(2, KeyHeads = 1, Key = \"k\", Value = \"v\", Causal = true, Rotary = 10000, Interleaved = true), Dense(2), MeanSquaredError",
            "Input(2, 18, 2), Dense(n), As(\"x\"), Attention(1, Key = \"x\", Value = \"x\", Window = 3), Dense(2), MeanSquaredError",
        ],
        ["SinusoidalPositions"] =
        [
            "Input(19, 2), Dense(n), SinusoidalPositions, Tanh, Dense(2), MeanSquaredError",
            "Input(n, 3), Dense(7), SinusoidalPositions(Base = 100), Flatten, Dense(2), MeanSquaredError",
        ],
        ["SinusoidalEmbedding"] =
        [
            "Input(n), Dense(1), SinusoidalEmbedding(8), Dense(2), MeanSquaredError", "Input(1), SinusoidalEmbedding(34, Base = 50), Dense(2), MeanSquaredError",
            "Input(1, 3), Dense(1), SinusoidalEmbedding(2, Base = 4), Tanh, Dense(n), MeanSquaredError",
        ],
        // Differences of the loss know nothing of constants: here none depends on a parameter that is trained. See DetachTests.
        ["Detach"] =
        [
            "Input(n), Detach, Dense(2), MeanSquaredError", "Input(2, 3), Dense(n, Frozen = true), Tanh, Detach, As(\"a\"), Dense(n), Add(\"a\"), Dense(2), MeanSquaredError",
        ],
        ["Gaussian"] =
        [
            "Input(3), Dense(n), As(\"m\"), Dense(n), As(\"l\"), Gaussian(\"m\", \"l\"), Dense(2), MeanSquaredError",
            "Input(n), As(\"m\"), Dense(n), Tanh, As(\"l\"), Gaussian(\"m\", \"l\"), Tanh, As(\"z\"), Add(\"m\", \"l\"), Dense(2), MeanSquaredError",
            "Input(2, 3), As(\"x\"), Dense(n), Tanh, As(\"m\"), Variable(2, n), As(\"l\"), Gaussian(\"m\", \"l\"), Dropout(0.3f), Dense(2), MeanSquaredError",
            "Input(3), Dense(n), As(\"m\"), Gaussian(\"m\", \"m\"), Dense(2), MeanSquaredError",
        ],
        ["NormalDivergence"] =
        [
            "Input(3), Dense(n), As(\"m\"), Dense(n), Tanh, As(\"l\"), NormalDivergence(\"m\", \"l\"), MeanSquaredError",
            "Input(2, 3), Dense(n), As(\"m\"), Tanh, As(\"l\"), NormalDivergence(\"m\", \"l\"), Dense(2), Tanh, MeanSquaredError",
            "Input(n), As(\"m\"), Dense(n), Tanh, As(\"l\"), NormalDivergence(\"l\", \"l\"), Dense(2), MeanSquaredError",
        ],
        ["BatchNorm"] =
        [
            "Input(3, 2), Dense(n), BatchNorm, Tanh, Dense(2), MeanSquaredError",
            "Input(n), Dense(4), BatchNorm(Momentum = 0.3f), Tanh, Dense(3), BatchNorm(Epsilon = 0.01f), Dense(2), MeanSquaredError",
            "Input(2, n, 2), BatchNorm, Dense(3), Tanh, As(\"a\"), BatchNorm, Add(\"a\"), Dense(2), BatchNorm, MeanSquaredError",
            "Input(n, 2), Dense(3), BatchNorm, Dense(3, Frozen = true), BatchNorm(Frozen = true), Flatten, Dense(2), MeanSquaredError",
        ],
        ["Dropout"] =
        [
            "Input(3), Dense(n), Dropout(0.4f), Dense(2), MeanSquaredError",
            "Input(n), Dropout(0.2f), Dense(5), ReLU, Dropout(0f), Dense(2), MeanSquaredError",
            "Input(2, 3), Dense(n), Dropout(0.5f), Dense(2), MeanSquaredError",
        ],
        ["Dropout2D"] = [Image("Dropout2D(0.5f)", "3, 2"), "Input(7, 1, 2), Dense(n), Dropout2D(0.3f), Flatten, Dense(2), MeanSquaredError"],
        ["Permute"] = [Image("Permute(1, 2, 0)", "3, 4"), Image("Permute(0, -1, 1)", "3, 4"), Image("Permute(1, 0, 2)", "3, 4"), Image("Permute(2, 1, 0)", "3, 1")],
        ["Transpose"] = ["Input(n, 2), Dense(3), Transpose, Dense(2), MeanSquaredError", Image("Transpose(0, 2)", "3, 4"), Image("Transpose(1, 0)", "3, 4")],
        ["Last"] =
        [
            "Input(5, 3), Dense(n), Last, Dense(2), MeanSquaredError", "Input(4, 2, 3), Dense(n), Last, Flatten, Dense(2), MeanSquaredError",
            "Input(3, 2), Dense(4), RNN(n, Bidirectional = true), Tanh, Last, Dense(2), MeanSquaredError",
        ],
        ["Slice"] =
        [
            "Input(3), Dense(n), Slice(0, 0, 1), Dense(2), MeanSquaredError", Image("Slice(0, 1, 1)", "3, 4"), Image("Slice(1, 0, 2, Step = 2)", "4, 3"),
            Image("Slice(-1, 1, 3)", "3, 5"), Image("Slice(2, 1, 2, Step = 3)", "3, 5"),
        ],
        ["Pad"] =
        [
            Image("Pad(1)", "3, 4"), Image("Pad(1, 2)", "3, 4"), Image("Pad(0, 1, 2, 3, Value = 1.5f)", "3, 4"), Sequence("Pad(2, Mode = PaddingMode.Reflect)", "2, 5"),
            Image("Pad(1, 2, 2, 0, Mode = PaddingMode.Reflect)", "3, 4"), Image("Pad(2, 5, 1, 3, Mode = PaddingMode.Replicate)", "3, 4"),
            Image("Pad(4, 1, 0, 3, Mode = PaddingMode.Circular)", "3, 4"), "Input(3), Dense(n), Pad(0, 2), Dense(2), MeanSquaredError",
        ],
        ["Upsample"] =
        [
            Image("Upsample(2)", "3, 4"), Image("Upsample(Size = new[] { 7, 5 })", "3, 4"), Image("Upsample(Size = new[] { 2, 9 })", "3, 4"),
            Sequence("Upsample(3)", "2, 5"), Image("Upsample(2, Mode = UpsampleMode.Bilinear)", "3, 4"), Sequence("Upsample(3, Mode = UpsampleMode.Bilinear)", "2, 5"),
            Image("Upsample(Size = new[] { 5, 7 }, Mode = UpsampleMode.Bilinear, AlignCorners = true)", "3, 4"),
            Image("Upsample(Size = new[] { 2, 9 }, Mode = UpsampleMode.Bilinear)", "5, 4"), Image("Upsample(3, Mode = UpsampleMode.Bilinear, AlignCorners = true)", "1, 4"),
            Image("Upsample(Size = new[] { 1, 1 }, Mode = UpsampleMode.Bilinear)", "3, 4"),
        ],
        ["PixelShuffle"] =
        [
            "Input(8, 2, 2), Dense(3), PixelShuffle(2), Flatten, Dense(2), MeanSquaredError", "Input(9, 1, 2), Dense(n), PixelShuffle(3), Flatten, Dense(2), MeanSquaredError",
        ],
        ["MaxPool1D"] =
        [
            Sequence("MaxPool1D(2)", "2, n"), Sequence("MaxPool1D(3, Stride = 2, Padding = 1)", "3, n"), Sequence("MaxPool1D(5, Stride = 1, Padding = 2)", "2, 9"),
            Sequence("MaxPool1D(3, Dilation = 2, Stride = 1, Padding = 1)", "2, 8"), Sequence("MaxPool1D(2, CeilMode = true)", "1, 7"),
        ],
        ["MaxPool2D"] =
        [
            Image("MaxPool2D(2)"), Image("MaxPool2D(3, Stride = 2)"), Image("MaxPool2D(3, Stride = 2, Padding = 1)"), Image("MaxPool2D(2, 3)"),
            Image("MaxPool2D(3, Stride = 2, CeilMode = true)", "6, 5"), Image("MaxPool2D(3, Stride = 1, Padding = 1, Dilation = 2)"),
            Image("MaxPool2D(5, Stride = 2, Padding = 2)", "9, 7"), Image("MaxPool2D(1, Stride = 2)"), Image("ReLU, MaxPool2D(2)", "2, 8"), Image("MaxPool2D(2)", "3, 63"), Image("MaxPool2D(3, 2, Strides = new[] { 1, 3 }, Paddings = new[] { 1, 0 })"),
        ],
        ["AveragePool1D"] =
        [
            Sequence("AveragePool1D(2)", "2, n"), Sequence("AveragePool1D(3, Stride = 1, Padding = 1)", "2, n"),
            Sequence("AveragePool1D(5, Stride = 2, Padding = 2, CountIncludePad = false)", "2, 8"), Sequence("AveragePool1D(3, CeilMode = true)", "2, 10"),
        ],
        ["AveragePool2D"] =
        [
            Image("AveragePool2D(2)"), Image("AveragePool2D(3, Stride = 2, Padding = 1)"), Image("AveragePool2D(3, Stride = 2, Padding = 1, CountIncludePad = false)"),
            Image("AveragePool2D(3, Stride = 2, Padding = 1, CeilMode = true)", "6, 8"), Image("AveragePool2D(5, 6, Stride = 2, CeilMode = true, Padding = 2)", "8, 7"),
            Image("AveragePool2D(5, Stride = 2, Padding = 2, CountIncludePad = false)", "8, 9"), Image("AveragePool2D(7)", "7, 7"),
        ],
        ["AdaptiveAveragePool2D"] =
        [
            Image("AdaptiveAveragePool2D(3)", "6, 3"), Image("AdaptiveAveragePool2D(3, 2)", "7, 5"), Image("AdaptiveAveragePool2D(1)"), Image("AdaptiveAveragePool2D(4)", "3, 2"),
        ],
        ["GlobalAveragePool1D"] = ["Input(n, 3), Dense(7), GlobalAveragePool1D, Dense(2), MeanSquaredError", "Input(3, 2), Dense(n), GlobalAveragePool1D, Dense(2), MeanSquaredError"],
        ["GlobalAveragePool2D"] = ["Input(3, 2, 2), Dense(n), GlobalAveragePool2D, Dense(2), MeanSquaredError"],
        ["GlobalMaxPool2D"] = ["Input(3, 2, 2), Dense(n), GlobalMaxPool2D, Dense(2), MeanSquaredError"],
        ["Mean"] = Reduction("Mean"),
        ["Sum"] = Reduction("Sum"),
        ["Max"] = Reduction("Max"),
        ["LayerNorm"] =
        [
            Between("LayerNorm"), Between("LayerNorm(Bias = false, Epsilon = 0.1f)"), "Input(2, 3), Dense(n), LayerNorm, Dense(2), MeanSquaredError",
            "Input(2, 3, 2), Dense(5), LayerNorm(Axes = 2), Flatten, Dense(2), MeanSquaredError",
            "Input(2, 3), Dense(7), LayerNorm(Affine = false), Dense(2), MeanSquaredError", "Input(5), LayerNorm, Dense(3), MeanSquaredError",
            "Input(5), Dense(9), LayerNorm(Name = \"l\"), Tanh, Dense(9), LayerNorm(SharedWith = \"l\"), Dense(2), MeanSquaredError",
        ],
        ["RMSNorm"] =
        [
            Between("RMSNorm"), "Input(2, 3), Dense(n), RMSNorm, Dense(2), MeanSquaredError", "Input(2, 3, 2), Dense(5), RMSNorm(Axes = 3), Flatten, Dense(2), MeanSquaredError",
            Between("RMSNorm(Affine = false)"),
        ],
        ["GroupNorm"] =
        [
            "Input(4, 2), Dense(n), GroupNorm(2), Flatten, Dense(2), MeanSquaredError", "Input(6, 2, 2), Dense(3), GroupNorm(3), Flatten, Dense(2), MeanSquaredError",
            "Input(4, 2), Dense(5), GroupNorm(4), Flatten, Dense(2), MeanSquaredError", "Input(4, 2), Dense(5), GroupNorm(1, Affine = false), Flatten, Dense(2), MeanSquaredError",
            "Input(3), Dense(16), GroupNorm(2), Dense(2), MeanSquaredError", "Input(4, 3), GroupNorm(2), Dense(2), MeanSquaredError",
        ],
        ["InstanceNorm"] =
        [
            "Input(3, 2), Dense(n), InstanceNorm, Flatten, Dense(2), MeanSquaredError", "Input(3, 2, 2), Dense(4), InstanceNorm(Affine = true), Flatten, Dense(2), MeanSquaredError",
        ],
        ["LocalResponseNorm"] =
        [
            Image("LocalResponseNorm(5)", "3, 4"), "Input(n, 2), Dense(3), LocalResponseNorm(5, Alpha = 0.5f), Flatten, Dense(2), MeanSquaredError",
            "Input(7, 2, 2), Dense(3), LocalResponseNorm(4, Alpha = 0.3f, Beta = 1.5f, K = 2f), Flatten, Dense(2), MeanSquaredError",
            "Input(3), Dense(9), LocalResponseNorm(3, Alpha = 1f), Dense(2), MeanSquaredError", "Input(3), Dense(9), LocalResponseNorm(1, Alpha = 1f), Dense(2), MeanSquaredError",
        ],
        ["ReLU"] = Activation("ReLU"),
        ["Scale"] = [Between("Scale(0.3f)"), Between("Scale(-2f)"), "Input(n), Scale(0.5f), Dense(2), Scale(\"1 / sqrt(features)\"), MeanSquaredError"],
        ["LeakyReLU"] = [.. Activation("LeakyReLU"), Between("LeakyReLU(0.3f)"), Between("LeakyReLU(-0.5f)")],
        ["PReLU"] =
        [
            .. Activation("PReLU"), "Input(2, 3), Dense(n), PReLU, Dense(2), PReLU, MeanSquaredError",
            "Input(3, 2), Dense(n), PReLU(Slopes = 3), Dense(2), MeanSquaredError", "Input(3), Dense(5), PReLU(Slopes = 5), Dense(2), MeanSquaredError",
            "Input(3), Dense(7), PReLU(Name = \"p\"), Dense(5), PReLU(SharedWith = \"p\"), Dense(2), MeanSquaredError",
        ],
        ["Apply"] =
        [
            .. Activation("Apply(typeof(Curves), \"Swish\")"), Between("Apply(typeof(Curves), \"Bent\")"),
            "Input(3), Apply(typeof(Curves), \"Bent\"), Dense(2), MeanSquaredError", "Input(3), Dense(n), Apply(typeof(Curves), \"Bent\", Frozen = true), MeanSquaredError",
        ],
        ["ELU"] = [.. Activation("ELU"), Between("ELU(0.3f)")],
        ["SELU"] = Activation("SELU"),
        // Of what is above 0: the root of anything else is no number.
        ["Sqrt"] =
        [
            Between("Softplus, Sqrt"), "Input(2, 3), Dense(n), As(\"a\"), Multiply(\"a\"), Sum(1), Sqrt(Epsilon = 0.01f), Dense(2), MeanSquaredError",
        ],
        ["Sigmoid"] = Activation("Sigmoid"),
        ["Tanh"] = Activation("Tanh"),
        ["Softplus"] = Activation("Softplus"),
        ["GELU"] = [.. Activation("GELU"), Between("GELU(Approximate = true)")],
        ["SiLU"] = Activation("SiLU"),
        ["Mish"] = Activation("Mish"),
        ["Hardswish"] = Activation("Hardswish"),
        ["Hardsigmoid"] = Activation("Hardsigmoid"),
        ["Softmax"] =
        [
            .. Activation("Softmax"), "Input(2, 3), Dense(n), Softmax, MeanSquaredError", "Input(5, 3), Dense(n), Softmax(Axis = 0), MeanSquaredError",
            "Input(2, 5, 3), Dense(4), Softmax(Axis = 1), MeanSquaredError",
        ],
        ["LogSoftmax"] =
        [
            .. Activation("LogSoftmax"), "Input(2, 3), Dense(n), LogSoftmax, MeanSquaredError", "Input(5, 3), Dense(n), LogSoftmax(Axis = -2), MeanSquaredError",
        ],
        ["CrossEntropy"] =
        [
            // Of tokens, whose positions lie in the lanes.
            "Input(32, Tokens = 5), Embedding(n), PositionEmbedding, Dense(12), Attention(2, Causal = true, Rotary = 100), Dense(5), CrossEntropy(PerPosition = true, IgnoreIndex = 3)",
            "Input(48, Tokens = 5), Embedding(n), SinusoidalPositions, As(\"x\"), Dense(6), As(\"k\"), From(\"x\"), Dense(6), Tanh, As(\"v\"), From(\"x\"), Dense(12), Attention(4, KeyHeads = 2, Key = \"k\", Value = \"v\", Window = 20, Dropout = 0.2f), Dense(5), CrossEntropy(PerPosition = true)",
            "Input(16, Tokens = 7), Embedding(n), Dense(16), Attention(2, KeyHeads = 1, Rotary = 50, Interleaved = true, Scale = 0.4f), Dense(7), CrossEntropy(PerPosition = true, LabelSmoothing = 0.1f)",
            "Input(3), Dense(n), CrossEntropy", "Input(3), Dense(n), CrossEntropy(LabelSmoothing = 0.1f)",
            "Input(3), Dense(n), CrossEntropy(ClassWeights = [w])",
            "Input(3), Dense(n), CrossEntropy(ClassWeights = [w], LabelSmoothing = 0.2f, IgnoreIndex = 1)",
            "Input(3), Dense(n), CrossEntropy(Targets = Targets.Probabilities)",
            "Input(3), Dense(n), CrossEntropy(Targets = Targets.Probabilities, ClassWeights = [w], LabelSmoothing = 0.2f)",
            "Input(5, 3), Dense(n), CrossEntropy(PerPosition = true)",
            "Input(2, 3), Dense(n), CrossEntropy(PerPosition = true, ClassWeights = [w], LabelSmoothing = 0.2f, IgnoreIndex = 1)",
            "Input(4, Tokens = 7), Embedding(5), Dense(n), CrossEntropy(PerPosition = true, LabelSmoothing = 0.1f, Weight = 0.5f)",
            "Input(2, 2, 3), Dense(n), CrossEntropy(PerPosition = true, Targets = Targets.Probabilities, LabelSmoothing = 0.1f)",
        ],
        ["Loss"] = ["Input(3), Dense(n), Loss(typeof(Curves), \"Gap\")", "Input(2, 3), Dense(n), Loss(typeof(Curves), \"Gap\", Weight = 0.3f)"],
        ["Penalty"] = [.. Loss("Penalty"), "Input(3), Dense(n), Tanh, Penalty(Weight = -0.7f)"],
        ["MeanSquaredError"] = [.. Loss("MeanSquaredError"), "Input(3), Dense(n), MeanSquaredError(Target = 0.25)"],
        ["MeanAbsoluteError"] = Loss("MeanAbsoluteError"),
        ["Huber"] = [.. Loss("Huber"), "Input(3), Dense(n), Huber(0.4f)"],
        ["BinaryCrossEntropy"] =
        [
            .. Loss("BinaryCrossEntropy"), "Input(3), Dense(n), BinaryCrossEntropy(Target = 1)", "Input(3), Dense(n), BinaryCrossEntropy(Target = 0, Weight = 2)", "Input(3), Dense(n), BinaryCrossEntropy(Targets = Targets.Classes)",
            "Input(3), Dense(n), BinaryCrossEntropy(Targets = Targets.Classes, ClassWeights = new[] { 0.5f, 3f }, IgnoreIndex = -1, Weight = 0.5f)",
            "Input(2, 3), Dense(n), BinaryCrossEntropy(Targets = Targets.Classes, IgnoreIndex = 1)",
        ],
        ["Hinge"] = [.. Loss("Hinge"), "Input(3), Dense(n), Hinge(Target = -1)"],
        ["SquaredHinge"] = Loss("SquaredHinge"),
    };

    /// <summary>The declarations for one operator; none if it has no line.</summary>
    public static IEnumerable<string> Of(Operator @operator)
    {
        if (!Table.TryGetValue(@operator.Name, out var templates))
            return [];
        // A convolution has many options, and a kernel for each shape: fewer sizes, among them some that vectors and tiles divide, and some that they do not.
        var (all, few) = @operator switch
        {
            Dense => ([.. Sizes, .. LargeSizes], FewSizes),
            Convolution or ConvTranspose2D => ([1, 2, 6, 16, 17, 33], [3, 17]),
            _ => (Sizes, FewSizes),
        };
        // A choice among classes needs two, and so do windows; two numbers minus their mean are always opposite.
        var least = @operator switch { CrossEntropy or Pooling or OneHot => 2, Normalisation => 3, _ => 1 };
        return templates.SelectMany((template, i) => (i == 0 ? all : few).Where(size => size >= least).Select(size => Fill(template, size))).Distinct();
    }

    /// <summary>The declarations for all operators.</summary>
    public static IEnumerable<string> All => DeclaredOperators.All.SelectMany(Of);

    private static string[] Activation(string activation) => [Between(activation), $"Input(n), {activation}, Dense(2), MeanSquaredError"];

    private static string Between(string activation) => $"Input(3), Dense(n), {activation}, Dense(2), MeanSquaredError";

    /// <summary>A layer on [channels, length].</summary>
    private static string Sequence(string layer, string sizes) =>
        $"Input({sizes.Split(", ")[0]}, 2), Dense({sizes.Split(", ")[1]}), {layer}, Flatten, Dense(2), MeanSquaredError";

    /// <summary>A layer on [2, height, width].</summary>
    private static string Image(string layer, string sizes = "7, 6") =>
        $"Input(2, {sizes.Split(", ")[0]}, 2), Dense({sizes.Split(", ")[1]}), {layer}, Flatten, Dense(2), MeanSquaredError";

    private static string[] Reduction(string reduction) =>
    [
        $"Input(3, 2), Dense(n), {reduction}(1), Dense(2), MeanSquaredError", $"Input(3, 2), Dense(n), {reduction}(0), Dense(2), MeanSquaredError",
        $"Input(2, 3, 2), Dense(17), {reduction}(0, -1, KeepAxes = true), Flatten, Dense(2), MeanSquaredError",
        $"Input(2, 2), Dense(17), {reduction}, Dense(3), MeanSquaredError", $"Input(2, 3, 2), Dense(4), {reduction}(1), Flatten, Dense(2), MeanSquaredError",
    ];

    private static string[] Loss(string loss) => [$"Input(3), Dense(n), {loss}", $"Input(2, 3), Dense(n), {loss}(Weight = 0.3f)"];

    private static string Fill(string template, int size) => template
        .Replace("(n", string.Create(CultureInfo.InvariantCulture, $"({size}"), StringComparison.Ordinal)
        .Replace(", n", string.Create(CultureInfo.InvariantCulture, $", {size}"), StringComparison.Ordinal)
        .Replace("Tokens = n", string.Create(CultureInfo.InvariantCulture, $"Tokens = {size}"), StringComparison.Ordinal)
        .Replace("Groups = n", string.Create(CultureInfo.InvariantCulture, $"Groups = {size}"), StringComparison.Ordinal)
        .Replace("[w]", $"new[] {{ {string.Join(", ", Enumerable.Range(0, size).Select(c => $"{1 + c % 5}f / 4"))} }}", StringComparison.Ordinal);
}

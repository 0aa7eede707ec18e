using Adjoint.Generator.Tests.Gradients;
using Adjoint.Generator.Tests.Recurrence;

namespace Adjoint.Generator.Tests.Onnx;

/// <summary>The networks whose ONNX files are tried: around each operator, around each option that makes another graph, and the library's layers and blocks.</summary>
internal static class OnnxSamples
{
    /// <summary>What they use.</summary>
    public static string Source { get; } = OperatorSamples.Functions + Formulas + Cells.Source + Cells.Pictures;

    /// <summary>Networks of doubles, of layers that runtimes have doubles for.</summary>
    public static IReadOnlyList<string> Doubles { get; } =
    [
        "Input(5), Dense(7), Tanh, As(\"a\"), Dense(7), Sigmoid, Multiply(\"a\"), LayerNorm, Dense(3), Softmax, MeanSquaredError",
        "Input(3, 4), Dense(5), RMSNorm, As(\"a\"), Dense(5), MatMul(\"a\", TransposeB = true), Softmax, Mean(0), MeanSquaredError",
        "Input(6, Tokens = 5), Embedding(8), SinusoidalPositions, Dense(24), Attention(2, Causal = true, Rotary = 100), Dense(2), MeanSquaredError",
    ];

    private const string Formulas = """
        public static class Formulas
        {
            [Differentiable] public static float Rational(float x) => x * x / (1 + System.MathF.Abs(x)) - 0.25f * System.MathF.Sqrt(1 + x * x);
            [Differentiable] public static float Waves(float x) => System.MathF.Sin(3 * x) + System.MathF.Cos(x) * System.MathF.Exp(-x * x) + System.MathF.Log(2 + x * x);
            [Differentiable] public static float Pieces(float x) => x > 1 ? 2 - x : x < -1 ? x + 2 : System.MathF.Max(x * x, 0.5f);
            [Differentiable] public static float Same(float x) => 3;
            [Differentiable] public static float Hyperbolas(float x) => System.MathF.Sinh(0.3f * x) + System.MathF.Cosh(0.2f * x) + System.MathF.Log2(2 + x * x) - System.MathF.Sign(x) * System.MathF.Tan(0.3f * x);
        }

        """;

    private static readonly string[] Others =
    [
        // The layers of the library's that are made of others.
        "Input(5, 3), RNN(7), Dense(2), MeanSquaredError", "Input(5, 3), LSTM(7), Last, Dense(2), MeanSquaredError",
        "Input(6, 3), GRU(5, Layers = 2, Bidirectional = true), Last, Dense(2), MeanSquaredError",
        "Input(6, 3), LSTM(5, Bidirectional = true), Dense(2), MeanSquaredError", "Input(5, 6), MultiHeadAttention(2), Dense(2), MeanSquaredError",
        "Input(5, 6), TransformerEncoderLayer(2, Hidden = 9), Dense(2), MeanSquaredError", "Input(5, 6), TransformerEncoderLayer(3, Hidden = 9, NormFirst = true), Dense(2), MeanSquaredError",
        "Input(5, 6), As(\"m\"), Dense(6), TransformerDecoderLayer(2, \"m\", Hidden = 9), Dense(2), MeanSquaredError",
        // Graphs.
        "Input(\"edges\", 7, Edges = 5), Input(\"x\", 5, 3), GraphConv(6, \"edges\"), Tanh, GraphAttention(4, 2, \"edges\"), MeanSquaredError", "Input(\"edges\", 9, Edges = 3), Input(\"x\", 3, 2), GraphAttention(3, 2, \"edges\", Concat = false, SelfLoops = false), Mean(0), MeanSquaredError",
        // Rows of different lengths.
        "Input(5, 3, Lengths = true), LSTM(4), Last, Dense(2), MeanSquaredError", "Input(5, 3, Lengths = true), GRU(4, Bidirectional = true), Last, Dense(3), CrossEntropy",
        "Input(5, 3, Lengths = true), Dense(4), Tanh, Mean(0), Dense(2), MeanSquaredError", "Input(5, 3, Lengths = true), Dense(4), Max(0), Dense(2), MeanSquaredError",
        "Input(5, 3, Lengths = true), Dense(4), Tanh, Mask, Flatten, Dense(2), MeanSquaredError", "Input(5, 3, Lengths = true), Dense(4), Softmax(Axis = 0), Sum(0), Dense(2), MeanSquaredError",
        "Input(5, 3, Lengths = true), Dense(12), Attention(2), Mean(0), Dense(2), MeanSquaredError",
        "Input(7, Tokens = 5, Lengths = true), Embedding(6), Dense(18), Attention(3, Causal = true), Last, Dense(2), MeanSquaredError",
        // Formulas.
        "Input(4), Dense(5), Apply(typeof(Formulas), \"Rational\"), Dense(2), MeanSquaredError", "Input(4), Dense(5), Apply(typeof(Formulas), \"Waves\"), Dense(2), MeanSquaredError",
        "Input(4), Dense(5), Apply(typeof(Formulas), \"Pieces\"), Dense(2), MeanSquaredError", "Input(4), Apply(typeof(Formulas), \"Same\"), Dense(2), MeanSquaredError",
        "Input(4), Dense(5), Apply(typeof(Formulas), \"Hyperbolas\"), Dense(2), MeanSquaredError",
        // Derivatives as layers.
        "Input(2), Dense(6), LayerNorm, Tanh, Dense(2), Tangent(Component = 1), Tangent(Component = 0), MeanSquaredError",
        "Input(2), Dense(6), Apply(typeof(Curves), \"Bent\"), Dense(4), RMSNorm, Dense(2), Tangent(Component = 1), MeanSquaredError",
        "Input(2), Dense(4), Tanh, Reshape(4, 1), Dense(2), GroupNorm(2), LocalResponseNorm(4, Alpha = 1f), Flatten, Dense(2), Tangent(Component = 1), MeanSquaredError",
        "Input(2), Dense(4), Tanh, Dense(6), PReLU, Reshape(2, 3), As(\"a\"), Sigmoid, MatMul(\"a\", TransposeB = true), MaxPool1D(2), Flatten, Dense(2), Tangent(Component = 1), MeanSquaredError",
        "Input(3), Dense(8), Reshape(2, 2, 2), MaxPool2D(2, Padding = 1), Flatten, Dense(6), Reshape(2, 3), Max(0), Dense(4), Softmax, Dense(2), Tangent(Component = 1), Tangent(Component = 2), MeanSquaredError",
        "Input(4, 3), Dense(12), Attention(2, Causal = true, Window = 3), Dense(2), Tangent(Component = 5), MeanSquaredError",
        "Input(4, 3), Dense(4), LogSoftmax(Axis = 0), Dense(2), Tangent(Component = 5), MeanSquaredError",
        "Input(4, 3), Dense(3), LSTM(5), Dense(2), Tangent(Component = 5), MeanSquaredError", "Input(2, 3), Dense(4), GlobalAveragePool1D, Mish, Dense(2), Tangent(Component = 5), MeanSquaredError",
        // Options that make another graph, and values that are outputs as they are.
        "Input(2, 9), Conv1D(3, Kernel = 3, Causal = true, Dilation = 2), Dense(2), MeanSquaredError", "Input(3, 7), SinusoidalPositions, MeanSquaredError",
        "Input(3, 4), Transpose, Permute(1, 0), Flatten, MeanSquaredError", "Input(5), Flatten, Dropout(0.5f), MeanSquaredError",
        "Input(\"a\", 4), Input(\"b\", 3), From(\"a\"), Dense(5), Tanh, As(\"h\"), From(\"b\"), Dense(5), Add(\"h\"), Output(\"sum\"), Dense(2), Output(\"second\")",
        "Input(6), Output(\"same\"), Dense(3), Output(\"changed\")",
    ];

    /// <summary>Their declarations.</summary>
    public static IReadOnlyList<string> All { get; } = [.. OperatorSamples.All.Concat(Cells.Networks).Concat(Others).Distinct(StringComparer.Ordinal)];
}

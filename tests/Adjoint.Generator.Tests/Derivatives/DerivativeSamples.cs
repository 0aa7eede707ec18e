namespace Adjoint.Generator.Tests.Derivatives;

/// <summary>Networks whose derivatives are compared with the naive interpreter's: each layer that has a tangent stands in one of them.</summary>
internal static class DerivativeSamples
{
    public static string[] All { get; } =
    [
        "Input(3), Dense(17), Tanh, Dense(5), Sigmoid, Dense(2), MeanSquaredError",
        "Input(2), Dense(16), Softplus, Dense(4, Bias = false), Tanh, Dense(33), BinaryCrossEntropy",
        "Input(4), Dense(7), GELU, Dense(6), SiLU, Dense(3), CrossEntropy",
        "Input(4), Dense(7), GELU, Dense(3), BinaryCrossEntropy(Targets = Targets.Classes, ClassWeights = new[] { 0.5f, 2f }, IgnoreIndex = -1)",
        "Input(5, 3), Dense(4), Tanh, Last, Dense(2), MeanSquaredError",
        "Input(4), Dense(7), GELU(Approximate = true), Dense(6), Mish, Dense(3), CrossEntropy(LabelSmoothing = 0.1f, IgnoreIndex = 1)",
        "Input(3), Dense(6), ELU(0.7f), Dense(5), SELU, Dense(4), CrossEntropy(Targets = Targets.Probabilities)",
        "Input(3), Dense(6), ReLU, Dense(5), LeakyReLU, Dense(2), Huber",
        "Input(3), Dense(6), Hardswish, Dense(5), Hardsigmoid, Dense(2), SquaredHinge",
        "Input(3), Dense(6), Tanh, Dense(2), MeanAbsoluteError(Weight = 0.5f)",
        "Input(3), Dense(6), Sigmoid, Dense(2), Hinge",
        "Input(3), Dense(5), Softmax, Dense(4), LogSoftmax, MeanSquaredError",
        "Input(2, 3), Dense(4), Softmax(Axis = 0), Flatten, Dropout(0.4f), Dense(2), MeanSquaredError",
        "Input(3), Dense(4), Tanh, As(\"a\"), Dense(4), Sigmoid, As(\"b\"), Multiply(\"a\"), Add(\"b\", \"a\"), Subtract(\"a\"), Concat(\"b\", \"a\"), Dense(2), MeanSquaredError",
        "Input(3), As(\"x\"), Dense(3), Tanh, Multiply(\"x\"), Concat(\"x\"), Dense(2), MeanSquaredError",
        "Input(3), Dense(4), Tanh, Dense(4, Name = \"d\"), Tanh, Dense(4, SharedWith = \"d\"), Tanh, Dense(2), MeanSquaredError",
        "Input(3), Dense(4, Frozen = true), Softplus, Dense(2), MeanSquaredError",
        "Input(2, 5, 4), Conv2D(3, Kernel = 3, Padding = 1), Tanh, AveragePool2D(2), Conv2D(2, Kernel = 2, Bias = false), Flatten, Dense(2), MeanSquaredError",
        "Input(2, 4, 4), Conv2D(3, Kernel = 3, Padding = 1, PaddingMode = PaddingMode.Circular), Tanh, GlobalAveragePool2D, Dense(2), MeanSquaredError",
        "Input(2, 7), Conv1D(4, Kernel = 3, Stride = 2), Sigmoid, AveragePool1D(2, Stride = 1), Mean(1), Dense(3), CrossEntropy",
        "Input(2, 2, 3), ConvTranspose2D(2, Kernel = 2, Stride = 2), Tanh, PixelShuffle(1), AdaptiveAveragePool2D(2, 2), Flatten, Dense(2), MeanSquaredError",
        "Input(2, 3), Dense(4), Tanh, Transpose, Pad(1, Value = 0.5f), Slice(1, 0, 2), Permute(1, 0), Sum(0), Dense(2), MeanSquaredError",
        "Input(1, 2, 2), Conv2D(2, Kernel = 1), Tanh, Upsample(2), Flatten, Reshape(4, 8), Dense(2), MeanSquaredError",
        "Input(2), Dense(2), Tanh, Flatten, MeanSquaredError",
        "Input(2, 6, 5), Conv2D(3, Kernel = 3, Padding = 1), ReLU, MaxPool2D(2), Conv2D(2, Kernel = 2), MaxPool2D(2, Stride = 1, Padding = 1), Tanh, Flatten, Dense(2), MeanSquaredError",
        "Input(2, 9), Conv1D(3, Kernel = 2), MaxPool1D(3, Stride = 2), Tanh, Max(0), Reshape(3, 1), GlobalAveragePool1D, Dense(2), MeanSquaredError",
        "Input(2, 3, 3), Conv2D(4, Kernel = 2), Sigmoid, GlobalMaxPool2D, Dense(2), MeanSquaredError",
        "Input(5), Dense(6), LayerNorm, Tanh, Dense(4), RMSNorm, Dense(2), MeanSquaredError",
        "Input(2, 5), Dense(3), LayerNorm(Bias = false, Epsilon = 0.1f), Tanh, RMSNorm(Affine = false), LayerNorm(Axes = 2), Flatten, Dense(2), CrossEntropy",
        "Input(4, 3), Dense(3), GroupNorm(2), Sigmoid, InstanceNorm, Dense(3), InstanceNorm(Affine = true), GroupNorm(4, Affine = false), Flatten, Dense(2), MeanSquaredError",
        "Input(5, 2), Dense(3), LocalResponseNorm(4, Alpha = 0.5f, Beta = 1.5f, K = 2f), Tanh, LocalResponseNorm(3, Alpha = 1f), Flatten, Dense(2), MeanSquaredError",
        "Input(3, 2), Dense(4), BatchNorm, Tanh, Dense(3), Transpose, BatchNorm(Epsilon = 0.1f), Flatten, Dense(2), BatchNorm(Frozen = true), MeanSquaredError",
        "Input(3, 2), Dense(4), PReLU(Slopes = 3), Dense(3), PReLU, Flatten, Dense(2), MeanSquaredError",
        "Input(3), Dense(4), Apply(typeof(Curves), \"Swish\"), Dense(5), Apply(typeof(Curves), \"Bent\"), Dense(2), Loss(typeof(Curves), \"Gap\")",
        "Input(3, 2), Dense(4), As(\"a\"), Tanh, MatMul(\"a\", TransposeB = true), Softmax, MatMul(\"a\"), Flatten, Dense(2), MeanSquaredError",
        "Input(3, 2), Dense(4), Scale(0.5f), As(\"a\"), Tanh, Mean(0), Multiply(\"a\"), PositionEmbedding, As(\"b\"), Variable(3, 1), Subtract(\"b\"), Add(\"a\"), Dense(5), CrossEntropy(PerPosition = true)",
        "Input(2, 3), Dense(4), CrossEntropy(PerPosition = true, ClassWeights = new[] { 0.5f, 1f, 2f, 1.5f }, LabelSmoothing = 0.2f, IgnoreIndex = 1)",
        "Input(1, 2, 3, 2), Conv3D(2, Kernel = 2), Tanh, Reshape(2, 2, 1), Dropout2D(0.5f), Flatten, Dense(2), MeanSquaredError",
    ];
}

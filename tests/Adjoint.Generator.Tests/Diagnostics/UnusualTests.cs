using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Diagnostics;

/// <summary>Networks that few people write, and that mean what they say: nothing is said of them, not even a hint.</summary>
public sealed class UnusualTests
{
    public static TheoryData<string, string> Networks => new()
    {
        { "factors of low rank", "Input(64), Dense(4, Bias = false), Dense(64), Tanh, Dense(3), CrossEntropy" },
        {
            "a mixer of tokens and channels",
            "Input(9, 16), As(\"in\"), Transpose, Dense(12), GELU, Dense(9), Transpose, Add(\"in\"), As(\"mixed\"), LayerNorm, Dense(32), GELU, Dense(16), Add(\"mixed\"), Mean(0), Dense(5), CrossEntropy"
        },
        { "an electroencephalogram, channels by time", "Input(22, 250), Conv1D(8, Kernel = 25, Bias = false), BatchNorm, ELU, AveragePool1D(8), Flatten, Dense(4), CrossEntropy" },
        { "a matched filter", "Input(1, 100), Conv1D(1, Kernel = 31, Bias = false), Flatten, Max" },
        { "a network that only averages", "Input(7), Mean" },
        { "a gate of its own input", "Input(12), As(\"x\"), Dense(12), Sigmoid, Multiply(\"x\"), Dense(2), CrossEntropy" },
        { "an attention of one query", "Input(10, 8), As(\"keys\"), Variable(1, 8), Attention(1, Key = \"keys\", Value = \"keys\"), Flatten, Dense(3), CrossEntropy" },
        { "a softmax in the middle, as a choice of experts", "Input(6), Dense(4), Softmax, Dense(6, Bias = false), Tanh, Dense(1), MeanSquaredError" },
        { "positive outputs by softplus", "Input(6), Dense(8), Tanh, Dense(2), Softplus, MeanSquaredError" },
        { "probabilities judged by squares, the Brier score", "Input(6), Dense(3), Softmax, MeanSquaredError" },
        { "a hinge after tanh", "Input(6), Dense(1), Tanh, Hinge" },
        { "logistic regression", "Input(6), Dense(1), BinaryCrossEntropy" },
        { "an image of two channels", "Input(2, 9, 9), Conv2D(2, Kernel = 1), Flatten, Dense(2), CrossEntropy" },
        { "a stack of pixels by PixelShuffle", "Input(4, 5, 5), PixelShuffle(2), Conv2D(1, Kernel = 3, Same = true), MeanSquaredError" },
        { "convolutions in one axis after the other", "Input(3, 12, 12), Conv2D(6, Kernels = [1, 5]), Conv2D(6, Kernels = [5, 1]), ReLU, Flatten, Dense(2), CrossEntropy" },
        { "a depthwise and a pointwise convolution", "Input(6, 8, 8), Conv2D(6, Kernel = 3, Groups = 6, Padding = 1), Conv2D(12, Kernel = 1), ReLU, GlobalAveragePool2D, Dense(3), CrossEntropy" },
        { "a frozen random projection", "Input(30), Dense(64, Frozen = true), ReLU, Dense(3), CrossEntropy" },
        { "two heads, of which one is for looking at", "Input(6), Dense(5), Tanh, Output(\"code\"), Dense(3), Output(\"kind\"), CrossEntropy(On = \"kind\")" },
        {
            "siamese twins",
            "Input(\"left\", 9), Dense(4, Name = \"twin\"), Tanh, As(\"a\"), Input(\"right\", 9), Dense(4, SharedWith = \"twin\"), Tanh, Subtract(\"a\"), Dense(1), BinaryCrossEntropy"
        },
        { "dropout of the input", "Input(40), Dropout(0.2), Dense(8), ReLU, Dense(2), CrossEntropy" },
        { "dropout of channels before pooling", "Input(4, 8, 8), Conv2D(8, Kernel = 3), ReLU, Dropout2D(0.1), GlobalAveragePool2D, Dense(2), CrossEntropy" },
        { "normalisation before everything", "Input(13), BatchNorm, Dense(8, Bias = false), BatchNorm, ReLU, Dense(1), MeanSquaredError" },
        { "a running mean that hardly moves", "Input(13), Dense(8, Bias = false), BatchNorm(Momentum = 0.001), ReLU, Dense(1), MeanSquaredError" },
        { "a leaky activation that is nearly linear", "Input(13), Dense(8), LeakyReLU(0.9), Dense(1), MeanSquaredError" },
        { "steps that each have a label", "Input(24, 5), GRU(8), Dense(3), CrossEntropy(PerPosition = true)" },
        { "the last of a recurrence by hand", "Input(24, 5), GRU(8), Slice(0, 23, 1), Flatten, Dense(1), MeanSquaredError" },
        { "sixteen sensors of thirty readings", "Input(16, 30), Conv1D(8, Kernel = 5), ReLU, Flatten, Dense(2), CrossEntropy" },
        { "a score for each pixel", "Input(3, 8, 8), Conv2D(4, Kernel = 3, Same = true), ReLU, Conv2D(1, Kernel = 1), BinaryCrossEntropy" },
        {
            "a residual of two convolutions of one kernel",
            "Input(4, 8, 8), As(\"x\"), Conv2D(4, Kernel = 3, Same = true), ReLU, Conv2D(4, Kernel = 3, Same = true), Add(\"x\"), Flatten, Dense(2), CrossEntropy"
        },
        { "counts by their logarithms", "Input(5), Dense(8), ReLU, Dense(1), Huber(0.5)" },
        { "a bottleneck of one", "Input(9), Dense(1), Tanh, Dense(9), MeanSquaredError" },
        { "heads, time and features", "Input(4, 9, 16), Dense(32), ReLU, Flatten, Dense(3), CrossEntropy" },
        { "a board of planes", "Input(20, 20, 4), Permute(2, 0, 1), Conv2D(8, Kernel = 3), ReLU, Flatten, Dense(2), CrossEntropy" },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Nothing_is_said(string what, string layers)
    {
        Assert.False(string.IsNullOrEmpty(what));
        AnalyzerHarness.Verify<Adjoint.Generator.Diagnostics.NetworkAnalyzer>($"using Adjoint;\n[Network, {layers}] partial class Net;");
    }
}

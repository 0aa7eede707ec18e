using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Generator;

/// <summary>Which networks are trained row by row where rows are few.</summary>
[Trait("Set", "Slow")]
public sealed class RowTrainingTests
{
    [Theory]
    [InlineData("Input(784), Dense(128), ReLU, Dense(10), CrossEntropy", 2)]
    [InlineData("Input(1, 28, 28), Conv2D(6, Kernel = 5, Padding = 2), ReLU, MaxPool2D(2), Conv2D(16, Kernel = 5), ReLU, MaxPool2D(2), Flatten, Dense(10), CrossEntropy", 6)]
    [InlineData("Input(3, 32, 32), Conv2D(32, Kernel = 3, Padding = 1), ReLU, MaxPool2D(2), Flatten, Dense(10), CrossEntropy", 12)]
    [InlineData("Input(300), Dense(200), LayerNorm, Sigmoid, Dense(7), MeanSquaredError", 2)]
    public void Larger_networks_are(string layers, int rows)
    {
        var text = TextOf(layers);
        Assert.Contains($"FewTrainingRows = {rows},", text, StringComparison.Ordinal);
        Assert.Contains("public static void TrainRow(", text, StringComparison.Ordinal);
    }

    [Theory]
    // Lane blocks take no time that anybody would notice.
    [InlineData("Input(20), Dense(30), Tanh, Dense(2), MeanSquaredError")]
    // What has no counterpart for one row: masks that count rows, statistics of all of them, steps, other axes, groups.
    [InlineData("Input(784), Dense(128), ReLU, Dropout(0.5f), Dense(10), CrossEntropy")]
    [InlineData("Input(784), Dense(128), BatchNorm, ReLU, Dense(10), CrossEntropy")]
    [InlineData("Input(28, 28), LSTM(64), Flatten, Dense(10), CrossEntropy")]
    [InlineData("Input(4, 500), Conv1D(16, Kernel = 5), ReLU, Flatten, Dense(10), CrossEntropy")]
    [InlineData("Input(8, 28, 28), Conv2D(16, Kernel = 3, Groups = 2), ReLU, Flatten, Dense(10), CrossEntropy")]
    public void Others_are_trained_in_lane_blocks_alone(string layers)
    {
        var text = TextOf(layers);
        Assert.DoesNotContain("TrainRow", text, StringComparison.Ordinal);
        Assert.DoesNotContain("FewTrainingRows", text, StringComparison.Ordinal);
    }

    private static string TextOf(string layers) =>
        GeneratorHarness.Run($"using Adjoint; [Network, {layers}] public partial class Net;").Files.Single(static file => file.HintName == "Net.g.cs").SourceText.ToString();
}

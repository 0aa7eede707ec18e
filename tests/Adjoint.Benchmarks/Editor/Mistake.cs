namespace Adjoint.Benchmarks.Editor;

/// <summary>A mistake in a well-known network, whose remedies the analyzers try before they name them.</summary>
/// <param name="Network">The network.</param>
/// <param name="Title">The mistake.</param>
/// <param name="Right">What stands in the declaration.</param>
/// <param name="Wrong">What is written in its place.</param>
internal sealed record Mistake(string Network, string Title, string Right, string Wrong)
{
    /// <summary>The mistakes that are measured: near the beginning and near the end, with one remedy and with several.</summary>
    public static IReadOnlyList<Mistake> All { get; } =
    [
        new("LeNet5", "the batch in the input", "Input(1,", "Input(32, 1,"),
        new("LeNet5", "no Flatten", "[Flatten, ", "["),
        new("LeNet5", "a kernel that is too large", "Conv2D(16, Kernel = 5)", "Conv2D(16, Kernel = 50)"),
        new("LeNet5", "a size that cannot be read", "Dense(120)", "Dense(0)"),
        new("LeNet5", "no activation, twice", "Dense(120), ReLU, Dense(84), ReLU", "Dense(120), Dense(84)"),
        new("ResNet152", "the batch in the input", "Input(3,", "Input(32, 3,"),
        new("ResNet152", "no pooling at the end", "GlobalAveragePool2D, ", ""),
        new("ResNet152", "a kernel that is too large", "Kernel = 7", "Kernel = 700"),
        new("ResNet152", "a bias before batch normalisation", "Padding = 3, Bias = false", "Padding = 3"),
        new("ResNet152", "ReLU before the loss", "[CrossEntropy]", "[ReLU, CrossEntropy]"),
    ];

    /// <summary>The declaration with the mistake.</summary>
    public string Text => Sources.Zoo(Network) is var text && text.Contains(Right, StringComparison.Ordinal)
        ? text.Replace(Right, Wrong, StringComparison.Ordinal)
        : throw new InvalidOperationException($"'{Right}' is not in {Network}.");
}

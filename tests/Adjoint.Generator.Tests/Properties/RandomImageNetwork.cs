using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Adjoint.Generator.Tests.Properties;

/// <summary>
/// Groups of layers for images, each of which fits behind any other: convolutions, windows, norms, and values that are added or laid side by side.
/// </summary>
internal static class RandomImageNetwork
{
    /// <summary>A maximum stands behind what has no equal neighbours, for a tie is a kink.</summary>
    private static readonly string[] Activations =
        ["Tanh", "SiLU", "Sigmoid", "ReLU", "Tanh, MaxPool2D(3, Stride = 2, Padding = 1)", "SiLU, MaxPool2D(3, Stride = 1, Padding = 1)"];

    private static readonly string[] Changes =
    [
        "AveragePool2D(3, Stride = 2, Padding = 1)", "AveragePool2D(3, Stride = 1, Padding = 1, CountIncludePad = false)", "Upsample(2)", "GroupNorm(1)",
        "BatchNorm", "LocalResponseNorm(3)", "Permute(0, 2, 1)", "Dropout2D(0.2f)",
    ];

    /// <summary>An image of few channels.</summary>
    public static Gen<string> Input =>
        from channels in Gen.Choose(4, 6)
        from height in Gen.Choose(3, 6)
        from width in Gen.Choose(3, 7)
        select string.Create(CultureInfo.InvariantCulture, $"Input({channels}, {height}, {width})");

    /// <summary>One group; its number names its values.</summary>
    public static Gen<string> Group(int number) => Gen.Frequency((3, Convolution()), (2, Gen.Elements(Changes)), (2, Around(number)));

    private static Gen<string> Convolution() =>
        from channels in Gen.Choose(4, 9)
        from stride in Gen.Choose(1, 2)
        from hasBias in Gen.Elements(true, false)
        from activation in Gen.Elements(Activations)
        select string.Create(CultureInfo.InvariantCulture, $"Conv2D({channels}, Kernel = 3, Padding = 1, Stride = {stride}{(hasBias ? "" : ", Bias = false")}), {activation}");

    /// <summary>A way around a convolution.</summary>
    private static Gen<string> Around(int number) =>
        from merge in Gen.Elements("Add", "Subtract", "Multiply", "Concat")
        from activation in Gen.Elements("Tanh", "SiLU", "Sigmoid")
        select string.Create(CultureInfo.InvariantCulture, $"As(\"v{number}\"), Conv2D(\"channels\", Kernel = 3, Padding = 1), {activation}, {merge}(\"v{number}\")");
}

using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Kernels;

/// <summary>
/// A convolution, stored as <c>w[in / groups][taps][out]</c>. Its methods: <c>Forward</c> and, for one row, <c>Row</c>; <c>InputGradient</c>;
/// <c>WeightGradient</c> and <c>BiasGradient</c>; and <c>Transposed</c> (<c>TransposedRow</c>), the input gradient as a layer of its own, with a bias.
/// </summary>
/// <param name="In">The channels of the input.</param>
/// <param name="Out">The channels of the output.</param>
/// <param name="Groups">The groups that both are divided into.</param>
/// <param name="Axes">The axes of the image, outermost first.</param>
/// <param name="Bias">Whether a bias is added.</param>
/// <param name="Then">What is done to each number before it is written.</param>
internal sealed record ConvKernel(int In, int Out, int Groups, EquatableArray<ConvAxis> Axes, bool Bias, Epilogue? Then = null)
    : WeightedKernel(NameOf(In, Out, Groups, Axes, Bias), Then)
{
    /// <summary>The taps of the kernel in one channel.</summary>
    public int Taps => Axes.Aggregate(1, static (product, axis) => product * axis.Kernel);

    /// <summary>The positions of the input.</summary>
    public int InPlane => Axes.Aggregate(1, static (product, axis) => product * axis.In);

    /// <summary>The positions of the output.</summary>
    public int OutPlane => Axes.Aggregate(1, static (product, axis) => product * axis.Out);

    /// <summary>Whether each channel is convolved on its own, so that a vector of weights belongs to as many channels.</summary>
    public bool IsDepthwise => Groups > 1 && Groups == In && Groups == Out;

    /// <summary>The same without a bias.</summary>
    public ConvKernel WithoutBias => new(In, Out, Groups, Axes, false);

    public override string Division => WithoutBias.Name;

    public override string RowMethod(string method) => method == "Forward" ? "Row" : method + "Row";

    public override bool CanBeFollowed(string method) => method is "Forward" or "InputGradient" or "Transposed";

    public override int PositionsOf(string method) => Groups > 1 && !IsDepthwise ? 0 : method == "Forward" ? OutPlane : InPlane;

    public override WeightedKernel Followed(Epilogue then) => new ConvKernel(In, Out, Groups, Axes, Bias, then);

    /// <summary>Such as <c>Conv64x64K3P1On56x56</c>: what is 1, or 0 for the padding, is left out.</summary>
    private static string NameOf(int inputs, int outputs, int groups, EquatableArray<ConvAxis> axes, bool bias) =>
        $"Conv{inputs}x{outputs}K{Each(axes, static a => a.Kernel)}" + Option("S", axes, static a => a.Stride, 1) + Option("P", axes, static a => a.Padding, 0)
        + Option("D", axes, static a => a.Dilation, 1) + (groups > 1 ? $"G{groups}" : "") + $"On{string.Join("x", axes.Select(static a => a.In))}"
        // The output's size follows, but where a sum of padding is odd or a transposed convolution's output was padded.
        + (axes.All(static a => a.Out == a.UsualOut) ? "" : $"To{string.Join("x", axes.Select(static a => a.Out))}") + (bias ? "" : "NoBias");

    private static string Option(string letter, EquatableArray<ConvAxis> axes, Func<ConvAxis, int> value, int usual) =>
        axes.All(a => value(a) == usual) ? "" : letter + Each(axes, value);

    private static string Each(EquatableArray<ConvAxis> axes, Func<ConvAxis, int> value) =>
        axes.All(a => value(a) == value(axes[0])) ? $"{value(axes[0])}" : string.Join("x", axes.Select(value));
}

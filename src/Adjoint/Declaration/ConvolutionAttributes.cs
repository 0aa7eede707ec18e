namespace Adjoint;

/// <summary>What positions around an input hold: those that a convolution reads outside of it, and those that <see cref="PadAttribute"/> adds.</summary>
public enum PaddingMode
{
    /// <summary>Zeros; for <see cref="PadAttribute"/> its <see cref="PadAttribute.Value"/>.</summary>
    Constant,

    /// <summary>The input mirrored at its first and last position, which are not repeated: c b | a b c | b a.</summary>
    Reflect,

    /// <summary>The first and the last position repeated: a a | a b c | c c.</summary>
    Replicate,

    /// <summary>The input again: b c | a b c | a b.</summary>
    Circular,
}

/// <summary>
/// What convolutions of any rank have in common. Each option is one number for all axes, or an expression as <see cref="SizeAttribute"/> has it; where axes
/// differ, layers of two and three axes take a list. By default weight and bias are drawn from U(±1/√(in/groups · ∏ kernel)), as PyTorch does.
/// </summary>
public abstract class ConvolutionAttribute : WeightedLayerAttribute
{
    private protected ConvolutionAttribute(object channels) => Channels = channels;

    /// <summary>The channels of the output: a number, or an expression as <see cref="SizeAttribute"/> has it.</summary>
    public object Channels { get; }

    /// <summary>The size of the kernel along every axis; at least 1. It has no default.</summary>
    [Size]
    public object Kernel { get; set; } = 0;

    /// <summary>The steps from one position of the kernel to the next; 1 by default.</summary>
    [Size]
    public object Stride { get; set; } = 1;

    /// <summary>The positions added on both sides of each axis; 0 by default.</summary>
    [Size]
    public object Padding { get; set; } = 0;

    /// <summary>The distance between neighbouring taps of the kernel; 1 by default.</summary>
    [Size]
    public object Dilation { get; set; } = 1;

    /// <summary>
    /// The groups that channels are divided into: an output channel sees the input channels of its own group. As many as channels make the convolution depthwise.
    /// </summary>
    [Size]
    public object Groups { get; set; } = 1;

    /// <summary>Whether a bias is added to each output channel; true by default.</summary>
    [Flag]
    public object Bias { get; set; } = true;
}

/// <summary>
/// A convolution (as PyTorch has it: cross-correlation) of a sequence: [channels, length] to [Channels, length′], length′ =
/// ⌊(length + 2 Padding − Dilation (Kernel − 1) − 1) / Stride⌋ + 1. The weight's shape is [Channels, in / Groups, Kernel].
/// </summary>
public sealed class Conv1DAttribute : ConvolutionAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="channels">The channels of the output; at least 1.</param>
    public Conv1DAttribute([Size] int channels)
        : base(channels)
    {
    }

    /// <summary>Declares the layer.</summary>
    /// <param name="channels">The channels of the output, as an expression: see <see cref="SizeAttribute"/>.</param>
    public Conv1DAttribute([Size] string channels)
        : base(channels)
    {
    }

    /// <summary>Whether the input is padded so that the output is as long; one position more at the end where the sum is odd. Only with stride 1.</summary>
    public bool Same { get; set; }

    /// <summary>
    /// Whether the input is padded before its first position only, so that the output is as long and each position depends on itself and those before it alone. Only with stride 1, in place of
    /// <see cref="Same"/>.
    /// </summary>
    public bool Causal { get; set; }

    /// <summary>What the input is padded with; zeros by default.</summary>
    public PaddingMode PaddingMode { get; set; }
}

/// <summary>
/// A convolution (as PyTorch has it: cross-correlation) of an image: [channels, height, width] to [Channels, height′, width′], height′ =
/// ⌊(height + 2 Padding − Dilation (Kernel − 1) − 1) / Stride⌋ + 1. The weight's shape is [Channels, in / Groups, kernel height, kernel width].
/// </summary>
/// <example><c>[Conv2D(16, Kernel = 5), ReLU]</c>, or with axes of their own <c>[Conv2D(16, Kernels = [3, 5], Paddings = [1, 2])]</c>.</example>
public sealed class Conv2DAttribute : ConvolutionAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="channels">The channels of the output; at least 1.</param>
    public Conv2DAttribute([Size] int channels)
        : base(channels)
    {
    }

    /// <summary>Declares the layer.</summary>
    /// <param name="channels">The channels of the output, as an expression: see <see cref="SizeAttribute"/>.</param>
    public Conv2DAttribute([Size] string channels)
        : base(channels)
    {
    }

    /// <summary>The kernel's height and width, in place of <see cref="ConvolutionAttribute.Kernel"/>.</summary>
    public int[]? Kernels { get; set; }

    /// <summary>The strides down and across, in place of <see cref="ConvolutionAttribute.Stride"/>.</summary>
    public int[]? Strides { get; set; }

    /// <summary>The padding above and below, and left and right, in place of <see cref="ConvolutionAttribute.Padding"/>.</summary>
    public int[]? Paddings { get; set; }

    /// <summary>The dilations down and across, in place of <see cref="ConvolutionAttribute.Dilation"/>.</summary>
    public int[]? Dilations { get; set; }

    /// <summary>Whether the input is padded so that the output is as large; one position more below and to the right where the sum is odd. Only with stride 1.</summary>
    public bool Same { get; set; }

    /// <summary>What the input is padded with; zeros by default.</summary>
    public PaddingMode PaddingMode { get; set; }
}

/// <summary>
/// A convolution (as PyTorch has it: cross-correlation) of a volume: [channels, depth, height, width] to [Channels, depth′, height′, width′], depth′ =
/// ⌊(depth + 2 Padding − Dilation (Kernel − 1) − 1) / Stride⌋ + 1. The weight's shape is [Channels, in / Groups, kernel depth, height, width].
/// </summary>
public sealed class Conv3DAttribute : ConvolutionAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="channels">The channels of the output; at least 1.</param>
    public Conv3DAttribute([Size] int channels)
        : base(channels)
    {
    }

    /// <summary>Declares the layer.</summary>
    /// <param name="channels">The channels of the output, as an expression: see <see cref="SizeAttribute"/>.</param>
    public Conv3DAttribute([Size] string channels)
        : base(channels)
    {
    }

    /// <summary>The kernel's depth, height and width, in place of <see cref="ConvolutionAttribute.Kernel"/>.</summary>
    public int[]? Kernels { get; set; }

    /// <summary>The strides along depth, height and width, in place of <see cref="ConvolutionAttribute.Stride"/>.</summary>
    public int[]? Strides { get; set; }

    /// <summary>The padding on both sides of depth, height and width, in place of <see cref="ConvolutionAttribute.Padding"/>.</summary>
    public int[]? Paddings { get; set; }

    /// <summary>The dilations along depth, height and width, in place of <see cref="ConvolutionAttribute.Dilation"/>.</summary>
    public int[]? Dilations { get; set; }

    /// <summary>Whether the input is padded so that the output is as large; one position more at the far end of an axis where the sum is odd. Only with stride 1.</summary>
    public bool Same { get; set; }

    /// <summary>What the input is padded with; zeros by default.</summary>
    public PaddingMode PaddingMode { get; set; }
}

/// <summary>
/// The transpose of a convolution of an image: [channels, height, width] to [Channels, height′, width′], height′ =
/// (height − 1) Stride − 2 Padding + Dilation (Kernel − 1) + OutputPadding + 1. It is the adjoint of the convolution that goes the other way with the
/// same options. The weight's shape is [in, Channels / Groups, kernel height, kernel width].
/// </summary>
public sealed class ConvTranspose2DAttribute : ConvolutionAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="channels">The channels of the output; at least 1.</param>
    public ConvTranspose2DAttribute([Size] int channels)
        : base(channels)
    {
    }

    /// <summary>Declares the layer.</summary>
    /// <param name="channels">The channels of the output, as an expression: see <see cref="SizeAttribute"/>.</param>
    public ConvTranspose2DAttribute([Size] string channels)
        : base(channels)
    {
    }

    /// <summary>The kernel's height and width, in place of <see cref="ConvolutionAttribute.Kernel"/>.</summary>
    public int[]? Kernels { get; set; }

    /// <summary>The strides down and across, in place of <see cref="ConvolutionAttribute.Stride"/>.</summary>
    public int[]? Strides { get; set; }

    /// <summary>The padding above and below, and left and right, in place of <see cref="ConvolutionAttribute.Padding"/>.</summary>
    public int[]? Paddings { get; set; }

    /// <summary>The dilations down and across, in place of <see cref="ConvolutionAttribute.Dilation"/>.</summary>
    public int[]? Dilations { get; set; }

    /// <summary>Positions added below and to the right of the output, which a stride leaves open; below the larger of stride and dilation.</summary>
    [Size]
    public object OutputPadding { get; set; } = 0;
}

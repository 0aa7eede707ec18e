namespace Adjoint.Generator.Declare;

/// <summary>The options of a convolution or of its transpose.</summary>
/// <param name="Channels">The channels of its output.</param>
/// <param name="Kernel">The positions of the kernel.</param>
/// <param name="Stride">The distance from one place of the kernel to the next.</param>
/// <param name="Padding">The padding before and behind.</param>
/// <param name="Dilation">The distance from one position of the kernel to the next.</param>
/// <param name="Groups">The groups that channels are taken in.</param>
/// <param name="Bias">Whether it adds a bias.</param>
/// <param name="Init">How weight and bias are drawn.</param>
/// <param name="Same">Whether the padding is that which keeps the size.</param>
/// <param name="PaddingMode">The number of a <c>PaddingMode</c>.</param>
/// <param name="OutputPadding">Of a transposed convolution, what is added to its output's size.</param>
/// <param name="Causal">Whether the padding that keeps the size is all before the first position.</param>
internal sealed record ConvOptions(
    int Channels, PerAxis Kernel, PerAxis Stride, PerAxis Padding, PerAxis Dilation, int Groups, bool Bias, InitOptions Init, bool Same, int PaddingMode, int OutputPadding, bool Causal) : LayerOptions
{
    /// <summary>Whether the input is padded with its own values, before a convolution that then needs no padding.</summary>
    public bool PadsFirst => PaddingMode != 0;

    /// <summary>The positions that the kernel reaches over along an axis.</summary>
    public long Reach(int axis) => (long)Dilation.Along(axis) * (Kernel.Along(axis) - 1) + 1;

    public static ConvOptions Read(AttributeUse use) => new(
        use.Int("channels"), PerAxis.Read(use, "Kernel", 0), PerAxis.Read(use, "Stride", 1), PerAxis.Read(use, "Padding", 0), PerAxis.Read(use, "Dilation", 1),
        use.Int("Groups", 1), use.Bool("Bias", true), InitOptions.Read(use), use.Bool("Same"), use.Int("PaddingMode"), use.Int("OutputPadding"), use.Bool("Causal"));
}

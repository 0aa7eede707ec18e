namespace Adjoint.Generator.Declare;

/// <summary>The options of a pooling with windows.</summary>
/// <param name="Kernel">The positions of a window along each axis, or one number for all axes.</param>
/// <param name="Stride">The distance from one window to the next; its number is null where windows lie side by side.</param>
/// <param name="Strides">The same for each axis, or none.</param>
/// <param name="Padding">How far before the input the first window starts.</param>
/// <param name="Dilation">The distance from one position of a window to the next.</param>
/// <param name="CeilMode">Whether a last window may reach over the end of the padded input.</param>
/// <param name="CountIncludePad">Whether a mean counts the positions in the padding.</param>
internal sealed record PoolOptions(
    EquatableArray<int> Kernel, int? Stride, EquatableArray<int> Strides, PerAxis Padding, PerAxis Dilation, bool CeilMode, bool CountIncludePad) : LayerOptions
{
    public static PoolOptions Read(AttributeUse use) => new(
        use.IntOrInts("kernel"), use.IntIfWritten("Stride"), use.Ints("Strides"), PerAxis.Read(use, "Padding", 0), PerAxis.Read(use, "Dilation", 1),
        use.Bool("CeilMode"), use.Bool("CountIncludePad", true));
}

/// <summary>The options of a pooling to a given size.</summary>
/// <param name="Size">The output's height and width, or one number for both.</param>
internal sealed record AdaptivePoolOptions(EquatableArray<int> Size) : LayerOptions
{
    public static AdaptivePoolOptions Read(AttributeUse use) => new(use.Ints("size"));
}

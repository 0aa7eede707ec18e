namespace Adjoint.Generator.Declare;

/// <summary>The options of a change of shape.</summary>
/// <param name="Shape">The sizes, of which one may be −1.</param>
internal sealed record ReshapeOptions(EquatableArray<int> Shape) : LayerOptions
{
    public static ReshapeOptions Read(AttributeUse use) => new(use.Ints("shape"));
}

/// <summary>The options of a change of the axes' order.</summary>
/// <param name="Axes">For each axis of the output, that of the input.</param>
internal sealed record PermuteOptions(EquatableArray<int> Axes) : LayerOptions
{
    public static PermuteOptions Read(AttributeUse use) => new(use.Ints("axes"));
}

/// <summary>The options of an exchange of two axes.</summary>
/// <param name="First">One of them; below 0 it counts from the end.</param>
/// <param name="Second">The other.</param>
internal sealed record TransposeOptions(int First, int Second) : LayerOptions
{
    public static TransposeOptions Read(AttributeUse use) => new(use.Int("first", -2), use.Int("second", -1));
}

/// <summary>The options of a choice of positions along one axis.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Start">The first position.</param>
/// <param name="Length">How many there are.</param>
/// <param name="Step">The distance from one to the next.</param>
internal sealed record SliceOptions(int Axis, int Start, int Length, int Step) : LayerOptions
{
    public static SliceOptions Read(AttributeUse use) => new(use.Int("axis"), use.Int("start"), use.Int("length"), use.Int("Step", 1));
}

/// <summary>The options of a padding.</summary>
/// <param name="Sides">What is added before and behind each axis.</param>
/// <param name="Mode">The number of a <c>PaddingMode</c>.</param>
/// <param name="Value">The number that a constant padding consists of.</param>
internal sealed record PadOptions(EquatableArray<int> Sides, int Mode, double Value) : LayerOptions
{
    public static PadOptions Read(AttributeUse use) => new(use.Ints("sides"), use.Int("Mode"), use.Number("Value"));
}

/// <summary>The options of a change of an image's size.</summary>
/// <param name="Factor">The factor of both sizes; 0 where a size is given.</param>
/// <param name="Size">The sizes, or one for all axes; none where a factor is given.</param>
/// <param name="Mode">The number of an <c>UpsampleMode</c>.</param>
/// <param name="AlignCorners">Whether the corners of both images lie on one another.</param>
internal sealed record UpsampleOptions(int Factor, EquatableArray<int> Size, int Mode, bool AlignCorners) : LayerOptions
{
    public static UpsampleOptions Read(AttributeUse use) => new(use.Int("factor"), use.Ints("Size"), use.Int("Mode"), use.Bool("AlignCorners"));
}

/// <summary>The options of a layer that lays channels out as pixels.</summary>
/// <param name="Factor">The factor of height and width.</param>
internal sealed record PixelShuffleOptions(int Factor) : LayerOptions
{
    public static PixelShuffleOptions Read(AttributeUse use) => new(use.Int("factor"));
}

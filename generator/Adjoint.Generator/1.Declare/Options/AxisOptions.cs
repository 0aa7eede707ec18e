namespace Adjoint.Generator.Declare;

/// <summary>The options of an activation along one axis.</summary>
/// <param name="Axis">The axis; below 0 it counts from the end.</param>
internal sealed record AxisOptions(int Axis) : LayerOptions
{
    public static AxisOptions Read(AttributeUse use) => new(use.Int("Axis", -1));
}

/// <summary>The options of a reduction.</summary>
/// <param name="Axes">The axes that it reduces; none stand for all.</param>
/// <param name="KeepAxes">Whether they stay with size 1.</param>
internal sealed record ReductionOptions(EquatableArray<int> Axes, bool KeepAxes) : LayerOptions
{
    /// <summary>A reduction of everything to one number.</summary>
    public static ReductionOptions All { get; } = new([], false);

    public static ReductionOptions Read(AttributeUse use) => new(use.Ints("axes"), use.Bool("KeepAxes"));
}

/// <summary>The options of values laid end to end.</summary>
/// <param name="Axis">The axis along which they are; below 0 it counts from the end.</param>
internal sealed record ConcatOptions(int Axis) : LayerOptions
{
    public static ConcatOptions Read(AttributeUse use) => new(use.Int("Axis"));
}

/// <summary>The options of a matrix product.</summary>
/// <param name="TransposeA">Whether the first factor is read transposed.</param>
/// <param name="TransposeB">Whether the second is.</param>
internal sealed record MatMulOptions(bool TransposeA, bool TransposeB) : LayerOptions
{
    public static MatMulOptions Read(AttributeUse use) => new(use.Bool("TransposeA"), use.Bool("TransposeB"));
}

namespace Adjoint;

/// <summary>A layer that makes one number of all values along some axes.</summary>
public abstract class ReductionAttribute : LayerAttribute
{
    private protected ReductionAttribute(int[] axes) => Axes = axes;

    /// <summary>The axes, counted from 0 without the batch, or from the end: −1 is the last. All axes if none is named.</summary>
    public int[] Axes { get; }

    /// <summary>Whether the axes stay, with size 1; false by default.</summary>
    public bool KeepAxes { get; set; }
}

/// <summary>The mean over some axes, or over all: <c>y = 1/n Σᵢ xᵢ</c>.</summary>
public sealed class MeanAttribute : ReductionAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="axes">The axes, counted from 0 without the batch, or from the end; none for all.</param>
    public MeanAttribute(params int[] axes)
        : base(axes)
    {
    }
}

/// <summary>The sum over some axes, or over all: <c>y = Σᵢ xᵢ</c>.</summary>
public sealed class SumAttribute : ReductionAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="axes">The axes, counted from 0 without the batch, or from the end; none for all.</param>
    public SumAttribute(params int[] axes)
        : base(axes)
    {
    }
}

/// <summary>The maximum over some axes, or over all: <c>y = maxᵢ xᵢ</c>. Of equal maxima the gradient goes to the first.</summary>
public sealed class MaxAttribute : ReductionAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="axes">The axes, counted from 0 without the batch, or from the end; none for all.</param>
    public MaxAttribute(params int[] axes)
        : base(axes)
    {
    }
}

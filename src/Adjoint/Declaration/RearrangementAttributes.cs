namespace Adjoint;

/// <summary>The axes in another order: axis a of the output is axis <c>axes[a]</c> of the input.</summary>
public sealed class PermuteAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="axes">Each axis of the input once, counted from 0 without the batch, or from the end.</param>
    public PermuteAttribute(params int[] axes) => Axes = axes;

    /// <summary>Each axis of the input once.</summary>
    public int[] Axes { get; }
}

/// <summary>Two axes exchanged: [T, F] becomes [F, T].</summary>
public sealed class TransposeAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="first">One axis, counted from 0 without the batch, or from the end; by default the last but one.</param>
    /// <param name="second">The other; by default the last.</param>
    public TransposeAttribute(int first = -2, int second = -1) => (First, Second) = (first, second);

    /// <summary>One axis.</summary>
    public int First { get; }

    /// <summary>The other.</summary>
    public int Second { get; }
}

/// <summary>Some positions of one axis: <c>start</c>, <c>start + Step</c> and so on, <c>length</c> of them.</summary>
public sealed class SliceAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="axis">The axis, counted from 0 without the batch, or from the end.</param>
    /// <param name="start">The first position, a number or an expression: see <see cref="SizeAttribute"/>.</param>
    /// <param name="length">The number of positions, a number or an expression; at least 1.</param>
    public SliceAttribute(int axis, [Size] object start, [Size] object length) => (Axis, Start, Length) = (axis, start, length);

    /// <summary>The axis.</summary>
    public int Axis { get; }

    /// <summary>The first position: a number or an expression.</summary>
    public object Start { get; }

    /// <summary>The number of positions: a number or an expression.</summary>
    public object Length { get; }

    /// <summary>The distance from one position to the next, a number or an expression; 1 by default.</summary>
    [Size]
    public object Step { get; set; } = 1;
}

/// <summary>Channels laid out as pixels (Shi et al., 2016): [C·r², H, W] becomes [C, H·r, W·r].</summary>
public sealed class PixelShuffleAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="factor">r, by which height and width grow; its square divides the number of channels.</param>
    public PixelShuffleAttribute([Size] int factor) => Factor = factor;

    /// <summary>Declares the layer.</summary>
    /// <param name="factor">By what height and width grow, as an expression: see <see cref="SizeAttribute"/>.</param>
    public PixelShuffleAttribute([Size] string factor) => Factor = factor;

    /// <summary>By what height and width grow: a number or an expression.</summary>
    public object Factor { get; }
}

/// <summary>Positions added around the last axis, or around height and width.</summary>
public sealed class PadAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="sides">
    /// What is added: one number for all sides (of height and width, or of the last axis of an input without a height), two for left and right, or four for
    /// left, right, top and bottom. Each is a number or an expression: see <see cref="SizeAttribute"/>.
    /// </param>
    public PadAttribute([Size] params object[] sides) => Sides = sides;

    /// <summary>What is added on the sides: numbers or expressions.</summary>
    public object[] Sides { get; }

    /// <summary>What the new positions hold; the constant <see cref="Value"/> by default.</summary>
    public PaddingMode Mode { get; set; }

    /// <summary>The constant; 0 by default.</summary>
    public double Value { get; set; }
}

/// <summary>[channels, length] or [channels, height, width] in another size.</summary>
public sealed class UpsampleAttribute : LayerAttribute
{
    /// <summary>Declares a layer with a <see cref="Size"/>.</summary>
    public UpsampleAttribute()
    {
    }

    /// <summary>Declares a layer that multiplies length, or height and width.</summary>
    /// <param name="factor">By how much; at least 1.</param>
    public UpsampleAttribute([Size] int factor) => Factor = factor;

    /// <summary>Declares a layer that multiplies length, or height and width.</summary>
    /// <param name="factor">By how much, as an expression: see <see cref="SizeAttribute"/>.</param>
    public UpsampleAttribute([Size] string factor) => Factor = factor;

    /// <summary>By what length, or height and width, grow: a number or an expression; null with a size in its place.</summary>
    public object? Factor { get; }

    /// <summary>The length, or height and width, of the output, or one number for both; in place of a factor.</summary>
    public int[]? Size { get; set; }

    /// <summary>Where the values come from; the nearest position by default.</summary>
    public UpsampleMode Mode { get; set; }

    /// <summary>
    /// Whether the first and last positions of input and output coincide, rather than their outer edges; for <see cref="UpsampleMode.Bilinear"/> only.
    /// </summary>
    public bool AlignCorners { get; set; }
}

/// <summary>Where the values of <see cref="UpsampleAttribute"/> come from.</summary>
public enum UpsampleMode
{
    /// <summary>The nearest position.</summary>
    Nearest,

    /// <summary>The two positions around on each axis, by distance; of a sequence, linear.</summary>
    Bilinear,
}

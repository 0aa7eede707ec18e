namespace Adjoint;

/// <summary>A layer that puts windows over the axes after the channels.</summary>
public abstract class PoolingAttribute : LayerAttribute
{
    private protected PoolingAttribute(object[] kernel) => Kernel = kernel;

    /// <summary>The size of a window: one for all axes, or one for each. Each is a number or an expression: see <see cref="SizeAttribute"/>.</summary>
    public object[] Kernel { get; }

    /// <summary>The distance from one window to the next, a number or an expression; by default the size of a window.</summary>
    [Size]
    public object? Stride { get; set; }

    /// <summary>The stride of each axis, where they differ.</summary>
    public int[]? Strides { get; set; }

    /// <summary>The positions added at either end of each axis, a number or an expression; at most half a window, 0 by default.</summary>
    [Size]
    public object Padding { get; set; } = 0;

    /// <summary>The padding of each axis, where they differ.</summary>
    public int[]? Paddings { get; set; }

    /// <summary>Whether windows that reach over the end count: the output's size is rounded up instead of down. False by default.</summary>
    public bool CeilMode { get; set; }
}

/// <summary>The maximum over windows of a [channels, length] input, channel by channel. Padding never wins; of equal maxima the gradient goes to the first.</summary>
public sealed class MaxPool1DAttribute : PoolingAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="kernel">The length of a window.</param>
    public MaxPool1DAttribute([Size] int kernel)
        : base([kernel])
    {
    }

    /// <summary>Declares the layer.</summary>
    /// <param name="kernel">The length of a window, as an expression: see <see cref="SizeAttribute"/>.</param>
    public MaxPool1DAttribute([Size] string kernel)
        : base([kernel])
    {
    }

    /// <summary>The distance from one position of a window to the next, a number or an expression; 1 by default.</summary>
    [Size]
    public object Dilation { get; set; } = 1;
}

/// <summary>
/// The maximum over windows of a [channels, height, width] input, channel by channel. Padding never wins; of equal maxima the gradient goes to the first.
/// </summary>
public sealed class MaxPool2DAttribute : PoolingAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="kernel">The size of a window, or its height and width; numbers or expressions: see <see cref="SizeAttribute"/>.</param>
    public MaxPool2DAttribute([Size] params object[] kernel)
        : base(kernel)
    {
    }

    /// <summary>The distance from one position of a window to the next, a number or an expression; 1 by default.</summary>
    [Size]
    public object Dilation { get; set; } = 1;

    /// <summary>The dilation of each axis, where they differ.</summary>
    public int[]? Dilations { get; set; }
}

/// <summary>The mean over windows of a [channels, length] input, channel by channel.</summary>
public sealed class AveragePool1DAttribute : PoolingAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="kernel">The length of a window.</param>
    public AveragePool1DAttribute([Size] int kernel)
        : base([kernel])
    {
    }

    /// <summary>Declares the layer.</summary>
    /// <param name="kernel">The length of a window, as an expression: see <see cref="SizeAttribute"/>.</param>
    public AveragePool1DAttribute([Size] string kernel)
        : base([kernel])
    {
    }

    /// <summary>Whether the padding's zeros count as values of a window; true by default.</summary>
    public bool CountIncludePad { get; set; } = true;
}

/// <summary>The mean over windows of a [channels, height, width] input, channel by channel.</summary>
public sealed class AveragePool2DAttribute : PoolingAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="kernel">The size of a window, or its height and width; numbers or expressions: see <see cref="SizeAttribute"/>.</param>
    public AveragePool2DAttribute([Size] params object[] kernel)
        : base(kernel)
    {
    }

    /// <summary>Whether the padding's zeros count as values of a window; true by default.</summary>
    public bool CountIncludePad { get; set; } = true;
}

/// <summary>The means over a given number of bins along height and width of a [channels, height, width] input: of any size, to that size.</summary>
public sealed class AdaptiveAveragePool2DAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="size">The output's height and width, or one for both; numbers or expressions: see <see cref="SizeAttribute"/>.</param>
    public AdaptiveAveragePool2DAttribute([Size] params object[] size) => Size = size;

    /// <summary>The output's height and width, or one for both: numbers or expressions.</summary>
    public object[] Size { get; }
}

/// <summary>The mean of each channel of a [channels, length] input: a vector of [channels].</summary>
public sealed class GlobalAveragePool1DAttribute : LayerAttribute;

/// <summary>The mean of each channel of a [channels, height, width] input: a vector of [channels].</summary>
public sealed class GlobalAveragePool2DAttribute : LayerAttribute;

/// <summary>The maximum of each channel of a [channels, height, width] input: a vector of [channels]. Of equal maxima the gradient goes to the first.</summary>
public sealed class GlobalMaxPool2DAttribute : LayerAttribute;

using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Kernels;

/// <summary>One axis of an image that a gradient of one row reads, with zeros where taps would reach outside: its size, and where the first number lies.</summary>
/// <param name="Size">The size.</param>
/// <param name="Before">The zeros before the first number.</param>
internal sealed record RowImage(int Size, int Before)
{
    /// <summary>The input, for <c>dw[k] = Σₒ x[o s − p + k d] dy[o]</c>.</summary>
    public static RowImage OfWeightGradient(ConvAxis axis) =>
        new(Math.Max(axis.Padding + axis.In, (axis.Out - 1) * axis.Stride + (axis.Kernel - 1) * axis.Dilation + 1), axis.Padding);

    /// <summary>
    /// The output's gradient, its numbers a stride apart, for <c>dx[i] = Σₖ w[k] dy[(i + p − k d) / s]</c>: of input i and tap k the number at <c>i + Reach − k d</c>.
    /// </summary>
    public static RowImage OfInputGradient(ConvAxis axis)
    {
        var before = Math.Max(0, (axis.Kernel - 1) * axis.Dilation - axis.Padding);
        return new(Math.Max(axis.In + axis.Padding + before, before + (axis.Out - 1) * axis.Stride + 1), before);
    }

    /// <summary>From an input to the place of the first tap's number.</summary>
    public static int Reach(ConvAxis axis) => axis.Padding + OfInputGradient(axis).Before;
}

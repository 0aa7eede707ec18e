using System.ComponentModel;

namespace Adjoint.Runtime;

/// <summary>What the generated derivatives of plain functions check at their edge, and how they are tested.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class FunctionArguments
{
    /// <summary>A function of numbers.</summary>
    /// <param name="x">What it reads.</param>
    /// <param name="y">What it gives.</param>
    public delegate void Function(ReadOnlySpan<double> x, Span<double> y);

    /// <summary>Checks that a span has the length that a function needs.</summary>
    /// <exception cref="ArgumentException">It has another.</exception>
    public static void RequireLength(int length, int needed, string parameter)
    {
        if (length != needed)
            throw new ArgumentException($"'{parameter}' has {length} elements, but the function has {needed} there. Pass a span of {needed}.", parameter);
    }

    /// <summary>Checks that two arrays have one length.</summary>
    /// <exception cref="ArgumentException">They have not.</exception>
    public static void RequireSameLength(int length, int needed, string parameter, string first)
    {
        if (length != needed)
            throw new ArgumentException($"'{parameter}' has {length} elements, but '{first}' has {needed}; all arrays must be equally long.", parameter);
    }

    /// <summary>
    /// Checks that what is written overlaps nothing else: an output may take the memory of an input altogether, but not a part of it, and no two outputs may share any.
    /// </summary>
    /// <param name="arrays">The arrays: inputs first, then outputs.</param>
    /// <param name="inputs">How many are inputs.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="length">The length of each.</param>
    /// <param name="names">Their names, set apart by commas.</param>
    /// <exception cref="ArgumentException">Two overlap.</exception>
    public static void RequireApart<T>(T** arrays, int inputs, int count, int length, string names)
        where T : unmanaged
    {
        for (var output = inputs; output < count; output++)
        {
            for (var other = 0; other < output; other++)
            {
                var distance = arrays[output] - arrays[other];
                if (distance > -length && distance < length && (distance != 0 || other >= inputs) && length > 0)
                {
                    var name = names.Split(", ");
                    throw new ArgumentException($"'{name[output]}' overlaps '{name[other]}'; it needs memory of its own{(other < inputs ? ", or all of that" : "")}.", name[output]);
                }
            }
        }
    }

    /// <summary>The largest difference of derivatives from central differences, relative to 1 + |derivative|; infinite where one of them is not a number.</summary>
    /// <param name="at">Where.</param>
    /// <param name="derivatives">The derivatives: for each output one for each input.</param>
    /// <param name="function">The function.</param>
    /// <param name="outputs">How many numbers it gives.</param>
    /// <param name="isExact">Whether it computes in double precision throughout; if not, steps are wider, for it has fewer digits.</param>
    /// <remarks>Richardson's extrapolation of two steps, an error of fourth order. Source: Ridders (1982).</remarks>
    public static double LargestDifference(ReadOnlySpan<double> at, ReadOnlySpan<double> derivatives, Function function, int outputs, bool isExact)
    {
        Span<double> x = stackalloc double[at.Length], near = stackalloc double[outputs], far = stackalloc double[outputs], low = stackalloc double[outputs];
        at.CopyTo(x);
        var worst = 0d;
        for (var i = 0; i < at.Length; i++)
        {
            var step = (isExact ? 1e-3 : 3e-2) * Math.Max(1, Math.Abs(at[i]));
            Difference(function, x, i, step, far, low);
            Difference(function, x, i, step / 2, near, low);
            for (var o = 0; o < outputs; o++)
            {
                var (slope, derivative) = ((4 * near[o] - far[o]) / 3, derivatives[o * at.Length + i]);
                var difference = Math.Abs(slope - derivative) / (1 + Math.Abs(derivative));
                worst = double.IsNaN(difference) ? double.PositiveInfinity : Math.Max(worst, difference);
            }
        }
        return worst;
    }

    private static void Difference(Function function, Span<double> x, int input, double step, Span<double> high, Span<double> low)
    {
        var centre = x[input];
        x[input] = centre + step;
        function(x, high);
        x[input] = centre - step;
        function(x, low);
        x[input] = centre;
        for (var o = 0; o < high.Length; o++)
            high[o] = (high[o] - low[o]) / (2 * step);
    }
}

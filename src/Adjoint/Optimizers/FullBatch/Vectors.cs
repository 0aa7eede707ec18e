using System.Numerics;
using System.Runtime.InteropServices;

namespace Adjoint;

/// <summary>Sums and products of vectors of doubles.</summary>
internal static class Vectors
{
    /// <summary>xᵀy.</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var wideX = MemoryMarshal.Cast<double, Vector<double>>(x);
        var wideY = MemoryMarshal.Cast<double, Vector<double>>(y);
        var (first, second) = (Vector<double>.Zero, Vector<double>.Zero);
        var i = 0;
        for (; i + 1 < wideX.Length; i += 2)
        {
            first += wideX[i] * wideY[i];
            second += wideX[i + 1] * wideY[i + 1];
        }
        for (; i < wideX.Length; i++)
            first += wideX[i] * wideY[i];
        var sum = Vector.Sum(first + second);
        for (i *= Vector<double>.Count; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }

    /// <summary>y ← y + a·x.</summary>
    public static void Add(Span<double> y, double a, ReadOnlySpan<double> x)
    {
        var wideX = MemoryMarshal.Cast<double, Vector<double>>(x);
        var wideY = MemoryMarshal.Cast<double, Vector<double>>(y);
        var factor = new Vector<double>(a);
        for (var i = 0; i < wideY.Length; i++)
            wideY[i] += factor * wideX[i];
        for (var i = wideY.Length * Vector<double>.Count; i < y.Length; i++)
            y[i] += a * x[i];
    }

    public static double Norm(ReadOnlySpan<double> x) => Math.Sqrt(Dot(x, x));

    /// <summary>The greatest size of a component; NaN where one is NaN.</summary>
    public static double Greatest(ReadOnlySpan<double> x)
    {
        var greatest = 0.0;
        foreach (var value in x)
            greatest = Math.Max(greatest, Math.Abs(value));
        return greatest;
    }

    public static double SumOfSizes(ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        foreach (var value in x)
            sum += Math.Abs(value);
        return sum;
    }

    public static double[] Times(double a, ReadOnlySpan<double> x)
    {
        var product = new double[x.Length];
        Add(product, a, x);
        return product;
    }

    public static double[] Sum(double[] x, double[] y)
    {
        double[] sum = [.. x];
        Add(sum, 1, y);
        return sum;
    }

    public static double[] Difference(double[] x, double[] y)
    {
        double[] difference = [.. x];
        Add(difference, -1, y);
        return difference;
    }
}

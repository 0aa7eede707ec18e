using System.Numerics;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

/// <summary>
/// <see cref="Initializer.Orthogonal"/>: a matrix whose rows, or columns where those are fewer, are orthonormal and point anywhere with equal
/// likelihood. Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks" (ICLR 2014).
/// </summary>
/// <remarks>
/// Standard normal draws are orthonormalised by Gram–Schmidt, in double, against four vectors at a time. That is the QR factorisation whose R has a positive
/// diagonal, which is what PyTorch's change of signs brings about; without it the directions would not be uniform (Mezzadri, Notices of the AMS 54, 2007).
/// Tensors with more than two axes are taken as a matrix of the first axis by all others.
/// </remarks>
internal static class OrthogonalMatrix
{
    /// <summary>Draws the matrix and writes it where the layout keeps it.</summary>
    /// <exception cref="ArgumentException">The tensor has fewer than two axes.</exception>
    public static void Fill<T>(ParameterInfo info, Span<T> values, CounterRandom random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (info.Shape.Count < 2)
            throw new ArgumentException($"'{info.Name}' has {info.Shape.Count} axes; {nameof(Initializer.Orthogonal)} needs a matrix, so at least two.");
        if (info.Length == 0)
            return;
        var rows = info.Shape[0];
        var columns = info.Length / rows;
        var alongRows = rows <= columns;
        var vectors = Draw(rows, columns, alongRows, ref random);
        Orthonormalise(vectors);
        for (var i = 0; i < info.Length; i++)
        {
            var (row, column) = (i / columns, i % columns);
            values[info.Locate(i)] = T.CreateTruncating(alongRows ? vectors[row][column] : vectors[column][row]);
        }
    }

    /// <summary>The shorter side counts the vectors, the longer one is their length; drawn in row-major order either way.</summary>
    private static double[][] Draw(int rows, int columns, bool alongRows, ref CounterRandom random)
    {
        var vectors = new double[Math.Min(rows, columns)][];
        for (var i = 0; i < vectors.Length; i++)
            vectors[i] = new double[Math.Max(rows, columns)];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                (alongRows ? ref vectors[row][column] : ref vectors[column][row]) = random.NextNormal();
        }
        return vectors;
    }

    private static void Orthonormalise(double[][] vectors)
    {
        for (var i = 0; i < vectors.Length; i++)
        {
            // Twice is enough: one pass leaves a remainder in proportion to how nearly dependent the vectors were (Parlett, after Kahan).
            for (var pass = 0; pass < 2; pass++)
            {
                var j = 0;
                for (; j <= i - 4; j += 4)
                    Remove(vectors[i], vectors[j], vectors[j + 1], vectors[j + 2], vectors[j + 3]);
                for (; j < i; j++)
                    Remove(vectors[i], vectors[j]);
            }
            var norm = Math.Sqrt(Dot(vectors[i], vectors[i]));
            foreach (ref var value in vectors[i].AsSpan())
                value /= norm;
        }
    }

    /// <summary>Takes away what a vector has in common with four that are orthonormal: each number is loaded once for all four.</summary>
    private static void Remove(Span<double> target, ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> c, ReadOnlySpan<double> d)
    {
        var (inA, inB, inC, inD) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        var k = 0;
        for (; k <= target.Length - 4; k += 4)
        {
            var x = Vector256.Create<double>(target[k..]);
            inA += x * Vector256.Create(a[k..]);
            inB += x * Vector256.Create(b[k..]);
            inC += x * Vector256.Create(c[k..]);
            inD += x * Vector256.Create(d[k..]);
        }
        var (partA, partB, partC, partD) = (Sum(inA), Sum(inB), Sum(inC), Sum(inD));
        for (var rest = k; rest < target.Length; rest++)
        {
            partA += target[rest] * a[rest];
            partB += target[rest] * b[rest];
            partC += target[rest] * c[rest];
            partD += target[rest] * d[rest];
        }
        for (k = 0; k <= target.Length - 4; k += 4)
        {
            var common = Vector256.Create(a[k..]) * partA + Vector256.Create(b[k..]) * partB + (Vector256.Create(c[k..]) * partC + Vector256.Create(d[k..]) * partD);
            (Vector256.Create<double>(target[k..]) - common).CopyTo(target[k..]);
        }
        for (; k < target.Length; k++)
            target[k] -= a[k] * partA + b[k] * partB + (c[k] * partC + d[k] * partD);
    }

    private static void Remove(Span<double> target, ReadOnlySpan<double> unit)
    {
        var part = Dot(target, unit);
        for (var k = 0; k < target.Length; k++)
            target[k] -= part * unit[k];
    }

    /// <summary>Σ aₖ bₖ in four partial sums that are added in a fixed order, so that no machine rounds differently.</summary>
    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sums = Vector256<double>.Zero;
        var k = 0;
        for (; k <= a.Length - 4; k += 4)
            sums += Vector256.Create(a[k..]) * Vector256.Create(b[k..]);
        var sum = Sum(sums);
        for (; k < a.Length; k++)
            sum += a[k] * b[k];
        return sum;
    }

    private static double Sum(Vector256<double> sums) => sums[0] + sums[1] + (sums[2] + sums[3]);
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adjoint.Runtime;

namespace Adjoint;

/// <summary>
/// The Euclidean norm of a gradient, accumulated in double precision in sixteen lanes a chunk and chunk after chunk: the same bits on every
/// machine and for any number of threads.
/// </summary>
internal readonly unsafe struct GradientNorm<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    private const int Chunk = 4_096;

    private readonly E* gradient;
    private readonly int count;
    private readonly double* sums;
    private readonly double scale;

    private GradientNorm(E* gradient, int count, double* sums, double scale)
    {
        this.gradient = gradient;
        this.count = count;
        this.sums = sums;
        this.scale = scale;
    }

    /// <summary>The number of partial sums that <see cref="Of"/> needs for a gradient of <paramref name="count"/> numbers.</summary>
    public static int Chunks(int count) => (int)(((long)count + Chunk - 1) / Chunk);

    /// <summary>
    /// The factor that brings the norm down to <paramref name="largest"/>: min(1, largest / (√Σg² + 1e-6)); NaN if a component is. Where the squares of
    /// doubles are beyond all numbers (a component above 1e154), they are summed once more of numbers 2⁶⁰⁰ times smaller, and the norm itself, which
    /// may be too large as well, is never formed.
    /// </summary>
    /// <param name="largest">The largest norm.</param>
    /// <param name="gradient">The gradient.</param>
    /// <param name="ranges">The parts that count: pairs of a first place and the place after the last.</param>
    /// <param name="sums">Room for the partial sums of the longest part, <see cref="Chunks"/>.</param>
    /// <param name="threads">The most threads to use.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Clip(double largest, E* gradient, ReadOnlySpan<int> ranges, double* sums, int threads)
    {
        const double small = 2.409919865102884e-181; // 2⁻⁶⁰⁰
        var norm = OfParts(gradient, ranges, sums, threads, scale: 1);
        return double.IsPositiveInfinity(norm)
            ? Math.Min(1, largest * small / OfParts(gradient, ranges, sums, threads, small))
            : Math.Min(1, largest / (norm + 1e-6));
    }

    private static double OfParts(E* gradient, ReadOnlySpan<int> ranges, double* sums, int threads, double scale)
    {
        var sum = 0.0;
        for (var i = 0; i < ranges.Length; i += 2)
            sum += Squares(gradient + ranges[i], ranges[i + 1] - ranges[i], sums, threads, scale);
        return Math.Sqrt(sum);
    }

    /// <summary>√Σ(scale·g)². NaN or infinite if a component is.</summary>
    /// <param name="gradient">The gradient.</param>
    /// <param name="count">Its length.</param>
    /// <param name="sums">Room for <see cref="Chunks"/> partial sums.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <param name="scale">A factor of doubles; the squares of floats always fit into a double.</param>
    public static double Of(E* gradient, int count, double* sums, int threads, double scale = 1) => Math.Sqrt(Squares(gradient, count, sums, threads, scale));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Squares(E* gradient, int count, double* sums, int threads, double scale)
    {
        var norm = new GradientNorm<E>(gradient, count, sums, scale);
        var chunks = Chunks(count);
        if (threads > 1 && chunks > 1)
            Workers.Run(&SumChunk, &norm, chunks, threads);
        else
            for (var chunk = 0; chunk < chunks; chunk++)
                SumChunk(&norm, chunk, 0);

        var sum = 0.0;
        for (var chunk = 0; chunk < chunks; chunk++)
            sum += sums[chunk];
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumChunk(void* context, int chunk, int thread)
    {
        var norm = (GradientNorm<E>*)context;
        var start = chunk * Chunk;
        var length = Math.Min(Chunk, norm->count - start);
        norm->sums[chunk] = typeof(E) == typeof(double)
            ? SumOfSquares((double*)norm->gradient + start, length, norm->scale) : SumOfSquares((float*)norm->gradient + start, length);
    }

    // The square of a float is exact in double, so fused and separate multiply-adds agree.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static double SumOfSquares(float* values, int count)
    {
        var low = Vector512<double>.Zero;
        var high = Vector512<double>.Zero;
        var i = 0;
        for (; i <= count - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var (lower, upper) = Vector512.Widen(*(Vector512<float>*)(values + i));
            low += lower * lower;
            high += upper * upper;
        }

        var lanes = low + high;
        var sum = 0.0;
        for (var lane = 0; lane < Vector512<double>.Count; lane++)
            sum += lanes[lane];
        for (; i < count; i++)
            sum += (double)values[i] * values[i];
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static double SumOfSquares(double* values, int count, double scale)
    {
        var low = Vector512<double>.Zero;
        var high = Vector512<double>.Zero;
        var i = 0;
        for (; i <= count - 2 * Vector512<double>.Count; i += 2 * Vector512<double>.Count)
        {
            var (lower, upper) = (*(Vector512<double>*)(values + i) * scale, *(Vector512<double>*)(values + i + Vector512<double>.Count) * scale);
            low += lower * lower;
            high += upper * upper;
        }

        var lanes = low + high;
        var sum = 0.0;
        for (var lane = 0; lane < Vector512<double>.Count; lane++)
            sum += lanes[lane];
        for (; i < count; i++)
            sum += values[i] * scale * (values[i] * scale);
        return sum;
    }
}

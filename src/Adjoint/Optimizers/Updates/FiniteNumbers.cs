using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adjoint.Runtime;

namespace Adjoint;

/// <summary>Whether a gradient may be used: one number that is NaN or infinite would spoil parameters and moments for good.</summary>
internal unsafe struct FiniteNumbers<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The numbers that are worth a thread.</summary>
    private const int Chunk = 1 << 16;

    private readonly T* values;
    private readonly int count;
    private int hasOther;

    private FiniteNumbers(T* values, int count)
    {
        this.values = values;
        this.count = count;
    }

    /// <summary>Whether all are finite.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="threads">The most threads to use.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AreAll(T* values, int count, int threads)
    {
        if (threads == 1 || count <= Chunk)
            return AreAll(values, count);
        var job = new FiniteNumbers<T>(values, count);
        Workers.Run(&Look, &job, (int)(((long)count + Chunk - 1) / Chunk), threads);
        return job.hasOther == 0;
    }

    /// <summary>The same where all numbers are zero but for those in some ranges; of no ranges all are looked at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AreAll(T* values, int count, ReadOnlySpan<int> ranges, int threads)
    {
        if (ranges.IsEmpty)
            return AreAll(values, count, threads);
        var areFinite = true;
        for (var i = 0; i < ranges.Length && areFinite; i += 2)
            areFinite = AreAll(values + ranges[i], ranges[i + 1] - ranges[i], threads);
        return areFinite;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Look(void* context, int chunk, int thread)
    {
        var job = (FiniteNumbers<T>*)context;
        var start = chunk * Chunk;
        if (!AreAll(job->values + start, Math.Min(Chunk, job->count - start)))
            Volatile.Write(ref job->hasOther, 1);
    }

    /// <summary>x − x is +0 for every finite x, and NaN for the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static bool AreAll(T* values, int count)
    {
        Vector512<T> a = default, b = default;
        var (width, i) = (Vector512<T>.Count, 0);
        for (; i <= count - 2 * width; i += 2 * width)
        {
            var (x, y) = (*(Vector512<T>*)(values + i), *(Vector512<T>*)(values + i + width));
            a |= x - x;
            b |= y - y;
        }
        var areFinite = Vector512.EqualsAll((a | b).AsByte(), Vector512<byte>.Zero);
        for (; i < count; i++)
            areFinite &= T.IsFinite(values[i]);
        return areFinite;
    }
}

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
    public static bool AreAll(T* values, int count, int threads)
    {
        var job = new FiniteNumbers<T>(values, count);
        var chunks = (int)(((long)count + Chunk - 1) / Chunk);
        if (threads > 1 && chunks > 1)
            Workers.Run(&Look, &job, chunks, threads);
        else
            for (var chunk = 0; chunk < chunks; chunk++)
                Look(&job, chunk, 0);
        return job.hasOther == 0;
    }

    private static void Look(void* context, int chunk, int thread)
    {
        var job = (FiniteNumbers<T>*)context;
        var start = chunk * Chunk;
        if (!AreAll(job->values + start, Math.Min(Chunk, job->count - start)))
            Volatile.Write(ref job->hasOther, 1);
    }

    /// <summary>x − x is +0 for every finite x, and NaN for the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool AreAll(T* values, int count)
    {
        Vector256<T> a = default, b = default, c = default, d = default;
        var (width, i) = (Vector256<T>.Count, 0);
        for (; i <= count - 4 * width; i += 4 * width)
        {
            var (v, w) = (*(Vector256<T>*)(values + i), *(Vector256<T>*)(values + i + width));
            var (x, y) = (*(Vector256<T>*)(values + i + 2 * width), *(Vector256<T>*)(values + i + 3 * width));
            a |= v - v;
            b |= w - w;
            c |= x - x;
            d |= y - y;
        }
        var areFinite = Vector256.EqualsAll((a | b | (c | d)).AsByte(), Vector256<byte>.Zero);
        for (; i < count; i++)
            areFinite &= T.IsFinite(values[i]);
        return areFinite;
    }
}

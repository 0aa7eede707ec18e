using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Adjoint.Benchmarks.Peers;

/// <summary>
/// How many single-precision operations a second fused multiply-adds reach that touch no memory: the ceiling of every kernel. A multiply-add takes four
/// or five cycles and two start in each, so at least ten chains must be under way; 24 of the 32 wide registers and 12 of the 16 narrower ones leave
/// room for the two factors.
/// </summary>
internal static class FmaPeak
{
    private const int Bursts = 20;
    private const long Iterations = 400_000;

    /// <summary>Operations a second at the given width in bits on so many threads at once; NaN where .NET does not use that width.</summary>
    public static double Measure(int width, int threads)
    {
        if (width == 512 ? !Avx512F.IsSupported : !Fma.IsSupported)
            return double.NaN;
        var peaks = new double[threads];
        var others = new Thread[threads - 1];
        for (var i = 0; i < others.Length; i++)
        {
            var place = i + 1;
            others[i] = new Thread(() => peaks[place] = OnThisThread(width));
            others[i].Start();
        }

        peaks[0] = OnThisThread(width);
        foreach (var thread in others)
            thread.Join();
        return peaks.Sum();
    }

    private static double OnThisThread(int width)
    {
        var best = 0.0;
        for (var burst = 0; burst < Bursts; burst++)
        {
            var start = Stopwatch.GetTimestamp();
            var sum = width == 512 ? Loop512(Iterations) : Loop256(Iterations);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (!float.IsFinite(sum))
                throw new InvalidOperationException($"The multiply-adds overflowed to {sum}; their speed would mean nothing.");
            var operations = 2.0 * Iterations * (width == 512 ? 24 * 16 : 12 * 8);
            best = Math.Max(best, operations / seconds);
        }

        return best;
    }

    // The chains start apart: equal starts would be one value, which a compiler may compute once.

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Loop512(long iterations)
    {
        var x = Vector512.Create(1e-3f);
        var y = Vector512.Create(1e-3f);
        var a0 = Vector512.Create(0f); var a1 = Vector512.Create(1f); var a2 = Vector512.Create(2f);
        var a3 = Vector512.Create(3f); var a4 = Vector512.Create(4f); var a5 = Vector512.Create(5f);
        var a6 = Vector512.Create(6f); var a7 = Vector512.Create(7f); var a8 = Vector512.Create(8f);
        var a9 = Vector512.Create(9f); var a10 = Vector512.Create(10f); var a11 = Vector512.Create(11f);
        var a12 = Vector512.Create(12f); var a13 = Vector512.Create(13f); var a14 = Vector512.Create(14f);
        var a15 = Vector512.Create(15f); var a16 = Vector512.Create(16f); var a17 = Vector512.Create(17f);
        var a18 = Vector512.Create(18f); var a19 = Vector512.Create(19f); var a20 = Vector512.Create(20f);
        var a21 = Vector512.Create(21f); var a22 = Vector512.Create(22f); var a23 = Vector512.Create(23f);
        for (var i = 0L; i < iterations; i++)
        {
            a0 = Avx512F.FusedMultiplyAdd(x, y, a0); a1 = Avx512F.FusedMultiplyAdd(x, y, a1); a2 = Avx512F.FusedMultiplyAdd(x, y, a2);
            a3 = Avx512F.FusedMultiplyAdd(x, y, a3); a4 = Avx512F.FusedMultiplyAdd(x, y, a4); a5 = Avx512F.FusedMultiplyAdd(x, y, a5);
            a6 = Avx512F.FusedMultiplyAdd(x, y, a6); a7 = Avx512F.FusedMultiplyAdd(x, y, a7); a8 = Avx512F.FusedMultiplyAdd(x, y, a8);
            a9 = Avx512F.FusedMultiplyAdd(x, y, a9); a10 = Avx512F.FusedMultiplyAdd(x, y, a10); a11 = Avx512F.FusedMultiplyAdd(x, y, a11);
            a12 = Avx512F.FusedMultiplyAdd(x, y, a12); a13 = Avx512F.FusedMultiplyAdd(x, y, a13); a14 = Avx512F.FusedMultiplyAdd(x, y, a14);
            a15 = Avx512F.FusedMultiplyAdd(x, y, a15); a16 = Avx512F.FusedMultiplyAdd(x, y, a16); a17 = Avx512F.FusedMultiplyAdd(x, y, a17);
            a18 = Avx512F.FusedMultiplyAdd(x, y, a18); a19 = Avx512F.FusedMultiplyAdd(x, y, a19); a20 = Avx512F.FusedMultiplyAdd(x, y, a20);
            a21 = Avx512F.FusedMultiplyAdd(x, y, a21); a22 = Avx512F.FusedMultiplyAdd(x, y, a22); a23 = Avx512F.FusedMultiplyAdd(x, y, a23);
        }

        return Vector512.Sum(a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + a11
            + a12 + a13 + a14 + a15 + a16 + a17 + a18 + a19 + a20 + a21 + a22 + a23);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Loop256(long iterations)
    {
        var x = Vector256.Create(1e-3f);
        var y = Vector256.Create(1e-3f);
        var a0 = Vector256.Create(0f); var a1 = Vector256.Create(1f); var a2 = Vector256.Create(2f);
        var a3 = Vector256.Create(3f); var a4 = Vector256.Create(4f); var a5 = Vector256.Create(5f);
        var a6 = Vector256.Create(6f); var a7 = Vector256.Create(7f); var a8 = Vector256.Create(8f);
        var a9 = Vector256.Create(9f); var a10 = Vector256.Create(10f); var a11 = Vector256.Create(11f);
        for (var i = 0L; i < iterations; i++)
        {
            a0 = Fma.MultiplyAdd(x, y, a0); a1 = Fma.MultiplyAdd(x, y, a1); a2 = Fma.MultiplyAdd(x, y, a2);
            a3 = Fma.MultiplyAdd(x, y, a3); a4 = Fma.MultiplyAdd(x, y, a4); a5 = Fma.MultiplyAdd(x, y, a5);
            a6 = Fma.MultiplyAdd(x, y, a6); a7 = Fma.MultiplyAdd(x, y, a7); a8 = Fma.MultiplyAdd(x, y, a8);
            a9 = Fma.MultiplyAdd(x, y, a9); a10 = Fma.MultiplyAdd(x, y, a10); a11 = Fma.MultiplyAdd(x, y, a11);
        }

        return Vector256.Sum(a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + a11);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Adjoint.Runtime;

/// <content>The same for doubles. Which elements are kept does not depend on what they are: the masks are those of floats.</content>
public static unsafe partial class Dropout
{
    /// <inheritdoc cref="Apply(float*, float*, nint, ulong, long, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(double* source, double* destination, nint count, ulong key, long firstIndex, double rate)
    {
        Check(count, firstIndex, rate);
        while (count > 0)
        {
            var stretch = (nint)Math.Min(count, (1L << 32) - (uint)firstIndex);
            var mask = new Mask(key, (uint)(firstIndex >> 32), rate);
            if (Avx2.IsSupported)
                Apply256(source, destination, stretch, (uint)firstIndex, mask);
            else
                Apply128(source, destination, stretch, (uint)firstIndex, mask);
            source += stretch;
            destination += stretch;
            firstIndex += stretch;
            count -= stretch;
        }
    }

    /// <inheritdoc cref="ApplyTogether(float*, float*, int, nint, ulong, long, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static void ApplyTogether(double* source, double* destination, int features, nint groups, ulong key, long firstIndex, double rate)
    {
        var factors = stackalloc double[LaneBlocks.Rows];
        for (nint group = 0; group < groups; group++, firstIndex += LaneBlocks.Rows)
        {
            new Span<double>(factors, LaneBlocks.Rows).Fill(1);
            Apply(factors, factors, LaneBlocks.Rows, key, firstIndex, rate);
            for (var feature = 0; feature < features; feature++, source += LaneBlocks.Rows, destination += LaneBlocks.Rows)
            {
                for (var lane = 0; lane < LaneBlocks.Rows; lane += 4)
                    (Vector256.Load(source + lane) * Vector256.Load(factors + lane)).Store(destination + lane);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Apply256(double* source, double* destination, nint count, uint firstIndex, Mask mask)
    {
        var scale = Vector256.Create(mask.DoubleScale);
        var index = Vector256.Create(firstIndex) + Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7);
        for (nint e = 0; e < count; e += 8)
        {
            var hash = Finalise(Finalise(index ^ Vector256.Create(mask.Key0)) + Vector256.Create(mask.Key1));
            var (lower, upper) = Vector256.Widen(Vector256.GreaterThan((hash >>> (32 - HashBits)).AsInt32(), Vector256.Create(mask.LastDropped)));
            (Vector256.Load(source + e) * scale & lower.AsDouble()).Store(destination + e);
            (Vector256.Load(source + e + 4) * scale & upper.AsDouble()).Store(destination + e + 4);
            index += Vector256.Create(8u);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Apply128(double* source, double* destination, nint count, uint firstIndex, Mask mask)
    {
        var scale = Vector128.Create(mask.DoubleScale);
        var index = Vector128.Create(firstIndex) + Vector128.Create(0u, 1, 2, 3);
        for (nint e = 0; e < count; e += 4)
        {
            var hash = Finalise(Finalise(index ^ Vector128.Create(mask.Key0)) + Vector128.Create(mask.Key1));
            var (lower, upper) = Vector128.Widen(Vector128.GreaterThan((hash >>> (32 - HashBits)).AsInt32(), Vector128.Create(mask.LastDropped)));
            (Vector128.Load(source + e) * scale & lower.AsDouble()).Store(destination + e);
            (Vector128.Load(source + e + 2) * scale & upper.AsDouble()).Store(destination + e + 2);
            index += Vector128.Create(4u);
        }
    }
}

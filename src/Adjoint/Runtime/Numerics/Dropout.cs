using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Adjoint.Runtime;

/// <summary>
/// Inverted dropout: y = keep · x / (1 − rate). Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting" (JMLR 15, 2014).
/// </summary>
/// <remarks>
/// Nothing is stored for backward: whether an element is kept is a function of a key and the element's index, so dx = keep · dy / (1 − rate) is
/// the same call on the gradient. Each element takes two rounds of a 32-bit finaliser of two multiplications (Wellons, "Hash function
/// prospecting", the constants of lowest known bias), the two halves of the key entering before each round; the key is mixed in 64 bits first.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe partial class Dropout
{
    private const uint Multiplier1 = 0x21F0AAAD;
    private const uint Multiplier2 = 0xD35A2D97;

    /// <summary>Elements are kept by the upper 24 bits of their hash, which compare as signed numbers.</summary>
    private const int HashBits = 24;

    /// <summary>Sets <paramref name="destination"/> to the kept elements of <paramref name="source"/> times 1 / (1 − rate), and to zero elsewhere.</summary>
    /// <param name="source">The values, or the gradient in backward.</param>
    /// <param name="destination">The result; may be <paramref name="source"/>.</param>
    /// <param name="count">The number of elements, a multiple of 16.</param>
    /// <param name="key">Names the mask: a mix of seed, layer and step.</param>
    /// <param name="firstIndex">The index of the first element within the mask, a multiple of 16.</param>
    /// <param name="rate">The probability that an element is dropped, 0 to 1; taken to the nearest multiple of 2⁻²⁴.</param>
    /// <exception cref="ArgumentException"><paramref name="count"/> or <paramref name="firstIndex"/> is not a multiple of 16.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is not in 0 … 1.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(float* source, float* destination, nint count, ulong key, long firstIndex, float rate)
    {
        Check(count, firstIndex, rate);
        // The hash sees the lower half of the index; the upper half is part of the key and changes only between these stretches.
        while (count > 0)
        {
            var stretch = (nint)Math.Min(count, (1L << 32) - (uint)firstIndex);
            var mask = new Mask(key, (uint)(firstIndex >> 32), rate);
            if (Avx512F.IsSupported)
                Apply512(source, destination, stretch, (uint)firstIndex, mask);
            else if (Avx2.IsSupported)
                Apply256(source, destination, stretch, (uint)firstIndex, mask);
            else
                Apply128(source, destination, stretch, (uint)firstIndex, mask);
            source += stretch;
            destination += stretch;
            firstIndex += stretch;
            count -= stretch;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Check(nint count, long firstIndex, double rate)
    {
        if (count < 0 || count % LaneBlocks.Rows != 0)
            throw new ArgumentException($"Dropout works on whole lane blocks; {count} elements are not a multiple of {LaneBlocks.Rows}.", nameof(count));
        if (firstIndex % LaneBlocks.Rows != 0)
            throw new ArgumentException($"Dropout works on whole lane blocks; the first index {firstIndex} is not a multiple of {LaneBlocks.Rows}.", nameof(firstIndex));
        if (!(rate >= 0 && rate <= 1))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "The rate of a dropout is a probability, from 0 to 1.");
    }

    /// <summary>The same with one decision for several neighbouring features of a row, such as the pixels of a channel.</summary>
    /// <param name="source">The values, or the gradient in backward, in lane blocks.</param>
    /// <param name="destination">The result; may be <paramref name="source"/>.</param>
    /// <param name="features">The features that are dropped or kept together.</param>
    /// <param name="groups">The number of such groups of features.</param>
    /// <param name="key">Names the mask: a mix of seed, layer and step.</param>
    /// <param name="firstIndex">Sixteen times the number of groups before the first.</param>
    /// <param name="rate">The probability that a group is dropped, 0 to 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static void ApplyTogether(float* source, float* destination, int features, nint groups, ulong key, long firstIndex, float rate)
    {
        var factors = stackalloc float[LaneBlocks.Rows];
        for (nint group = 0; group < groups; group++, firstIndex += LaneBlocks.Rows)
        {
            new Span<float>(factors, LaneBlocks.Rows).Fill(1);
            Apply(factors, factors, LaneBlocks.Rows, key, firstIndex, rate);
            var (lower, upper) = (Vector256.Load(factors), Vector256.Load(factors + 8));
            for (var feature = 0; feature < features; feature++, source += LaneBlocks.Rows, destination += LaneBlocks.Rows)
            {
                (Vector256.Load(source) * lower).Store(destination);
                (Vector256.Load(source + 8) * upper).Store(destination + 8);
            }
        }
    }

    /// <summary>The key of one layer's masks in a step of training.</summary>
    internal static ulong Key(ulong seed, ulong step, ulong layer) => SplitMix.Mix(SplitMix.Mix(SplitMix.Mix(seed) ^ step) ^ layer);

    /// <summary>What all elements of one stretch have in common.</summary>
    internal readonly struct Mask
    {
        public readonly uint Key0;
        public readonly uint Key1;

        /// <summary>An element is kept when the upper 24 bits of its hash are greater than this.</summary>
        public readonly int LastDropped;

        /// <summary>1 / (1 − rate).</summary>
        public readonly float Scale;

        /// <summary>The same for doubles.</summary>
        public readonly double DoubleScale;

        public Mask(ulong key, uint upperIndex, double rate)
        {
            // One step of SplitMix64 for each value of the upper index.
            var mixed = SplitMix.Mix(unchecked(key + upperIndex * SplitMix.Step));
            Key0 = (uint)mixed;
            Key1 = (uint)(mixed >> 32);
            LastDropped = (int)Math.Round(rate * (1 << HashBits)) - 1;
            DoubleScale = rate < 1 ? 1 / (1 - rate) : 0;
            Scale = (float)DoubleScale;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Apply512(float* source, float* destination, nint count, uint firstIndex, Mask mask)
    {
        var index = Vector512.Create(firstIndex) + Vector512.Create(0u, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        for (nint e = 0; e < count; e += 16)
        {
            var hash = Finalise(Finalise(index ^ Vector512.Create(mask.Key0)) + Vector512.Create(mask.Key1));
            var keep = Vector512.GreaterThan((hash >>> (32 - HashBits)).AsInt32(), Vector512.Create(mask.LastDropped)).AsSingle();
            (Vector512.Load(source + e) * Vector512.Create(mask.Scale) & keep).Store(destination + e);
            index += Vector512.Create(16u);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Apply256(float* source, float* destination, nint count, uint firstIndex, Mask mask)
    {
        var index = Vector256.Create(firstIndex) + Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7);
        for (nint e = 0; e < count; e += 8)
        {
            var hash = Finalise(Finalise(index ^ Vector256.Create(mask.Key0)) + Vector256.Create(mask.Key1));
            var keep = Vector256.GreaterThan((hash >>> (32 - HashBits)).AsInt32(), Vector256.Create(mask.LastDropped)).AsSingle();
            (Vector256.Load(source + e) * Vector256.Create(mask.Scale) & keep).Store(destination + e);
            index += Vector256.Create(8u);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Apply128(float* source, float* destination, nint count, uint firstIndex, Mask mask)
    {
        var index = Vector128.Create(firstIndex) + Vector128.Create(0u, 1, 2, 3);
        for (nint e = 0; e < count; e += 4)
        {
            var hash = Finalise(Finalise(index ^ Vector128.Create(mask.Key0)) + Vector128.Create(mask.Key1));
            var keep = Vector128.GreaterThan((hash >>> (32 - HashBits)).AsInt32(), Vector128.Create(mask.LastDropped)).AsSingle();
            (Vector128.Load(source + e) * Vector128.Create(mask.Scale) & keep).Store(destination + e);
            index += Vector128.Create(4u);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Finalise(Vector512<uint> h)
    {
        h = (h ^ (h >>> 16)) * Multiplier1;
        h = (h ^ (h >>> 15)) * Multiplier2;
        return h ^ (h >>> 15);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Finalise(Vector256<uint> h)
    {
        h = (h ^ (h >>> 16)) * Multiplier1;
        h = (h ^ (h >>> 15)) * Multiplier2;
        return h ^ (h >>> 15);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Finalise(Vector128<uint> h)
    {
        h = (h ^ (h >>> 16)) * Multiplier1;
        h = (h ^ (h >>> 15)) * Multiplier2;
        return h ^ (h >>> 15);
    }
}

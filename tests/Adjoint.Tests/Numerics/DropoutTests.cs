using System.Runtime.Intrinsics.X86;
using Adjoint.Runtime;

namespace Adjoint.Tests.Numerics;

public unsafe class DropoutTests
{
    private const ulong Key = 0x0123_4567_89AB_CDEF;

    [Theory]
    [InlineData(0f)]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(0.9f)]
    [InlineData(1f)]
    public void Every_width_agrees_with_the_scalar_reference(float rate)
    {
        const int Count = 1008;
        using var source = new GuardedFloats([.. Enumerable.Range(1, Count).Select(i => i - 500.5f)]);
        var mask = new Dropout.Mask(Key, 3, rate);
        var expected = new float[Count];
        for (var e = 0; e < Count; e++)
            expected[e] = Keeps(mask, 160 + (uint)e) ? source.Span[e] * mask.Scale : 0;

        Check((s, d) => Dropout.Apply128((float*)s, (float*)d, Count, 160, mask));
        Check((s, d) => Dropout.Apply256((float*)s, (float*)d, Count, 160, mask));
        Check((s, d) => Dropout.Apply512((float*)s, (float*)d, Count, 160, mask));
        Check((s, d) => Dropout.Apply((float*)s, (float*)d, Count, Key, (3L << 32) + 160, rate));

        void Check(Action<nint, nint> apply)
        {
            using var destination = new GuardedFloats(Count);
            apply((nint)source.Pointer, (nint)destination.Pointer);
            Assert.Equal(expected, destination.Span.ToArray());
            destination.AssertSurroundingsIntact();
        }
    }

    [Fact]
    public void The_mask_depends_on_key_and_index_only_even_across_a_carry()
    {
        const long First = (1L << 32) - 320;
        var whole = KeptMask(640, Key, First, 0.5f);
        for (var block = 0; block < 640; block += 16)
            Assert.Equal(whole[block..(block + 16)], KeptMask(16, Key, First + block, 0.5f));
    }

    [Fact]
    public void In_place_is_allowed()
    {
        using var values = new GuardedFloats(Enumerable.Repeat(1f, 256).ToArray());
        Dropout.Apply(values.Pointer, values.Pointer, 256, Key, 0, 0.5f);
        Assert.Equal(KeptMask(256, Key, 0, 0.5f), values.Span.ToArray().Select(v => v != 0));
    }

    [Fact]
    public void Rate_zero_keeps_all_and_rate_one_drops_all_even_infinities()
    {
        Assert.DoesNotContain(false, KeptMask(4096, Key, 0, 0));
        using var values = new GuardedFloats(Enumerable.Repeat(float.PositiveInfinity, 256).ToArray());
        Dropout.Apply(values.Pointer, values.Pointer, 256, Key, 0, 1);
        Assert.All(values.Span.ToArray(), v => Assert.Equal(0f, v));
    }

    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.25f)]
    [InlineData(0.5f)]
    [InlineData(0.8f)]
    public void The_rate_and_the_expectation_are_kept(float rate)
    {
        const int Count = 1 << 20;
        using var values = new GuardedFloats(Enumerable.Repeat(1f, Count).ToArray());
        Dropout.Apply(values.Pointer, values.Pointer, Count, Key, 0, rate);
        var mean = values.Span.ToArray().Average(v => (double)v);
        // The mean of keep / (1 − p) is 1, its variance p / (1 − p) / n.
        var deviation = Math.Sqrt(rate / (1 - rate) / Count);
        Assert.True(Math.Abs(mean - 1) < 4 * deviation, $"the mean of ones after dropout is {mean}, {(mean - 1) / deviation} deviations from 1");
    }

    /// <summary>Elements at these distances, a lane, a vector, a block or a row apart, are dropped independently of each other.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(256)]
    [InlineData(12544)]
    [InlineData(65536)]
    public void Neighbours_are_independent(int distance)
    {
        var mask = KeptMask(1 << 18, Key, 0, 0.3f);
        AssertIndependent(mask[..^distance], mask[distance..], 0.3);
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(1UL << 31)]
    [InlineData(1L << 32)]
    [InlineData(1UL << 63)]
    public void Keys_that_differ_in_one_bit_give_independent_masks(ulong difference) =>
        AssertIndependent(KeptMask(1 << 18, 42, 0, 0.3f), KeptMask(1 << 18, 42 ^ difference, 0, 0.3f), 0.3);

    [Fact]
    public void Masks_past_the_lower_half_of_the_index_do_not_repeat() =>
        AssertIndependent(KeptMask(1 << 18, Key, 0, 0.3f), KeptMask(1 << 18, Key, 1L << 32, 0.3f), 0.3);

    [Fact]
    public void Wrong_arguments_are_named()
    {
        var values = stackalloc float[16];
        var p = (nint)values;
        Assert.Equal("count", Assert.Throws<ArgumentException>(() => Dropout.Apply((float*)p, (float*)p, 15, 0, 0, 0.5f)).ParamName);
        Assert.Equal("firstIndex", Assert.Throws<ArgumentException>(() => Dropout.Apply((float*)p, (float*)p, 16, 0, 8, 0.5f)).ParamName);
        foreach (var rate in new[] { -0.1f, 1.1f, float.NaN })
            Assert.Equal("rate", Assert.Throws<ArgumentOutOfRangeException>(() => Dropout.Apply((float*)p, (float*)p, 16, 0, 0, rate)).ParamName);
    }

    /// <summary>The formula of the class, one element at a time.</summary>
    private static bool Keeps(Dropout.Mask mask, uint index)
    {
        var hash = Finalise(unchecked(Finalise(index ^ mask.Key0) + mask.Key1));
        return (int)(hash >> 8) > mask.LastDropped;

        static uint Finalise(uint h)
        {
            h = unchecked((h ^ (h >> 16)) * 0x21F0AAAD);
            h = unchecked((h ^ (h >> 15)) * 0xD35A2D97);
            return h ^ (h >> 15);
        }
    }

    private static bool[] KeptMask(int count, ulong key, long firstIndex, float rate)
    {
        using var values = new GuardedFloats(Enumerable.Repeat(1f, count).ToArray());
        Dropout.Apply(values.Pointer, values.Pointer, count, key, firstIndex, rate);
        return [.. values.Span.ToArray().Select(v => v != 0)];
    }

    /// <summary>Pearson's χ² of the four joint outcomes against the product of the known probabilities: three degrees of freedom, 1 in 100,000 exceeds 25.9.</summary>
    private static void AssertIndependent(bool[] a, bool[] b, double rate)
    {
        var counts = new int[4];
        for (var i = 0; i < a.Length; i++)
            counts[(a[i] ? 2 : 0) + (b[i] ? 1 : 0)]++;
        double[] probabilities = [rate * rate, rate * (1 - rate), (1 - rate) * rate, (1 - rate) * (1 - rate)];
        var chiSquare = counts.Select((count, i) => Math.Pow(count - probabilities[i] * a.Length, 2) / (probabilities[i] * a.Length)).Sum();
        Assert.True(chiSquare < 25.9, $"χ² is {chiSquare}: {string.Join(", ", counts)} of {a.Length}");
    }
}

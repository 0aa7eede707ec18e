using Adjoint.Runtime;

namespace Adjoint.Tests.Numerics;

public class CounterRandomTests
{
    /// <summary>The known answers that Random123 publishes for philox4x32 with ten rounds (file kat_vectors).</summary>
    [Theory]
    [InlineData(0x0000000000000000, 0x0000000000000000, 0x0000000000000000, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8)]
    [InlineData(0xffffffffffffffff, 0xffffffffffffffff, 0xffffffffffffffff, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd)]
    [InlineData(0x85a308d3243f6a88, 0x0370734413198a2e, 0x299f31d0a4093822, 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1)]
    public void Philox_gives_the_published_answers(ulong counterLow, ulong counterHigh, ulong key, uint w0, uint w1, uint w2, uint w3)
    {
        var block = CounterRandom.Philox(counterLow, counterHigh, key);
        Assert.Equal([w0, w1, w2, w3], [block[0], block[1], block[2], block[3]]);
    }

    [Fact]
    public void Words_are_the_blocks_of_the_stream_in_order()
    {
        var random = new CounterRandom(seed: 42, stream: 7);
        for (ulong counter = 0; counter < 3; counter++)
        {
            var block = CounterRandom.Philox(counter, 7, 42);
            for (var i = 0; i < 4; i++)
                Assert.Equal(block[i], random.NextWord());
        }
    }

    /// <summary>The FNV authors' own test vectors.</summary>
    [Theory]
    [InlineData("", 0xcbf29ce484222325)]
    [InlineData("a", 0xaf63dc4c8601ec8c)]
    [InlineData("foobar", 0x85944171f73967e8)]
    public void The_stream_of_a_name_is_its_FNV_1a_hash(string name, ulong hash) => Assert.Equal(hash, CounterRandom.StreamOf(name));

    [Fact]
    public void Singles_are_24_bit_fractions_below_one_and_uniform()
    {
        const int Draws = 160_000;
        var random = new CounterRandom(1, 0);
        var counts = new int[16];
        for (var i = 0; i < Draws; i++)
        {
            var u = random.NextSingle();
            Assert.True(u is >= 0 and < 1, $"{u} is not in [0, 1)");
            Assert.Equal(MathF.Truncate(u * (1 << 24)), u * (1 << 24));
            counts[(int)(u * 16)]++;
        }
        AssertUniform(counts, Draws);
    }

    [Fact]
    public void Integers_below_a_bound_are_equally_likely()
    {
        const int Draws = 70_000;
        var random = new CounterRandom(2, 0);
        var counts = new int[7];
        for (var i = 0; i < Draws; i++)
            counts[random.NextInt(7)]++;
        AssertUniform(counts, Draws);
    }

    /// <summary>3 · 2²⁹ divides 2³² into two and two thirds: taken modulo, its lower two thirds would be drawn three times for every two.</summary>
    [Fact]
    public void Integers_below_a_large_bound_are_unbiased()
    {
        const int Draws = 60_000;
        const int Bound = 3 << 29;
        var random = new CounterRandom(3, 0);
        var counts = new int[3];
        for (var i = 0; i < Draws; i++)
            counts[random.NextInt(Bound) / (Bound / 3)]++;
        AssertUniform(counts, Draws);
    }

    [Fact]
    public void A_bound_that_is_not_positive_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CounterRandom(0, 0).NextInt(0));

    [Fact]
    public void Every_order_of_a_shuffle_is_equally_likely()
    {
        const int Draws = 24_000;
        var random = new CounterRandom(4, 0);
        var counts = new SortedDictionary<string, int>();
        for (var i = 0; i < Draws; i++)
        {
            int[] values = [0, 1, 2, 3];
            random.Shuffle(values);
            var order = string.Concat(values);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }
        Assert.Equal(24, counts.Count);
        AssertUniform([.. counts.Values], Draws);
    }

    [Fact]
    public void A_shuffle_keeps_every_value()
    {
        var values = Enumerable.Range(0, 1000).ToArray();
        new CounterRandom(5, 0).Shuffle(values);
        Assert.NotEqual(Enumerable.Range(0, 1000), values);
        Assert.Equal(Enumerable.Range(0, 1000), values.Order());
    }

    [Fact]
    public void Normals_have_the_moments_of_the_normal_distribution()
    {
        const int Draws = 200_000;
        var random = new CounterRandom(6, 0);
        double first = 0, second = 0, third = 0, fourth = 0;
        for (var i = 0; i < Draws; i++)
        {
            var z = random.NextNormal();
            first += z;
            second += z * z;
            third += z * z * z;
            fourth += z * z * z * z;
        }
        // Four standard errors: the variances of z, z², z³ and z⁴ are 1, 2, 15 and 96.
        AssertNear(0, first / Draws, 4 * Math.Sqrt(1.0 / Draws));
        AssertNear(1, second / Draws, 4 * Math.Sqrt(2.0 / Draws));
        AssertNear(0, third / Draws, 4 * Math.Sqrt(15.0 / Draws));
        AssertNear(3, fourth / Draws, 4 * Math.Sqrt(96.0 / Draws));
    }

    /// <summary>Of 20,000 normals, every bit: a machine that rounds one step otherwise fails here.</summary>
    [Fact]
    public void Normals_are_the_same_bits_on_every_machine()
    {
        var random = new CounterRandom(42, CounterRandom.StreamOf("normals"));
        var hash = 0UL;
        for (var i = 0; i < 20_000; i++)
            hash = unchecked((hash ^ (ulong)BitConverter.DoubleToInt64Bits(random.NextNormal())) * 0x100000001B3);
        Assert.Equal(13793151549596456319UL, hash);
    }

    private static void AssertNear(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"{actual} is not within {tolerance} of {expected}");

    /// <summary>Pearson's χ² below its mean plus four standard deviations.</summary>
    private static void AssertUniform(int[] counts, int draws)
    {
        var expected = (double)draws / counts.Length;
        var chiSquare = counts.Sum(count => (count - expected) * (count - expected) / expected);
        var freedom = counts.Length - 1;
        var bound = freedom + 4 * Math.Sqrt(2 * freedom);
        Assert.True(chiSquare < bound, $"χ² is {chiSquare}, above {bound}: {string.Join(", ", counts)}");
    }
}

using System.ComponentModel;
using System.Runtime.Intrinsics;
using System.Text;

namespace Adjoint.Runtime;

/// <summary>
/// Random numbers that are a function of seed, stream and position only, and the same bits on every machine: Philox-4x32-10 of Salmon, Moraes,
/// Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).
/// </summary>
/// <remarks>
/// The seed is Philox's key; the position fills the low and the stream the high half of its counter. Streams of one seed never overlap, so each
/// purpose (a parameter's name, an epoch) takes its own stream and none disturbs another. A value type that advances: pass it by reference.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct CounterRandom
{
    private const int WordsPerBlock = 4;

    private readonly ulong seed;
    private readonly ulong stream;
    private ulong position;
    private Vector128<uint> block;

    /// <summary>Starts at the beginning of a stream.</summary>
    /// <param name="seed">What the user chose.</param>
    /// <param name="stream">What the numbers are for; see <see cref="StreamOf"/>.</param>
    public CounterRandom(long seed, ulong stream)
    {
        this.seed = (ulong)seed;
        this.stream = stream;
    }

    /// <summary>The stream that belongs to a name: the 64-bit FNV-1a hash of its UTF-8 bytes (Fowler, Noll and Vo; RFC 9923).</summary>
    public static ulong StreamOf(string name)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var octet in Encoding.UTF8.GetBytes(name))
            hash = unchecked((hash ^ octet) * 0x100000001B3UL);
        return hash;
    }

    /// <summary>The next 32 uniformly distributed bits; every other draw is made of these.</summary>
    public uint NextWord()
    {
        var word = (int)(position % WordsPerBlock);
        if (word == 0)
            block = Philox(position / WordsPerBlock, stream, seed);
        position++;
        return block.GetElement(word);
    }

    /// <summary>Uniform in [0, 1): a multiple of 2⁻²⁴. Uses one word.</summary>
    public float NextSingle() => (NextWord() >> 8) * (1f / (1 << 24));

    /// <summary>Uniform in the open interval (0, 1): an odd multiple of 2⁻⁵³. Uses two words.</summary>
    public double NextDouble()
    {
        var high = (ulong)NextWord() << 32;
        var bits = (high | NextWord()) >> 12;
        return (bits + 0.5) * (1.0 / (1UL << 52));
    }

    /// <summary>Standard normal, by inversion. Uses two words.</summary>
    public double NextNormal() => NormalQuantile.Of(NextDouble());

    /// <summary>Uniform in 0 … <paramref name="bound"/> − 1, without bias: Lemire, "Fast random integer generation in an interval" (2019).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is not positive.</exception>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        // word · bound / 2³² falls on each result equally often once the first 2³² mod bound products of each are refused.
        var refused = unchecked(0u - (uint)bound) % (uint)bound;
        while (true)
        {
            var product = (ulong)NextWord() * (uint)bound;
            if ((uint)product >= refused)
                return (int)(product >> 32);
        }
    }

    /// <summary>Brings <paramref name="values"/> into one of all their orders, each equally likely (Fisher and Yates, in Durstenfeld's form).</summary>
    public void Shuffle(Span<int> values)
    {
        for (var last = values.Length - 1; last > 0; last--)
        {
            var chosen = NextInt(last + 1);
            (values[last], values[chosen]) = (values[chosen], values[last]);
        }
    }

    /// <summary>One block of Philox-4x32-10: ten rounds of two multiplications, the words swapped and the key raised in between.</summary>
    /// <param name="counterLow">Counter words 0 and 1.</param>
    /// <param name="counterHigh">Counter words 2 and 3.</param>
    /// <param name="key">Key words 0 and 1.</param>
    internal static Vector128<uint> Philox(ulong counterLow, ulong counterHigh, ulong key)
    {
        unchecked
        {
            var (c0, c1) = ((uint)counterLow, (uint)(counterLow >> 32));
            var (c2, c3) = ((uint)counterHigh, (uint)(counterHigh >> 32));
            var (k0, k1) = ((uint)key, (uint)(key >> 32));
            for (var round = 0; round < 10; round++)
            {
                var product0 = 0xD2511F53UL * c0;
                var product1 = 0xCD9E8D57UL * c2;
                (c0, c1) = ((uint)(product1 >> 32) ^ c1 ^ k0, (uint)product1);
                (c2, c3) = ((uint)(product0 >> 32) ^ c3 ^ k1, (uint)product0);
                k0 += 0x9E3779B9; // the golden ratio
                k1 += 0xBB67AE85; // √3 − 1
            }
            return Vector128.Create(c0, c1, c2, c3);
        }
    }
}

using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

/// <summary>
/// Standard normal numbers that are a function of a key and a place, equal on every machine and for every number of threads: words of Philox-4x32-10 (<see cref="CounterRandom"/>), two a
/// number, by inversion (<see cref="NormalQuantile"/>).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class GaussianNoise
{
    /// <summary>The numbers of one block of the generator.</summary>
    private const int PerBlock = 2;

    /// <summary>Draws numbers.</summary>
    /// <param name="destination">Receives them.</param>
    /// <param name="count">How many, an even number.</param>
    /// <param name="key">Names the noise: a mix of seed, layer and step.</param>
    /// <param name="first">The place of the first, an even number.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill<T>(T* destination, nint count, ulong key, long first)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (count % PerBlock != 0 || first % PerBlock != 0)
            throw new ArgumentException($"Noise is drawn by whole lane blocks; {count} numbers from place {first} on are none.", nameof(count));
        for (nint i = 0; i < count; i += PerBlock)
        {
            var words = CounterRandom.Philox((ulong)(first + i) / PerBlock, counterHigh: 0, key).AsUInt64();
            destination[i] = T.CreateTruncating(NormalQuantile.Of(Open(words.GetElement(0))));
            destination[i + 1] = T.CreateTruncating(NormalQuantile.Of(Open(words.GetElement(1))));
        }
    }

    /// <summary>Uniform in the open interval (0, 1): an odd multiple of 2⁻⁵³.</summary>
    private static double Open(ulong bits) => ((bits >> 12) + 0.5) * (1.0 / (1UL << 52));
}

using System.Runtime.Intrinsics;

namespace Adjoint.Tests.Numerics;

/// <summary>Floats to try a function on. Each range is one of bit patterns, taken with both signs.</summary>
/// <param name="From">The first bit pattern.</param>
/// <param name="To">The bit pattern to stop before; a vector may run past it, into infinity and NaN.</param>
/// <param name="Stride">Every how manieth float is taken.</param>
internal readonly record struct FloatSamples(uint From, uint To, uint Stride)
{
    private const uint Infinity = 0x7f800000;
    private const uint Neighbours = 4096;

    // Where a formula changes its road: limits of ranges, ties of roundings, saturations, the ends of the floats.
    private static readonly float[] InterestingPoints =
    [
        0f, 1.17549435e-38f, 1e-20f, 1e-7f, 1e-4f, 0.25f, 0.34657359f, 0.5f, 0.69314718f, 0.75f, 0.78539816f, 1f, 1.0397208f, 1.5f, 1.57079633f, 2f, 3.0f, 3.1415927f, 3.5f, 3.9f, 4f,
        5f, 7f, 8f, 8.01713371f, 9f, 13.2665f, 16.6f, 17.3f, 18f, 24f, 86.6f, 87f, 87.33654f, 87.68f, 88f, 88.37626f, 88.72284f, 89f, 104f, 30000f, 8388608f, 16777216f,
        1.7014118e38f, 3.4028235e38f,
    ];

    /// <summary>
    /// Every 127th float (every 977th where such vectors are emulated and cost far more), and 4096 neighbours on either side
    /// of each point of interest.
    /// </summary>
    public static IEnumerable<FloatSamples> Dense => WithPoints(Vector512.IsHardwareAccelerated ? 127u : 977u);

    /// <summary>Every 4093rd float, and the neighbours of the points of interest.</summary>
    public static IEnumerable<FloatSamples> Sparse => WithPoints(4093);

    /// <summary>The samples, eight positive floats and the same eight negative.</summary>
    public IEnumerable<Vector512<float>> Vectors()
    {
        var steps = Vector256.Create(0u, 1u, 2u, 3u, 4u, 5u, 6u, 7u) * Stride;
        for (var bits = From; bits < To; bits += 8 * Stride)
        {
            var positive = (Vector256.Create(bits) + steps).AsSingle();
            yield return Vector512.Create(positive, -positive);
        }
    }

    private static IEnumerable<FloatSamples> WithPoints(uint stride) => InterestingPoints.Select(Around).Append(new FloatSamples(0, Infinity, stride));

    private static FloatSamples Around(float point)
    {
        var centre = BitConverter.SingleToUInt32Bits(point);
        return new FloatSamples(Math.Max(centre, Neighbours) - Neighbours, Math.Min(centre + Neighbours, Infinity), 1);
    }
}

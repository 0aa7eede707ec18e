using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

public static partial class VectorMath
{
    /// <summary>The natural logarithm. Error at most 1.5 | 1.5 ULP, subnormal numbers included; −∞ at 0, NaN below, +∞ at +∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float x) => Log<Lane, float>(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log(Vector128<float> x) => Log<Lanes128, Vector128<float>>(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> x) => Log<Lanes256, Vector256<float>>(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x) => Log<Lanes512, Vector512<float>>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Log<L, V>(V x) where L : struct, ILanes<float, V>
    {
        // A subnormal number has no leading bit: 2²³ x has.
        var smallestNormal = L.Create(1.17549435e-38f);
        var normal = L.SelectGreater(smallestNormal, x, L.Multiply(x, L.Create(ExponentStep)), x);
        var shift = L.SelectGreater(smallestNormal, x, L.Create(-23 * ExponentStep), L.Create(0f));

        var k = ExponentBits<L, V>(normal);
        var f = L.Subtract(L.SubtractBits(normal, k), L.Create(1f));
        var exponent = L.Add(L.ConvertBits(k), shift);
        return LogLimits<L, V>(x, LogOfProduct<L, V>(exponent, f));
    }

    /// <summary>The exponent k of x = 2ᵏ (1 + f) with -1/4 ≤ f &lt; 1/2, as it is in the bits of a float: k · 2²³.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExponentBits<L, V>(V x) where L : struct, ILanes<float, V> => L.AndBits(L.SubtractBits(x, L.Create(0.75f)), ~0x7fffff);

    // ln(2ᵏ (1 + f)) = k ln 2 + f + f² q(f), k given as k · 2²³.
    // q: minimax of degree 7 for the relative error of ln(1 + f) on [-1/4, 1/2], 0.5 · 2⁻²⁴.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogOfProduct<L, V>(V exponent, V f) where L : struct, ILanes<float, V>
    {
        var q = L.MultiplyAdd(L.Create(5.414073169e-02f), f, L.Create(-1.206647605e-01f));
        q = L.MultiplyAdd(q, f, L.Create(1.498227715e-01f));
        q = L.MultiplyAdd(q, f, L.Create(-1.682239920e-01f));
        q = L.MultiplyAdd(q, f, L.Create(1.997721195e-01f));
        q = L.MultiplyAdd(q, f, L.Create(-2.499348819e-01f));
        q = L.MultiplyAdd(q, f, L.Create(3.333354592e-01f));
        q = L.MultiplyAdd(q, f, L.Create(-5.000005960e-01f));
        var logarithm = L.MultiplyAdd(q, L.Multiply(f, f), f);
        return L.MultiplyAdd(exponent, L.Create(0.693147181f / ExponentStep), logarithm);
    }

    /// <summary><paramref name="logarithm"/> where <paramref name="x"/> is positive and finite; −∞ at 0, NaN below, and +∞ and NaN as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogLimits<L, V>(V x, V logarithm) where L : struct, ILanes<float, V>
    {
        var zeroOrLess = L.SelectGreaterOrEqual(x, L.Create(0f), L.Create(float.NegativeInfinity), L.Create(float.NaN));
        var finite = L.SelectGreater(x, L.Create(0f), logarithm, zeroOrLess);
        return L.SelectGreater(L.Create(float.PositiveInfinity), x, finite, x);
    }

    /// <summary>One step of the exponent, read as an integer.</summary>
    private const float ExponentStep = 8388608f;
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

public static partial class VectorMath
{
    /// <summary>The natural logarithm. Error at most 2 | 2 ULP, subnormal numbers included; −∞ at 0, NaN below, +∞ at +∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float x) => LogLanes<ScalarLane>(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log(Vector128<float> x) => LogLanes<Lanes128>(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> x) => LogLanes<Lanes256>(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x) => LogLanes<Lanes512>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LogLanes<T>(T x) where T : struct, ILanes<T>
    {
        // A subnormal number has no leading bit: 2²³ x has.
        var smallestNormal = T.Create(1.17549435e-38f);
        var normal = T.SelectGreater(smallestNormal, x, x * T.Create(8388608f), x);
        var shift = T.SelectGreater(smallestNormal, x, T.Create(-23 * ExponentStep), T.Create(0f));

        var k = ExponentBits(normal);
        var f = T.SubtractBits(normal, k) - T.Create(1f);
        return LogLimits(x, LogOfProduct(T.ConvertBits(k) + shift, f));
    }

    /// <summary>The exponent k of x = 2ᵏ (1 + f) with -1/4 ≤ f &lt; 1/2, as it stands in the bits of a float: k · 2²³.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ExponentBits<T>(T x) where T : struct, ILanes<T> => T.AndBits(T.SubtractBits(x, T.Create(0.75f)), ~0x7fffff);

    // ln(2ᵏ (1 + f)) = k ln 2 + f + f² q(f), k given as k · 2²³.
    // q: minimax of degree 7 for the relative error of ln(1 + f) on [-1/4, 1/2], 0.5 · 2⁻²⁴.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LogOfProduct<T>(T exponent, T f) where T : struct, ILanes<T>
    {
        var q = T.MultiplyAdd(T.Create(5.414073169e-02f), f, T.Create(-1.206647605e-01f));
        q = T.MultiplyAdd(q, f, T.Create(1.498227715e-01f));
        q = T.MultiplyAdd(q, f, T.Create(-1.682239920e-01f));
        q = T.MultiplyAdd(q, f, T.Create(1.997721195e-01f));
        q = T.MultiplyAdd(q, f, T.Create(-2.499348819e-01f));
        q = T.MultiplyAdd(q, f, T.Create(3.333354592e-01f));
        q = T.MultiplyAdd(q, f, T.Create(-5.000005960e-01f));
        return T.MultiplyAdd(exponent, T.Create(0.693147181f / ExponentStep), T.MultiplyAdd(q, f * f, f));
    }

    /// <summary><paramref name="logarithm"/> where <paramref name="x"/> is positive and finite; −∞ at 0, NaN below, and +∞ and NaN as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LogLimits<T>(T x, T logarithm) where T : struct, ILanes<T>
    {
        var zeroOrLess = T.SelectGreaterOrEqual(x, T.Create(0f), T.Create(float.NegativeInfinity), T.Create(float.NaN));
        var finite = T.SelectGreater(x, T.Create(0f), logarithm, zeroOrLess);
        return T.SelectGreater(T.Create(float.PositiveInfinity), x, finite, x);
    }

    /// <summary>One step of the exponent, read as an integer.</summary>
    private const float ExponentStep = 8388608f;
}

using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

internal static partial class DoubleMath
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<L, V>(V x) where L : struct, ILanes<double, V>
    {
        // A subnormal number has no leading bit: 2⁵⁴ x has.
        var smallestNormal = L.Create(2.2250738585072014e-308);
        var normal = L.SelectGreater(smallestNormal, x, L.Multiply(x, L.Create(18014398509481984.0)), x);
        var shift = L.SelectGreater(smallestNormal, x, L.Create(-54.0), L.Create(0.0));

        var k = ExponentBits<L, V>(normal);
        var f = L.Subtract(L.SubtractBits(normal, k), L.Create(1.0));
        var exponent = L.MultiplyAdd(L.ConvertBits(k), L.Create(ExponentStep), shift);
        return LogLimits<L, V>(x, LogOfProduct<L, V>(exponent, f, L.Create(0.0)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1p<L, V>(V x) where L : struct, ILanes<double, V>
    {
        // 1 + x = 2ᵏ (1 + f), of a sum that is rounded; what the rounding has left out, over the sum, is added to the logarithm.
        var sum = L.Add(x, L.Create(1.0));
        var left = L.SelectGreaterOrEqual(x, L.Create(1.0), L.Subtract(L.Create(1.0), L.Subtract(sum, x)), L.Subtract(x, L.Subtract(sum, L.Create(1.0))));
        var k = ExponentBits<L, V>(sum);
        var f = L.Subtract(L.SubtractBits(sum, k), L.Create(1.0));
        var exponent = L.Multiply(L.ConvertBits(k), L.Create(ExponentStep));
        return LogLimits<L, V>(sum, LogOfProduct<L, V>(exponent, f, L.Divide(left, sum)));
    }

    // max(x, 0) + ln(1 + exp(−|x|)); the constant first, for Max hands on a NaN in its second operand.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softplus<L, V>(V x) where L : struct, ILanes<double, V> =>
        L.Add(L.Max(L.Create(0.0), x), Log1p<L, V>(Exp<L, V>(L.Negate(L.Abs(x)))));

    /// <summary>The exponent k of x = 2ᵏ (1 + f) with 0.7 ≤ 1 + f &lt; 1.42, as it is in the bits of a double: k · 2⁵².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExponentBits<L, V>(V x) where L : struct, ILanes<double, V> => L.AndBits(L.SubtractBits(x, L.Create(0.70710678118654752)), ~0xFFFFFFFFFFFFFL);

    // ln(2ᵏ (1 + f)) = k ln 2 + f − (f²/2 − s (f²/2 + R)) with s = f / (2 + f) and R = 2 (s²/3 + s⁴/5 + …), for ln(1 + f) = 2 artanh s. The order of the sum is
    // that of fdlibm's e_log.c (Sun Microsystems, 1993): f is exact, and all that is taken from it is small beside it. The series ends at s²²/23: s² is below
    // 0.0295, and the rest below 1e-18 of the logarithm.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogOfProduct<L, V>(V exponent, V f, V more) where L : struct, ILanes<double, V>
    {
        var s = L.Divide(f, L.Add(L.Create(2.0), f));
        var z = L.Multiply(s, s);
        var p = L.MultiplyAdd(L.Create(2.0 / 23), z, L.Create(2.0 / 21));
        p = L.MultiplyAdd(p, z, L.Create(2.0 / 19));
        p = L.MultiplyAdd(p, z, L.Create(2.0 / 17));
        p = L.MultiplyAdd(p, z, L.Create(2.0 / 15));
        p = L.MultiplyAdd(p, z, L.Create(2.0 / 13));
        p = L.MultiplyAdd(p, z, L.Create(2.0 / 11));
        p = L.MultiplyAdd(p, z, L.Create(2.0 / 9));
        p = L.MultiplyAdd(p, z, L.Create(2.0 / 7));
        p = L.MultiplyAdd(p, z, L.Create(2.0 / 5));
        p = L.MultiplyAdd(p, z, L.Create(2.0 / 3));
        var half = L.Multiply(L.Create(0.5), L.Multiply(f, f));
        var small = L.MultiplyAdd(s, L.MultiplyAdd(p, z, half), L.MultiplyAdd(exponent, L.Create(Ln2Low), more));
        return L.Subtract(L.Multiply(exponent, L.Create(Ln2High)), L.Subtract(L.Subtract(half, small), f));
    }

    /// <summary><paramref name="logarithm"/> where <paramref name="x"/> is positive and finite; −∞ at 0, NaN below, and +∞ and NaN as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogLimits<L, V>(V x, V logarithm) where L : struct, ILanes<double, V>
    {
        var zeroOrLess = L.SelectGreaterOrEqual(x, L.Create(0.0), L.Create(double.NegativeInfinity), L.Create(double.NaN));
        var finite = L.SelectGreater(x, L.Create(0.0), logarithm, zeroOrLess);
        return L.SelectGreater(L.Create(double.PositiveInfinity), x, finite, x);
    }

    /// <summary>2⁻⁵²: what turns k · 2⁵² into k.</summary>
    private const double ExponentStep = 2.220446049250313e-16;
}

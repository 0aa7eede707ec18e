using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

public static partial class VectorMath
{
    /// <summary>eˣ. Error at most 2.5 | 2.5 ULP.</summary>
    /// <remarks>+∞ above 88.722839 (the logarithm of the largest float); results below the smallest normal float, 1.18e-38, may be flushed to zero.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float x) => Exp<Lane, float>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x) => Exp<Lanes128, Vector128<float>>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x) => Exp<Lanes256, Vector256<float>>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x) => Exp<Lanes512, Vector512<float>>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Exp<L, V>(V x) where L : struct, ILanes<float, V>
    {
        x = ExpArgument<L, V>(x);
        var n = HeldExponent<L, V>(x);
        var scale = PowerOfTwo<L, V>(n);
        return L.MultiplyAdd(scale, Excess<L, V>(x, n), scale);
    }

    // eˣ = 2ⁿ eʳ with n = round(x / ln 2) and r = x - n ln 2 in ±0.3466. The functions that are made of eˣ put the parts below together, each
    // in its own way: eˣ = 2ⁿ + 2ⁿ (eʳ - 1), and +∞ and 0 come about in that last multiplication.

    /// <summary>x, held at -88, below which 2ⁿ is zero anyway.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpArgument<L, V>(V x) where L : struct, ILanes<float, V> =>
        // The constant comes first in Max and Min: they hand on a NaN in their second operand.
        L.Max(L.Create(-88f), x);

    /// <summary>n + <see cref="RoundingShift"/>, n held at 127, the largest exponent there is: r then grows past its range and takes the result to +∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V HeldExponent<L, V>(V x) where L : struct, ILanes<float, V> => L.Min(L.Create(RoundingShift + 127), Exponent<L, V>(x));

    /// <summary>n + <see cref="RoundingShift"/> for x ≤ 0, where there is nothing to hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Exponent<L, V>(V x) where L : struct, ILanes<float, V> => L.MultiplyAdd(x, L.Create(Log2E), L.Create(RoundingShift));

    /// <summary>2ⁿ, or 0 for n = -127.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V PowerOfTwo<L, V>(V exponent) where L : struct, ILanes<float, V> => L.ShiftLeftBits(exponent, 23);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Excess<L, V>(V x, V exponent) where L : struct, ILanes<float, V> => ExcessOf<L, V>(Remainder<L, V>(x, exponent));

    /// <summary>r = x - n ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Remainder<L, V>(V x, V exponent) where L : struct, ILanes<float, V>
    {
        var n = L.Subtract(exponent, L.Create(RoundingShift));
        return L.MultiplyAdd(n, L.Create(-Ln2Low), L.MultiplyAdd(n, L.Create(-Ln2High), x));
    }

    // eʳ - 1 = r + r² q(r).
    // q: minimax of degree 4 for the relative error of eʳ - 1: 1.9 · 2⁻²⁴ on ±ln 2 / 2, and 1 / 0.6 of that on to ln 2, where n is held at 127.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExcessOf<L, V>(V r) where L : struct, ILanes<float, V>
    {
        var q = L.MultiplyAdd(L.Create(1.592155080e-03f), r, L.Create(8.340572007e-03f));
        q = L.MultiplyAdd(q, r, L.Create(4.163119569e-02f));
        q = L.MultiplyAdd(q, r, L.Create(1.666677296e-01f));
        q = L.MultiplyAdd(q, r, L.Create(5.000013113e-01f));
        return L.MultiplyAdd(q, L.Multiply(r, r), r);
    }

    /// <summary>
    /// 1.5 · 2²³ + 127. A float of this size has steps of one: adding it rounds to an integer, and leaves that integer, plus the exponent's
    /// bias of 127, in the lowest bits, from where a shift by 23 moves it into the exponent.
    /// </summary>
    private const float RoundingShift = 12583039f;

    private const float Log2E = 1.44269504f;

    // ln 2 in two parts; the first has 9 significant bits, so that n times it is exact also without a fused multiply-add.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;
}

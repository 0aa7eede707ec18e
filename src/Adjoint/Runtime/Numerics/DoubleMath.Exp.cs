using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>
/// The elementary functions of doubles, each one body for all widths. Where an argument is small the polynomials are those of Taylor, cut off where the rest is
/// below the rounding: their coefficients can be checked by heart, and a few multiply-adds more than a minimax polynomial takes buy no accuracy back.
/// </summary>
internal static partial class DoubleMath
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<L, V>(V x) where L : struct, ILanes<double, V>
    {
        x = ExpArgument<L, V>(x);
        var n = Exponent<L, V>(x);
        var half = HalfPowerOfTwo<L, V>(n);
        return L.Multiply(L.Create(2.0), L.MultiplyAdd(half, Excess<L, V>(x, n), half));
    }

    // 2ᵗ = 2ⁿ exp(f ln 2) with n = round(t) and f = t − n, which is exact.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp2<L, V>(V t) where L : struct, ILanes<double, V>
    {
        // The constant first: Max hands on a NaN in its second operand. 2⁻¹⁰²² is zero here.
        t = L.Max(L.Create(-1022.0), t);
        var n = L.Add(t, L.Create(RoundingShift));
        var half = HalfPowerOfTwo<L, V>(n);
        var f = L.Subtract(t, L.Subtract(n, L.Create(RoundingShift)));
        return L.Multiply(L.Create(2.0), L.MultiplyAdd(half, ExcessOf<L, V>(L.Multiply(f, L.Create(0.69314718055994531))), half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Expm1<L, V>(V x) where L : struct, ILanes<double, V>
    {
        x = ExpArgument<L, V>(x);
        var n = Exponent<L, V>(x);
        var half = HalfPowerOfTwo<L, V>(n);
        return L.Multiply(L.Create(2.0), L.MultiplyAdd(half, Excess<L, V>(x, n), L.Subtract(half, L.Create(0.5))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<L, V>(V x) where L : struct, ILanes<double, V> =>
        L.Divide(L.Create(1.0), L.Add(L.Create(1.0), Exp<L, V>(L.Negate(x))));

    // tanh a = (e²ᵃ − 1) / (e²ᵃ + 1) for a = |x|, which is held where the quotient is 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<L, V>(V x) where L : struct, ILanes<double, V>
    {
        // The constant first: Min hands on a NaN in its second operand.
        var a = L.Min(L.Create(22.0), L.Abs(x));
        var e = Expm1<L, V>(L.Add(a, a));
        return L.CopySign(L.Divide(e, L.Add(e, L.Create(2.0))), x);
    }

    // eˣ = 2ⁿ eʳ with n = round(x / ln 2) and r = x − n ln 2 in ±0.3466. Of 2ⁿ half is taken first: so it is a number up to n = 1024, where eˣ may still be one.

    /// <summary>x, held at −1022 ln 2, where 2ⁿ⁻¹ is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpArgument<L, V>(V x) where L : struct, ILanes<double, V> =>
        // The constants come first in Max and Min: they hand on a NaN in their second operand.
        L.Max(L.Create(-708.39641853226408), x);

    /// <summary>n + <see cref="RoundingShift"/>, n held at 1024: r then grows past its range and takes the result to +∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Exponent<L, V>(V x) where L : struct, ILanes<double, V> =>
        L.Min(L.Create(RoundingShift + 1024), L.MultiplyAdd(x, L.Create(1.4426950408889634), L.Create(RoundingShift)));

    /// <summary>2ⁿ⁻¹, or 0 for n = −1022.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V HalfPowerOfTwo<L, V>(V exponent) where L : struct, ILanes<double, V> => L.ShiftLeftBits(exponent, 52);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Excess<L, V>(V x, V exponent) where L : struct, ILanes<double, V> => ExcessOf<L, V>(Remainder<L, V>(x, exponent));

    /// <summary>r = x − n ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Remainder<L, V>(V x, V exponent) where L : struct, ILanes<double, V>
    {
        var n = L.Subtract(exponent, L.Create(RoundingShift));
        return L.MultiplyAdd(n, L.Create(-Ln2Low), L.MultiplyAdd(n, L.Create(-Ln2High), x));
    }

    // eʳ − 1 = r + r² q(r), q Taylor's up to r¹²/14!: the rest is below r · 5e-18.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExcessOf<L, V>(V r) where L : struct, ILanes<double, V>
    {
        var q = L.MultiplyAdd(L.Create(1.0 / 87178291200.0), r, L.Create(1.0 / 6227020800.0));
        q = L.MultiplyAdd(q, r, L.Create(1.0 / 479001600));
        q = L.MultiplyAdd(q, r, L.Create(1.0 / 39916800));
        q = L.MultiplyAdd(q, r, L.Create(1.0 / 3628800));
        q = L.MultiplyAdd(q, r, L.Create(1.0 / 362880));
        q = L.MultiplyAdd(q, r, L.Create(1.0 / 40320));
        q = L.MultiplyAdd(q, r, L.Create(1.0 / 5040));
        q = L.MultiplyAdd(q, r, L.Create(1.0 / 720));
        q = L.MultiplyAdd(q, r, L.Create(1.0 / 120));
        q = L.MultiplyAdd(q, r, L.Create(1.0 / 24));
        q = L.MultiplyAdd(q, r, L.Create(1.0 / 6));
        q = L.MultiplyAdd(q, r, L.Create(1.0 / 2));
        return L.MultiplyAdd(q, L.Multiply(r, r), r);
    }

    /// <summary>
    /// 1.5 · 2⁵² + 1022. A double of this size has steps of one: adding it rounds to an integer, and leaves that integer, plus the exponent's bias of 1023 less
    /// one, in the lowest bits, from where a shift by 52 moves it into the exponent.
    /// </summary>
    private const double RoundingShift = 6755399441056766;

    // ln 2 in two parts; the first has 33 significant bits, so that n times it is exact also without a fused multiply-add.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
}

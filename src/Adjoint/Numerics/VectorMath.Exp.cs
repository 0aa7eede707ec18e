using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

public static partial class VectorMath
{
    /// <summary>eˣ. Error at most 1.5 | 1.5 ULP.</summary>
    /// <remarks>+∞ above 88.722839 (the logarithm of the largest float); results below the smallest normal float, 1.18e-38, may be flushed to zero.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float x) => ExpLanes<ScalarLane>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x) => ExpLanes<Lanes128>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x) => ExpLanes<Lanes256>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x) => ExpLanes<Lanes512>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ExpLanes<T>(T x) where T : struct, ILanes<T>
    {
        var (scale, excess) = ScaledExponential(x);
        return T.MultiplyAdd(scale, excess, scale);
    }

    /// <summary>eˣ = scale · (1 + excess) for any x, scale being a power of two: +∞ and 0 come about in the caller's last multiplication.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Scale, T Excess) ScaledExponential<T>(T x) where T : struct, ILanes<T>
    {
        // Below -88 the scale is zero anyway. Above, only n is held at 127, the largest exponent there is: r then grows past its range and takes
        // the result to +∞. The constant comes first, for Max and Min hand on a NaN in their second operand.
        x = T.Max(T.Create(-88f), x);
        var shifted = T.Min(T.Create(RoundingShift + 127), T.MultiplyAdd(x, T.Create(Log2E), T.Create(RoundingShift)));
        return ScaledExponential(x, shifted);
    }

    /// <summary>The same for -88 ≤ x ≤ 0, where there is nothing to hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Scale, T Excess) ScaledExponentialOfNegative<T>(T x) where T : struct, ILanes<T> =>
        ScaledExponential(x, T.MultiplyAdd(x, T.Create(Log2E), T.Create(RoundingShift)));

    // n = round(x / ln 2), r = x - n ln 2 in ±0.3466; scale = 2ⁿ, excess = eʳ - 1 = r + r² q(r).
    // q: minimax of degree 4 for the relative error of eʳ - 1, 1.4 · 2⁻²⁴ on ±ln 2 / 2, four times that up to ln 2, where n is held at 127.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Scale, T Excess) ScaledExponential<T>(T x, T shifted) where T : struct, ILanes<T>
    {
        var n = shifted - T.Create(RoundingShift);
        var r = T.MultiplyAdd(n, T.Create(-Ln2High), x);
        r = T.MultiplyAdd(n, T.Create(-Ln2Low), r);

        var q = T.MultiplyAdd(T.Create(1.564376988e-03f), r, T.Create(8.354092017e-03f));
        q = T.MultiplyAdd(q, r, T.Create(4.163714871e-02f));
        q = T.MultiplyAdd(q, r, T.Create(1.666663438e-01f));
        q = T.MultiplyAdd(q, r, T.Create(5.000010133e-01f));
        return (T.ShiftLeftBits(shifted, 23), T.MultiplyAdd(q, r * r, r));
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

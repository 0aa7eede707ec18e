using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

public static partial class VectorMath
{
    /// <summary>The sine. Error at most 3 | 3.5 ULP; NaN at ±∞.</summary>
    /// <remarks>Beyond ±30,000 by the framework's own function, number by number: a vector that has such a number is slower by far.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sin(float x) => Sin<Lane, float>(x);

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sin(Vector128<float> x) => Sin<Lanes128, Vector128<float>>(x);

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sin(Vector256<float> x) => Sin<Lanes256, Vector256<float>>(x);

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sin(Vector512<float> x) => Sin<Lanes512, Vector512<float>>(x);

    /// <summary>The cosine. Error at most 3 | 3.5 ULP; NaN at ±∞.</summary>
    /// <inheritdoc cref="Sin(float)" path="/remarks"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Cos(float x) => Cos<Lane, float>(x);

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Cos(Vector128<float> x) => Cos<Lanes128, Vector128<float>>(x);

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Cos(Vector256<float> x) => Cos<Lanes256, Vector256<float>>(x);

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Cos(Vector512<float> x) => Cos<Lanes512, Vector512<float>>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sin<L, V>(V x) where L : struct, ILanes<float, V>
    {
        var quarters = L.MultiplyAdd(x, L.Create(TwoOverPi), L.Create(QuarterShift));
        var sine = SineOfQuarter<L, V>(x, quarters, quarters);
        return L.AnyGreater(L.Abs(x), L.Create(LargestTurn)) ? L.SelectGreater(L.Abs(x), L.Create(LargestTurn), EachSine(x), sine) : sine;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Cos<L, V>(V x) where L : struct, ILanes<float, V>
    {
        // cos x = sin(x + π/2): one quarter further.
        var quarters = L.MultiplyAdd(x, L.Create(TwoOverPi), L.Create(QuarterShift));
        var cosine = SineOfQuarter<L, V>(x, quarters, L.Add(quarters, L.Create(1f)));
        return L.AnyGreater(L.Abs(x), L.Create(LargestTurn)) ? L.SelectGreater(L.Abs(x), L.Create(LargestTurn), EachCosine(x), cosine) : cosine;
    }

    // x = n π/2 + r with r in ±π/4; sin x is sin r, cos r, -sin r, -cos r for n = 0, 1, 2, 3, and so on. π/2 is taken off in four parts of few bits,
    // so that n times each is exact also without a fused multiply-add (Cody and Waite, 1980; these parts are SLEEF's, Shibata and Petrogalli, 2020).
    // sin r = r + r³ s(r²) and cos r = 1 - r²/2 + r⁴ c(r²): the polynomials of Cephes (Moshier, 1992).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SineOfQuarter<L, V>(V x, V quarters, V quarter) where L : struct, ILanes<float, V>
    {
        var n = L.Subtract(quarters, L.Create(QuarterShift));
        var r = L.MultiplyAdd(n, L.Create(-1.5703125f), x);
        r = L.MultiplyAdd(n, L.Create(-4.8351287841796875e-4f), r);
        r = L.MultiplyAdd(n, L.Create(-3.13855707645416259765e-7f), r);
        r = L.MultiplyAdd(n, L.Create(-6.0771006282767103811e-11f), r);
        var square = L.Multiply(r, r);

        var s = L.MultiplyAdd(L.Create(-1.9515295891e-4f), square, L.Create(8.3321608736e-3f));
        s = L.MultiplyAdd(s, square, L.Create(-1.6666654611e-1f));
        var sine = L.MultiplyAdd(L.Multiply(s, square), r, r);

        var c = L.MultiplyAdd(L.Create(2.443315711809948e-5f), square, L.Create(-1.388731625493765e-3f));
        c = L.MultiplyAdd(c, square, L.Create(4.166664568298827e-2f));
        var cosine = L.MultiplyAdd(L.Multiply(c, square), square, L.MultiplyAdd(L.Create(-0.5f), square, L.Create(1f)));

        var odd = L.ConvertBits(L.AndBits(quarter, 1));
        var value = L.SelectGreater(odd, L.Create(0f), cosine, sine);
        // The second bit of n, moved to the sign; taking the sign bit off, or on, is a subtraction of integers.
        return L.SubtractBits(value, L.ShiftLeftBits(L.AndBits(quarter, 2), 30));
    }

    /// <summary>The sine of each number by itself.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V EachSine<V>(V x)
    {
        for (var i = 0; i < Unsafe.SizeOf<V>() / sizeof(float); i++)
            Unsafe.Add(ref Unsafe.As<V, float>(ref x), i) = MathF.Sin(Unsafe.Add(ref Unsafe.As<V, float>(ref x), i));
        return x;
    }

    /// <summary>The cosine of each number by itself.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V EachCosine<V>(V x)
    {
        for (var i = 0; i < Unsafe.SizeOf<V>() / sizeof(float); i++)
            Unsafe.Add(ref Unsafe.As<V, float>(ref x), i) = MathF.Cos(Unsafe.Add(ref Unsafe.As<V, float>(ref x), i));
        return x;
    }

    /// <summary>1.5 · 2²³: a float of this size has steps of one, so that adding it rounds to an integer and leaves that in the lowest bits.</summary>
    private const float QuarterShift = 12582912f;

    private const float TwoOverPi = 0.636619772f;

    /// <summary>Up to here the four parts of π/2 are enough.</summary>
    private const float LargestTurn = 30000f;
}

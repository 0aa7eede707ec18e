using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

internal static partial class DoubleMath
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sin<L, V>(V x) where L : struct, ILanes<double, V>
    {
        var quarters = L.MultiplyAdd(x, L.Create(TwoOverPi), L.Create(QuarterShift));
        var sine = SineOfQuarter<L, V>(x, quarters, quarters);
        return L.AnyGreater(L.Abs(x), L.Create(LargestTurn)) ? L.SelectGreater(L.Abs(x), L.Create(LargestTurn), EachSine(x), sine) : sine;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Cos<L, V>(V x) where L : struct, ILanes<double, V>
    {
        // cos x = sin(x + π/2): one quarter further.
        var quarters = L.MultiplyAdd(x, L.Create(TwoOverPi), L.Create(QuarterShift));
        var cosine = SineOfQuarter<L, V>(x, quarters, L.Add(quarters, L.Create(1.0)));
        return L.AnyGreater(L.Abs(x), L.Create(LargestTurn)) ? L.SelectGreater(L.Abs(x), L.Create(LargestTurn), EachCosine(x), cosine) : cosine;
    }

    // x = n π/2 + r with r in ±π/4; sin x is sin r, cos r, -sin r, -cos r for n = 0, 1, 2, 3, and so on. π/2 is taken off in parts of 33 bits, so that n times
    // each is exact also without a fused multiply-add, and r is kept as a sum of two numbers, for what cancels near a multiple of π/2 (Cody and Waite, 1980).
    // Taylor's series, whose rests are below 1e-17 of the result.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SineOfQuarter<L, V>(V x, V quarters, V quarter) where L : struct, ILanes<double, V>
    {
        var n = L.Subtract(quarters, L.Create(QuarterShift));
        var first = L.MultiplyAdd(n, L.Create(-QuarterHigh), x);
        var part = L.Multiply(n, L.Create(QuarterMiddle));
        var second = L.Subtract(first, part);
        var lost = L.Subtract(L.Subtract(first, second), part);
        var rest = L.MultiplyAdd(n, L.Create(-QuarterLow), lost);
        var r = L.Add(second, rest);
        var tail = L.Add(L.Subtract(second, r), rest);
        var square = L.Multiply(r, r);

        var s = L.MultiplyAdd(L.Create(1.0 / 355687428096000.0), square, L.Create(-1.0 / 1307674368000.0));
        s = L.MultiplyAdd(s, square, L.Create(1.0 / 6227020800.0));
        s = L.MultiplyAdd(s, square, L.Create(-1.0 / 39916800));
        s = L.MultiplyAdd(s, square, L.Create(1.0 / 362880));
        s = L.MultiplyAdd(s, square, L.Create(-1.0 / 5040));
        s = L.MultiplyAdd(s, square, L.Create(1.0 / 120));
        s = L.MultiplyAdd(s, square, L.Create(-1.0 / 6));
        // The change that the tail makes: cos r ≈ 1 − r²/2 times it.
        var sine = L.Add(r, L.MultiplyAdd(L.Multiply(s, square), r, L.MultiplyAdd(L.Multiply(L.Create(-0.5), square), tail, tail)));

        var c = L.MultiplyAdd(L.Create(-1.0 / 6402373705728000.0), square, L.Create(1.0 / 20922789888000.0));
        c = L.MultiplyAdd(c, square, L.Create(-1.0 / 87178291200.0));
        c = L.MultiplyAdd(c, square, L.Create(1.0 / 479001600));
        c = L.MultiplyAdd(c, square, L.Create(-1.0 / 3628800));
        c = L.MultiplyAdd(c, square, L.Create(1.0 / 40320));
        c = L.MultiplyAdd(c, square, L.Create(-1.0 / 720));
        c = L.MultiplyAdd(c, square, L.Create(1.0 / 24));
        var half = L.Multiply(L.Create(0.5), square);
        var near = L.Subtract(L.Create(1.0), half);
        var lower = L.Subtract(L.Subtract(L.Create(1.0), near), half);
        var cosine = L.Add(near, L.Add(lower, L.Subtract(L.Multiply(L.Multiply(c, square), square), L.Multiply(r, tail))));

        var odd = L.ConvertBits(L.AndBits(quarter, 1));
        var value = L.SelectGreater(odd, L.Create(0.0), cosine, sine);
        // The second bit of n, moved to the sign; taking the sign bit off, or on, is a subtraction of integers.
        return L.SubtractBits(value, L.ShiftLeftBits(L.AndBits(quarter, 2), 62));
    }

    /// <summary>The sine of each number by itself.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V EachSine<V>(V x)
    {
        for (var i = 0; i < Unsafe.SizeOf<V>() / sizeof(double); i++)
            Unsafe.Add(ref Unsafe.As<V, double>(ref x), i) = Math.Sin(Unsafe.Add(ref Unsafe.As<V, double>(ref x), i));
        return x;
    }

    /// <summary>The cosine of each number by itself.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V EachCosine<V>(V x)
    {
        for (var i = 0; i < Unsafe.SizeOf<V>() / sizeof(double); i++)
            Unsafe.Add(ref Unsafe.As<V, double>(ref x), i) = Math.Cos(Unsafe.Add(ref Unsafe.As<V, double>(ref x), i));
        return x;
    }

    /// <summary>1.5 · 2⁵²: a double of this size has steps of one, so that adding it rounds to an integer and leaves that in the lowest bits.</summary>
    private const double QuarterShift = 6755399441055744;

    private const double TwoOverPi = 0.63661977236758134308;

    // π/2 in three parts, the first two of 33 bits.
    private const double QuarterHigh = 1.5707963267341256;
    private const double QuarterMiddle = 6.077100506303966e-11;
    private const double QuarterLow = 2.0222662487959506e-21;

    /// <summary>Up to here the parts of π/2 are enough.</summary>
    private const double LargestTurn = 1e5;
}

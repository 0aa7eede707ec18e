using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

internal static partial class DoubleMath
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erf<L, V>(V x) where L : struct, ILanes<double, V>
    {
        var a = L.Min(L.Create(6.0), L.Abs(x));
        return L.SelectGreater(L.Create(0.65), a, NearErf<L, V>(x), L.CopySign(L.Subtract(L.Create(1.0), FarErfc<L, V>(a)), x));
    }

    // 2/√π (x − x³/3 + x⁵/(2! 5) − …) for |x| < 0.65: the rest is below x · 1e-18.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V NearErf<L, V>(V x) where L : struct, ILanes<double, V>
    {
        var square = L.Multiply(x, x);
        var p = L.MultiplyAdd(L.Create(-TwoOverRootPi / 40537905408000.0), square, L.Create(TwoOverRootPi / 2528170444800.0));
        p = L.MultiplyAdd(p, square, L.Create(-TwoOverRootPi / 168129561600.0));
        p = L.MultiplyAdd(p, square, L.Create(TwoOverRootPi / 11975040000.0));
        p = L.MultiplyAdd(p, square, L.Create(-TwoOverRootPi / 918086400.0));
        p = L.MultiplyAdd(p, square, L.Create(TwoOverRootPi / 76204800.0));
        p = L.MultiplyAdd(p, square, L.Create(-TwoOverRootPi / 6894720.0));
        p = L.MultiplyAdd(p, square, L.Create(TwoOverRootPi / 685440.0));
        p = L.MultiplyAdd(p, square, L.Create(-TwoOverRootPi / 75600.0));
        p = L.MultiplyAdd(p, square, L.Create(TwoOverRootPi / 9360.0));
        p = L.MultiplyAdd(p, square, L.Create(-TwoOverRootPi / 1320.0));
        p = L.MultiplyAdd(p, square, L.Create(TwoOverRootPi / 216.0));
        p = L.MultiplyAdd(p, square, L.Create(-TwoOverRootPi / 42.0));
        p = L.MultiplyAdd(p, square, L.Create(TwoOverRootPi / 10.0));
        p = L.MultiplyAdd(p, square, L.Create(-TwoOverRootPi / 3.0));
        p = L.MultiplyAdd(p, square, L.Create(TwoOverRootPi / 1.0));
        return L.Multiply(p, x);
    }

    // erfc a = t exp(−a²) q(t) with t = 2 / (2 + a), for 0.65 ≤ a ≤ 6. q: interpolation of degree 18 at Chebyshev's points, in the variable that runs from −1 to
    // 1 there; its relative error is below 2e-18. A NaN is handed on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V FarErfc<L, V>(V a) where L : struct, ILanes<double, V>
    {
        var t = L.Divide(L.Create(2.0), L.Add(L.Create(2.0), a));
        var u = L.Multiply(L.Subtract(t, L.Create(0.5023584905660378)), L.Create(3.9626168224299065));
        var q = L.MultiplyAdd(L.Create(-1.1641439787994203e-12), u, L.Create(1.158917262089511e-12));
        q = L.MultiplyAdd(q, u, L.Create(1.7538682536160366e-11));
        q = L.MultiplyAdd(q, u, L.Create(-6.388525545324716e-11));
        q = L.MultiplyAdd(q, u, L.Create(-4.7693727905519946e-11));
        q = L.MultiplyAdd(q, u, L.Create(1.108639069114114e-09));
        q = L.MultiplyAdd(q, u, L.Create(-2.8298360916716886e-09));
        q = L.MultiplyAdd(q, u, L.Create(-9.570876633076455e-09));
        q = L.MultiplyAdd(q, u, L.Create(7.651997754575615e-08));
        q = L.MultiplyAdd(q, u, L.Create(-2.932822712314261e-08));
        q = L.MultiplyAdd(q, u, L.Create(-1.3988641213557617e-06));
        q = L.MultiplyAdd(q, u, L.Create(3.3883980936908496e-06));
        q = L.MultiplyAdd(q, u, L.Create(2.5769860061786015e-05));
        q = L.MultiplyAdd(q, u, L.Create(-0.00010466480437080092));
        q = L.MultiplyAdd(q, u, L.Create(-0.0007028602950152451));
        q = L.MultiplyAdd(q, u, L.Create(0.002316527690130802));
        q = L.MultiplyAdd(q, u, L.Create(0.03566156983827495));
        q = L.MultiplyAdd(q, u, L.Create(0.174076795199371));
        q = L.MultiplyAdd(q, u, L.Create(0.5124151256341647));
        return L.Multiply(L.Multiply(t, Exp<L, V>(L.Negate(L.Multiply(a, a)))), q);
    }

    private const double TwoOverRootPi = 1.1283791670955125739;
}

namespace Adjoint.Tests.Numerics;

/// <summary>The functions of VectorMath in double precision, each by a road that has nothing in common with the library's.</summary>
internal static class ReferenceMath
{
    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static double Softplus(double x) => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));

    /// <summary>eˣ - 1 = 2 e^(x/2) sinh(x/2), which cancels nowhere.</summary>
    public static double Expm1(double x) => x < -50 ? -1 : 2 * Math.Exp(x / 2) * Math.Sinh(x / 2);

    /// <summary>Kahan's: what the rounding of 1 + x costs the logarithm, it costs the divisor as well.</summary>
    public static double Log1p(double x)
    {
        var u = 1 + x;
        return u == 1 || double.IsPositiveInfinity(u) ? x : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>2/√π exp(-x²) Σ 2ⁿ x²ⁿ⁺¹ / (1 · 3 · 5 … (2n + 1)): all terms have one sign (Abramowitz and Stegun 7.1.6).</summary>
    public static double Erf(double x)
    {
        if (Math.Abs(x) > 6)
            return Math.Sign(x);
        var term = x;
        var sum = x;
        for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>exp(−x²/2) / √(2π).</summary>
    public static double NormalDensity(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>½ (1 + erf(x/√2)); left of −2, where that cancels, φ(x) over the continued fraction a + 1/(a + 2/(a + 3/(a + …))), a = −x (Abramowitz and Stegun 26.2.14).</summary>
    public static double NormalCdf(double x)
    {
        if (!(x < -2))
            return 0.5 * (1 + Erf(x / Math.Sqrt(2)));
        if (x < -39)
            return 0;
        var fraction = -x;
        for (var n = 200; n > 0; n--)
            fraction = -x + n / fraction;
        return NormalDensity(x) / fraction;
    }
}

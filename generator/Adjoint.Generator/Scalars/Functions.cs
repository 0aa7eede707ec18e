namespace Adjoint.Generator.Scalars;

/// <summary>The functions that formulas are made of, under the names of mathematics; <c>using static</c> this.</summary>
internal static class Functions
{
    public static Expr Exp(Expr x) => new Operation(Op.Exp, [x]);

    public static Expr Log(Expr x) => new Operation(Op.Log, [x]);

    public static Expr Tanh(Expr x) => new Operation(Op.Tanh, [x]);

    public static Expr Sigmoid(Expr x) => new Operation(Op.Sigmoid, [x]);

    public static Expr Softplus(Expr x) => new Operation(Op.Softplus, [x]);

    public static Expr Erf(Expr x) => new Operation(Op.Erf, [x]);

    /// <summary>Φ(x), the normal distribution function, also far into its left tail.</summary>
    public static Expr NormalCdf(Expr x) => new Operation(Op.NormalCdf, [x]);

    /// <summary>φ(x) = exp(−x²/2) / √(2π), the normal density.</summary>
    public static Expr NormalDensity(Expr x) => new Operation(Op.NormalDensity, [x]);

    /// <summary>Φ(x) + x φ(x), the derivative of x Φ(x), with one exponential.</summary>
    public static Expr GELUDerivative(Expr x) => new Operation(Op.GELUDerivative, [x]);

    public static Expr Sqrt(Expr x) => new Operation(Op.Sqrt, [x]);

    /// <summary>a · b + c, in one rounding where the machine can.</summary>
    public static Expr MultiplyAdd(Expr a, Expr b, Expr c) => new Operation(Op.MultiplyAdd, [a, b, c]);

    public static Expr Sin(Expr x) => new Operation(Op.Sin, [x]);

    public static Expr Cos(Expr x) => new Operation(Op.Cos, [x]);

    public static Expr Sinh(Expr x) => new Operation(Op.Sinh, [x]);

    public static Expr Cosh(Expr x) => new Operation(Op.Cosh, [x]);

    public static Expr Pow(Expr x, Expr y) => new Operation(Op.Pow, [x, y]);

    public static Expr Truncate(Expr x) => new Operation(Op.Truncate, [x]);

    public static Expr CopySign(Expr magnitude, Expr sign) => new Operation(Op.CopySign, [magnitude, sign]);

    public static Expr Abs(Expr x) => new Operation(Op.Abs, [x]);

    /// <summary>The larger; a NaN in <paramref name="y"/> is handed on, one in <paramref name="x"/> is not on every machine.</summary>
    public static Expr Max(Expr x, Expr y) => new Operation(Op.Max, [x, y]);

    /// <summary>The smaller; a NaN in <paramref name="y"/> is handed on, one in <paramref name="x"/> is not on every machine.</summary>
    public static Expr Min(Expr x, Expr y) => new Operation(Op.Min, [x, y]);

    /// <summary>The larger; NaN if either is.</summary>
    public static Expr Maximum(Expr x, Expr y) => new Operation(Op.Maximum, [x, y]);

    /// <summary>eˣ − 1 without the loss of digits near 0.</summary>
    public static Expr ExpMinusOne(Expr x) => new Operation(Op.Expm1, [x]);

    /// <summary>−|x|, as a choice between two formulas: at 0, where |x| has no derivative, it has that of x, so what does not depend on the choice there is derived right.</summary>
    public static Expr NegativeAbs(Expr x) => IfGreater(x, 0, -x, x);

    /// <summary>
    /// eˣ = n / m, of which the larger is 1 and the smaller e^−|x|. A quotient of polynomials in eˣ is one in n and m, which never overflows and loses no digits at
    /// either end: σ(x) = n / (n + m), and 1 − σ(x) = m / (n + m).
    /// </summary>
    public static (Expr N, Expr M) ExpQuotient(Expr x)
    {
        var smaller = Exp(NegativeAbs(x));
        return (IfGreater(x, 0, 1, smaller), IfGreater(x, 0, smaller, 1));
    }

    /// <summary>The nearest number from <paramref name="low"/> to <paramref name="high"/>; NaN stays NaN.</summary>
    public static Expr Clamp(Expr x, float low, float high) => Min(high, Max(low, x));

    /// <summary><paramref name="a"/> &gt; <paramref name="b"/> ? <paramref name="then"/> : <paramref name="otherwise"/>, lane by lane.</summary>
    public static Expr IfGreater(Expr a, Expr b, Expr then, Expr otherwise) => Choose(Op.Greater, a, b, then, otherwise);

    /// <summary><paramref name="a"/> ≥ <paramref name="b"/> ? <paramref name="then"/> : <paramref name="otherwise"/>, lane by lane.</summary>
    public static Expr IfGreaterOrEqual(Expr a, Expr b, Expr then, Expr otherwise) => Choose(Op.GreaterOrEqual, a, b, then, otherwise);

    /// <summary><paramref name="a"/> = <paramref name="b"/> ? <paramref name="then"/> : <paramref name="otherwise"/>, lane by lane.</summary>
    public static Expr IfEqual(Expr a, Expr b, Expr then, Expr otherwise) => Choose(Op.Equal, a, b, then, otherwise);

    /// <summary><c>factor · x</c>, but 0 where the factor is 0, whatever x is: what does not count is left out, for 0 · ∞ and 0 · NaN are NaN.</summary>
    public static Expr Weighted(Expr factor, Expr x) => new Operation(Op.Weighted, [factor, x]);

    private static Expr Choose(Op comparison, Expr a, Expr b, Expr then, Expr otherwise) => new Operation(Op.Select, [new Operation(comparison, [a, b]), then, otherwise]);
}

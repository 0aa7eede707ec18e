using Adjoint.Runtime;

namespace Adjoint;

/// <summary>
/// Functions that <see cref="Math"/> has not, for functions that are to be derived and for everybody: none of them overflows or loses digits where its usual formula
/// would. In floats they are the library's own vector functions for one number, so that a network and plain code agree to the bit.
/// </summary>
public static class SpecialFunctions
{
    /// <summary>The logistic function <c>1 / (1 + e⁻ˣ)</c>; error at most 3 ULP.</summary>
    /// <param name="x">Any number.</param>
    public static float Sigmoid(float x) => VectorMath.Sigmoid(x);

    /// <summary>The logistic function <c>1 / (1 + e⁻ˣ)</c>.</summary>
    /// <param name="x">Any number.</param>
    public static double Sigmoid(double x)
    {
        // Of the two formulas the one whose power is at most 1.
        var power = Math.Exp(-Math.Abs(x));
        return x >= 0 ? 1 / (1 + power) : power / (1 + power);
    }

    /// <summary><c>ln(1 + eˣ)</c>; error at most 3 ULP.</summary>
    /// <param name="x">Any number.</param>
    public static float Softplus(float x) => VectorMath.Softplus(x);

    /// <summary><c>ln(1 + eˣ)</c>.</summary>
    /// <param name="x">Any number.</param>
    public static double Softplus(double x) => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));

    /// <summary><c>eˣ − 1</c>, also near 0; error at most 3.5 ULP.</summary>
    /// <param name="x">Any number.</param>
    public static float Expm1(float x) => VectorMath.Expm1(x);

    /// <summary><c>eˣ − 1</c>, also near 0.</summary>
    /// <param name="x">Any number.</param>
    /// <remarks>Kahan's: the error of eˣ is that of ln(eˣ) against x. Source: Higham (2002), section 1.14.1.</remarks>
    public static double Expm1(double x)
    {
        var power = Math.Exp(x);
        if (power == 1)
            return x;
        var difference = power - 1;
        return difference == -1 || double.IsInfinity(power) ? difference : difference * (x / Math.Log(power));
    }

    /// <summary><c>ln(1 + x)</c>, also near 0; error at most 1.5 ULP.</summary>
    /// <param name="x">A number above −1.</param>
    public static float Log1p(float x) => VectorMath.Log1p(x);

    /// <summary><c>ln(1 + x)</c>, also near 0.</summary>
    /// <param name="x">A number above −1.</param>
    /// <remarks>Kahan's: what the rounding of 1 + x costs the logarithm, it costs the divisor as well.</remarks>
    public static double Log1p(double x)
    {
        var sum = 1 + x;
        return sum == 1 || double.IsPositiveInfinity(sum) ? x : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>The error function <c>2/√π ∫₀ˣ exp(−t²) dt</c>; error at most 5 ULP.</summary>
    /// <param name="x">Any number.</param>
    public static float Erf(float x) => VectorMath.Erf(x);

    /// <summary>The error function <c>2/√π ∫₀ˣ exp(−t²) dt</c>, to some ten ULP.</summary>
    /// <param name="x">Any number.</param>
    /// <remarks>
    /// Below 2.5 the series 2/√π exp(−x²) Σ 2ⁿ x²ⁿ⁺¹ / (1 · 3 · … (2n + 1)), whose terms have one sign; above, 1 less the continued fraction of the complement.
    /// Source: Abramowitz and Stegun (1964), 7.1.6 and 7.1.14.
    /// </remarks>
    public static double Erf(double x)
    {
        const double twoOverSqrtPi = 1.1283791670955126;
        var size = Math.Abs(x);
        if (double.IsNaN(x) || size > 6)
            return double.IsNaN(x) ? x : Math.CopySign(1, x);
        if (size < 2.5)
        {
            var (term, sum) = (x, x);
            for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
            {
                term *= 2 * x * x / (2 * n + 1);
                sum += term;
            }
            return twoOverSqrtPi * Math.Exp(-x * x) * sum;
        }
        var fraction = size;
        for (var n = 60; n > 0; n--)
            fraction = size + n / 2.0 / fraction;
        return Math.CopySign(1 - Math.Exp(-size * size) * twoOverSqrtPi / 2 / fraction, x);
    }
}

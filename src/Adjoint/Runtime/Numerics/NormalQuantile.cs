namespace Adjoint.Runtime;

/// <summary>
/// The inverse of the standard normal distribution function: Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution",
/// Applied Statistics 37 (1988), PPND16, accurate to about 1 part in 10¹⁶.
/// </summary>
/// <remarks>
/// Only additions, multiplications, divisions and square roots, which IEEE 754 rounds alike everywhere. The platform's logarithm is not, so
/// this file has its own: a network that is initialised here has the same weights on every machine.
/// </remarks>
internal static class NormalQuantile
{
    private static ReadOnlySpan<double> CentreAbove =>
    [
        3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
        4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
    ];

    private static ReadOnlySpan<double> CentreBelow =>
    [
        1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
        2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
    ];

    private static ReadOnlySpan<double> TailAbove =>
    [
        1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
        1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ];

    private static ReadOnlySpan<double> TailBelow =>
    [
        1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    private static ReadOnlySpan<double> FarTailAbove =>
    [
        6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];

    private static ReadOnlySpan<double> FarTailBelow =>
    [
        1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];

    /// <summary>The z with Φ(z) = <paramref name="probability"/>, which must be in (0, 1).</summary>
    public static double Of(double probability)
    {
        var q = probability - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            var centre = 0.180625 - q * q;
            return q * Polynomial(CentreAbove, centre) / Polynomial(CentreBelow, centre);
        }

        var distance = Math.Sqrt(-Log(q < 0 ? probability : 1 - probability));
        var magnitude = distance <= 5
            ? Polynomial(TailAbove, distance - 1.6) / Polynomial(TailBelow, distance - 1.6)
            : Polynomial(FarTailAbove, distance - 5) / Polynomial(FarTailBelow, distance - 5);
        return q < 0 ? -magnitude : magnitude;
    }

    /// <summary>ln <paramref name="x"/> of a positive, normal number, to about two units in the last place away from 1.</summary>
    /// <remarks>x = m · 2ᵉ with m in [√½, √2), s = (m − 1) / (m + 1): ln x = e · ln 2 + 2 · artanh s, and artanh s = s · (1 + s²/3 + s⁴/5 + …), |s| ≤ 0.172.</remarks>
    internal static double Log(double x)
    {
        const double RootHalf = 0.70710678118654752440;
        const double Ln2 = 0.69314718055994530942;
        const long FractionBits = 0x000F_FFFF_FFFF_FFFF;
        const long ExponentOfHalf = 1022;

        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (bits >> 52) - ExponentOfHalf;
        var m = BitConverter.Int64BitsToDouble((bits & FractionBits) | (ExponentOfHalf << 52));
        if (m < RootHalf)
        {
            m *= 2;
            exponent--;
        }

        var s = (m - 1) / (m + 1);
        ReadOnlySpan<double> artanh = [1.0, 1.0 / 3, 1.0 / 5, 1.0 / 7, 1.0 / 9, 1.0 / 11, 1.0 / 13, 1.0 / 15, 1.0 / 17, 1.0 / 19, 1.0 / 21];
        return exponent * Ln2 + 2 * s * Polynomial(artanh, s * s);
    }

    /// <summary>c₀ + c₁ x + c₂ x² + …, by Horner's rule.</summary>
    private static double Polynomial(ReadOnlySpan<double> coefficients, double x)
    {
        var sum = 0.0;
        for (var i = coefficients.Length - 1; i >= 0; i--)
            sum = sum * x + coefficients[i];
        return sum;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

/// <content>
/// Elementary functions of a double and of vectors of 2, 4 and 8 doubles; their bodies are in <see cref="DoubleMath"/>. Errors are in ULP, units in the last
/// place of the exact result, with a fused multiply-add and without. Results below the smallest normal double count as right within 4.5e-308.
/// </content>
public static partial class VectorMath
{
    /// <summary>eˣ. Error at most 1.5 ULP. +∞ above 709.78; results below 4.5e-308 may be flushed to zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exp(double x) => DoubleMath.Exp<DoubleLane, double>(x);

    /// <inheritdoc cref="Exp(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Exp(Vector128<double> x) => DoubleMath.Exp<DoubleLanes128, Vector128<double>>(x);

    /// <inheritdoc cref="Exp(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> x) => DoubleMath.Exp<DoubleLanes256, Vector256<double>>(x);

    /// <inheritdoc cref="Exp(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x) => DoubleMath.Exp<DoubleLanes512, Vector512<double>>(x);

    /// <summary>eˣ − 1, accurate also near 0. Error at most 2.5 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Expm1(double x) => DoubleMath.Expm1<DoubleLane, double>(x);

    /// <inheritdoc cref="Expm1(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Expm1(Vector128<double> x) => DoubleMath.Expm1<DoubleLanes128, Vector128<double>>(x);

    /// <inheritdoc cref="Expm1(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Expm1(Vector256<double> x) => DoubleMath.Expm1<DoubleLanes256, Vector256<double>>(x);

    /// <inheritdoc cref="Expm1(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Expm1(Vector512<double> x) => DoubleMath.Expm1<DoubleLanes512, Vector512<double>>(x);

    /// <summary>The natural logarithm. Error at most 1.5 ULP, subnormal numbers included; −∞ at 0, NaN below, +∞ at +∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log(double x) => DoubleMath.Log<DoubleLane, double>(x);

    /// <inheritdoc cref="Log(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Log(Vector128<double> x) => DoubleMath.Log<DoubleLanes128, Vector128<double>>(x);

    /// <inheritdoc cref="Log(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log(Vector256<double> x) => DoubleMath.Log<DoubleLanes256, Vector256<double>>(x);

    /// <inheritdoc cref="Log(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> x) => DoubleMath.Log<DoubleLanes512, Vector512<double>>(x);

    /// <summary>ln(1 + x), accurate also near 0. Error at most 2 ULP; −∞ at −1, NaN below, +∞ at +∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log1p(double x) => DoubleMath.Log1p<DoubleLane, double>(x);

    /// <inheritdoc cref="Log1p(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Log1p(Vector128<double> x) => DoubleMath.Log1p<DoubleLanes128, Vector128<double>>(x);

    /// <inheritdoc cref="Log1p(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log1p(Vector256<double> x) => DoubleMath.Log1p<DoubleLanes256, Vector256<double>>(x);

    /// <inheritdoc cref="Log1p(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log1p(Vector512<double> x) => DoubleMath.Log1p<DoubleLanes512, Vector512<double>>(x);

    /// <summary>1 / (1 + e⁻ˣ). Error at most 3 ULP for x ≥ −708; 0 for less.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sigmoid(double x) => DoubleMath.Sigmoid<DoubleLane, double>(x);

    /// <inheritdoc cref="Sigmoid(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Sigmoid(Vector128<double> x) => DoubleMath.Sigmoid<DoubleLanes128, Vector128<double>>(x);

    /// <inheritdoc cref="Sigmoid(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Sigmoid(Vector256<double> x) => DoubleMath.Sigmoid<DoubleLanes256, Vector256<double>>(x);

    /// <inheritdoc cref="Sigmoid(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sigmoid(Vector512<double> x) => DoubleMath.Sigmoid<DoubleLanes512, Vector512<double>>(x);

    /// <summary>ln(1 + eˣ) without overflow. Error at most 3 ULP, in the left tail too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Softplus(double x) => DoubleMath.Softplus<DoubleLane, double>(x);

    /// <inheritdoc cref="Softplus(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Softplus(Vector128<double> x) => DoubleMath.Softplus<DoubleLanes128, Vector128<double>>(x);

    /// <inheritdoc cref="Softplus(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Softplus(Vector256<double> x) => DoubleMath.Softplus<DoubleLanes256, Vector256<double>>(x);

    /// <inheritdoc cref="Softplus(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Softplus(Vector512<double> x) => DoubleMath.Softplus<DoubleLanes512, Vector512<double>>(x);

    /// <summary>The hyperbolic tangent. Error at most 3.5 ULP, near 0 too; odd, and never beyond ±1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Tanh(double x) => DoubleMath.Tanh<DoubleLane, double>(x);

    /// <inheritdoc cref="Tanh(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Tanh(Vector128<double> x) => DoubleMath.Tanh<DoubleLanes128, Vector128<double>>(x);

    /// <inheritdoc cref="Tanh(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Tanh(Vector256<double> x) => DoubleMath.Tanh<DoubleLanes256, Vector256<double>>(x);

    /// <inheritdoc cref="Tanh(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Tanh(Vector512<double> x) => DoubleMath.Tanh<DoubleLanes512, Vector512<double>>(x);

    /// <summary>The error function, 2/√π ∫₀ˣ exp(−t²) dt. Error at most 2.5 ULP, near 0 too; odd; exactly ±1 from 6 on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Erf(double x) => DoubleMath.Erf<DoubleLane, double>(x);

    /// <inheritdoc cref="Erf(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Erf(Vector128<double> x) => DoubleMath.Erf<DoubleLanes128, Vector128<double>>(x);

    /// <inheritdoc cref="Erf(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Erf(Vector256<double> x) => DoubleMath.Erf<DoubleLanes256, Vector256<double>>(x);

    /// <inheritdoc cref="Erf(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Erf(Vector512<double> x) => DoubleMath.Erf<DoubleLanes512, Vector512<double>>(x);

    /// <summary>The normal distribution function Φ(x) = ½ erfc(−x/√2). Error at most 3.5 ULP, far into the left tail too; results below 4.5e-308 may be flushed to zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double NormalCdf(double x) => DoubleMath.NormalCdf<DoubleLane, double>(x);

    /// <inheritdoc cref="NormalCdf(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> NormalCdf(Vector128<double> x) => DoubleMath.NormalCdf<DoubleLanes128, Vector128<double>>(x);

    /// <inheritdoc cref="NormalCdf(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> NormalCdf(Vector256<double> x) => DoubleMath.NormalCdf<DoubleLanes256, Vector256<double>>(x);

    /// <inheritdoc cref="NormalCdf(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> NormalCdf(Vector512<double> x) => DoubleMath.NormalCdf<DoubleLanes512, Vector512<double>>(x);

    /// <summary>The normal density φ(x) = exp(−x²/2) / √(2π). Error at most 2 ULP, far into both tails too; results below 4.5e-308 may be flushed to zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double NormalDensity(double x) => DoubleMath.NormalDensity<DoubleLane, double>(x);

    /// <inheritdoc cref="NormalDensity(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> NormalDensity(Vector128<double> x) => DoubleMath.NormalDensity<DoubleLanes128, Vector128<double>>(x);

    /// <inheritdoc cref="NormalDensity(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> NormalDensity(Vector256<double> x) => DoubleMath.NormalDensity<DoubleLanes256, Vector256<double>>(x);

    /// <inheritdoc cref="NormalDensity(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> NormalDensity(Vector512<double> x) => DoubleMath.NormalDensity<DoubleLanes512, Vector512<double>>(x);

    /// <summary>2ᵗ for t up to 1023, which is not checked. Error at most 1.5 ULP; below 2⁻¹⁰²¹ zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exp2(double t) => DoubleMath.Exp2<DoubleLane, double>(t);

    /// <inheritdoc cref="Exp2(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Exp2(Vector128<double> t) => DoubleMath.Exp2<DoubleLanes128, Vector128<double>>(t);

    /// <inheritdoc cref="Exp2(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp2(Vector256<double> t) => DoubleMath.Exp2<DoubleLanes256, Vector256<double>>(t);

    /// <inheritdoc cref="Exp2(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp2(Vector512<double> t) => DoubleMath.Exp2<DoubleLanes512, Vector512<double>>(t);

    /// <summary>The derivative of x Φ(x), Φ(x) + x φ(x). Error at most 6 ULP, and 2.2e-16 more between −2 and 0, where it passes through 0; 0 at −∞, 1 at ∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double GELUDerivative(double x) => DoubleMath.GELUDerivative<DoubleLane, double>(x);

    /// <inheritdoc cref="GELUDerivative(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> GELUDerivative(Vector128<double> x) => DoubleMath.GELUDerivative<DoubleLanes128, Vector128<double>>(x);

    /// <inheritdoc cref="GELUDerivative(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> GELUDerivative(Vector256<double> x) => DoubleMath.GELUDerivative<DoubleLanes256, Vector256<double>>(x);

    /// <inheritdoc cref="GELUDerivative(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> GELUDerivative(Vector512<double> x) => DoubleMath.GELUDerivative<DoubleLanes512, Vector512<double>>(x);

    /// <summary>The sine. Error at most 2 ULP up to ±100,000; beyond by the framework's own function, number by number. NaN at ±∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sin(double x) => DoubleMath.Sin<DoubleLane, double>(x);

    /// <inheritdoc cref="Sin(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Sin(Vector128<double> x) => DoubleMath.Sin<DoubleLanes128, Vector128<double>>(x);

    /// <inheritdoc cref="Sin(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Sin(Vector256<double> x) => DoubleMath.Sin<DoubleLanes256, Vector256<double>>(x);

    /// <inheritdoc cref="Sin(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sin(Vector512<double> x) => DoubleMath.Sin<DoubleLanes512, Vector512<double>>(x);

    /// <summary>The cosine. Error at most 2 ULP up to ±100,000; beyond by the framework's own function, number by number. NaN at ±∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Cos(double x) => DoubleMath.Cos<DoubleLane, double>(x);

    /// <inheritdoc cref="Cos(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Cos(Vector128<double> x) => DoubleMath.Cos<DoubleLanes128, Vector128<double>>(x);

    /// <inheritdoc cref="Cos(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Cos(Vector256<double> x) => DoubleMath.Cos<DoubleLanes256, Vector256<double>>(x);

    /// <inheritdoc cref="Cos(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Cos(Vector512<double> x) => DoubleMath.Cos<DoubleLanes512, Vector512<double>>(x);
}

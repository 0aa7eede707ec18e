using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Tests.Scalars;

/// <summary>The functions of formulas in double precision, and arguments at which each is smooth.</summary>
internal static class ScalarFunctions
{
    private static readonly double[] Anywhere = [-2.3, -0.7, 0.4, 1.9], Positive = [0.3, 1.7, 5.2], Inside = [-0.8, -0.1, 0.6];

    public static IReadOnlyDictionary<Op, (Func<double[], double> Value, double[][] At)> All { get; } = new Dictionary<Op, (Func<double[], double>, double[][])>
    {
        [Op.Sqrt] = One(Math.Sqrt, Positive),
        [Op.Cbrt] = One(Math.Cbrt, Anywhere),
        [Op.Exp] = One(Math.Exp, Anywhere),
        [Op.Exp2] = One(x => Math.Pow(2, x), Anywhere),
        [Op.Expm1] = One(x => 2 * Math.Exp(x / 2) * Math.Sinh(x / 2), Anywhere),
        [Op.Log] = One(Math.Log, Positive),
        [Op.Log2] = One(Math.Log2, Positive),
        [Op.Log10] = One(Math.Log10, Positive),
        [Op.Log1p] = One(x => Math.Log(1 + x), Positive),
        [Op.Pow] = Two(Math.Pow, (1.3, 2.4), (0.2, -1.5), (3, 0)),
        [Op.Sin] = One(Math.Sin, Anywhere),
        [Op.Cos] = One(Math.Cos, Anywhere),
        [Op.Tan] = One(Math.Tan, Anywhere),
        [Op.Asin] = One(Math.Asin, Inside),
        [Op.Acos] = One(Math.Acos, Inside),
        [Op.Atan] = One(Math.Atan, Anywhere),
        [Op.Atan2] = Two(Math.Atan2, (1, 2), (-0.5, 0.3), (0.7, -1.1)),
        [Op.Hypot] = Two((x, y) => Math.Sqrt(x * x + y * y), (1, 2), (-0.5, 0.3)),
        [Op.Sinh] = One(Math.Sinh, Anywhere),
        [Op.Cosh] = One(Math.Cosh, Anywhere),
        [Op.Tanh] = One(Math.Tanh, Anywhere),
        [Op.Asinh] = One(Math.Asinh, Anywhere),
        [Op.Acosh] = One(Math.Acosh, [1.2, 3.4]),
        [Op.Atanh] = One(Math.Atanh, Inside),
        [Op.Sigmoid] = One(x => 1 / (1 + Math.Exp(-x)), Anywhere),
        [Op.Softplus] = One(x => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))), Anywhere),
        [Op.Erf] = One(Erf, Anywhere),
        [Op.NormalCdf] = One(x => (1 + Erf(x / Math.Sqrt(2))) / 2, Anywhere),
        [Op.GELUDerivative] = One(x => (1 + Erf(x / Math.Sqrt(2))) / 2 + x * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI), Anywhere),
        [Op.NormalDensity] = One(x => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI), Anywhere),
        [Op.Abs] = One(Math.Abs, Anywhere),
        [Op.Sign] = One(x => Math.Sign(x), Anywhere),
        [Op.CopySign] = Two(Math.CopySign, (1, 2), (-0.5, 0.3), (0.7, -1.1)),
        [Op.Max] = Two(Math.Max, (1, 2), (-0.5, -0.9)),
        [Op.Maximum] = Two(Math.Max, (1, 2), (-0.5, -0.9)),
        [Op.Min] = Two(Math.Min, (1, 2), (-0.5, -0.9)),
        [Op.Minimum] = Two(Math.Min, (1, 2), (-0.5, -0.9)),
        [Op.Floor] = One(Math.Floor, Anywhere),
        [Op.Ceiling] = One(Math.Ceiling, Anywhere),
        [Op.Round] = One(Math.Round, Anywhere),
        [Op.Truncate] = One(Math.Truncate, Anywhere),
        [Op.Remainder] = Two((x, y) => x % y, (7.3, 2), (-7.3, 2.2)),
        [Op.MultiplyAdd] = (a => a[0] * a[1] + a[2], [[1.5, -2, 0.3]]),
    };

    /// <summary>2/√π exp(−x²) Σ 2ⁿ x²ⁿ⁺¹ / (1 · 3 · 5 … (2n + 1)) (Abramowitz and Stegun 7.1.6).</summary>
    public static double Erf(double x)
    {
        var (term, sum) = (x, x);
        for (var n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    private static (Func<double[], double> Value, double[][] At) One(Func<double, double> f, double[] at) => (a => f(a[0]), [.. at.Select(x => new[] { x })]);

    private static (Func<double[], double> Value, double[][] At) Two(Func<double, double, double> f, params (double, double)[] at) =>
        (a => f(a[0], a[1]), [.. at.Select(p => new[] { p.Item1, p.Item2 })]);
}

using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Scalars;

/// <summary>
/// The derivatives of scalar functions: the one table that plain functions, layers made of them, and tangents of elementwise formulas are differentiated by.
/// One line a function: its partial derivatives, from its arguments and from its value y, whichever is cheaper.
/// </summary>
/// <remarks>
/// <para>At a kink stands a subgradient, the same everywhere: |x|, sign and rounding have 0; a maximum or minimum hands half to each of two equal arguments,
/// but nothing to a variable that equals a constant, so that max(x, 0) has ReLU's derivative 0 at 0. Where the derivative is infinite, as that of √x at 0,
/// it comes out infinite.</para>
/// <para>Choices between two formulas have no line: one formula's derivative is chosen as the formula is, and what is not chosen must not be multiplied
/// with zero, for it may be infinite (<see cref="ForwardMode"/>, <see cref="ReverseMode"/>).</para>
/// <para>Source: Abramowitz and Stegun (1964), chapters 3, 4 and 7; Griewank and Walther (2008), table 2.3.</para>
/// </remarks>
internal static class DerivativeRules
{
    private const double Ln2 = 0.69314718055994530942;
    private const double Ln10 = 2.30258509299404568402;
    private const double TwoOverSqrtPi = 1.12837916709551257390;

    private static readonly Dictionary<Op, Func<Expr[], Expr, Expr[]>> Table = new()
    {
        // Powers, exponentials and logarithms
        [Op.Sqrt] = One((x, y) => 0.5 / y),
        [Op.Cbrt] = One((x, y) => 1 / (3 * (y * y))),
        [Op.Exp] = One((x, y) => y),
        [Op.Exp2] = One((x, y) => Ln2 * y),
        [Op.Expm1] = One((x, y) => Exp(x)),
        [Op.Log] = One((x, y) => 1 / x),
        [Op.Log2] = One((x, y) => 1 / (Ln2 * x)),
        [Op.Log10] = One((x, y) => 1 / (Ln10 * x)),
        [Op.Log1p] = One((x, y) => 1 / (1 + x)),
        // 0⁰ is 1 and flat in x; 0ʸ is flat in y.
        [Op.Pow] = Two((x, y, p) => IfZero(y, 0, y * Pow(x, y - 1)), (x, y, p) => IfZero(x, 0, p * Log(x))),

        // Trigonometry
        [Op.Sin] = One((x, y) => Cos(x)),
        [Op.Cos] = One((x, y) => -Sin(x)),
        [Op.Tan] = One((x, y) => 1 + y * y),
        // (1 − x)(1 + x), for 1 − x² has lost its digits near ±1.
        [Op.Asin] = One((x, y) => 1 / Sqrt((1 - x) * (1 + x))),
        [Op.Acos] = One((x, y) => -1 / Sqrt((1 - x) * (1 + x))),
        [Op.Atan] = One((x, y) => 1 / (1 + x * x)),
        [Op.Atan2] = Two((y, x, a) => x / (x * x + y * y), (y, x, a) => -y / (x * x + y * y)),
        [Op.Hypot] = Two((x, y, h) => x / h, (x, y, h) => y / h),

        // Hyperbolic functions and what activations are made of
        [Op.Sinh] = One((x, y) => Cosh(x)),
        [Op.Cosh] = One((x, y) => Sinh(x)),
        [Op.Tanh] = One((x, y) => 1 - y * y),
        [Op.Asinh] = One((x, y) => 1 / Sqrt(x * x + 1)),
        [Op.Acosh] = One((x, y) => 1 / Sqrt((x - 1) * (x + 1))),
        [Op.Atanh] = One((x, y) => 1 / ((1 - x) * (1 + x))),
        // σ(−x) is 1 − σ(x), which has lost its digits where σ is near 1.
        [Op.Sigmoid] = One((x, y) => y * Sigmoid(-x)),
        [Op.Softplus] = One((x, y) => Sigmoid(x)),
        [Op.Erf] = One((x, y) => TwoOverSqrtPi * Exp(-(x * x))),
        [Op.NormalCdf] = One((x, y) => NormalDensity(x)),
        [Op.NormalDensity] = One((x, y) => -(x * y)),
        [Op.GELUDerivative] = One((x, y) => (2 - x * x) * NormalDensity(x)),

        // Kinks and steps
        [Op.Abs] = One((x, y) => Sign(x)),
        [Op.Sign] = One((x, y) => 0),
        [Op.CopySign] = Two((x, s, y) => CopySign(1, s) * Sign(x), (x, s, y) => 0),
        [Op.Max] = Two((a, b, y) => Wins(a, b), (a, b, y) => Wins(b, a)),
        [Op.Maximum] = Two((a, b, y) => Wins(a, b), (a, b, y) => Wins(b, a)),
        [Op.Min] = Two((a, b, y) => Wins(b, a), (a, b, y) => Wins(a, b)),
        [Op.Minimum] = Two((a, b, y) => Wins(b, a), (a, b, y) => Wins(a, b)),
        [Op.Floor] = One((x, y) => 0),
        [Op.Ceiling] = One((x, y) => 0),
        [Op.Round] = One((x, y) => 0),
        [Op.Truncate] = One((x, y) => 0),
        [Op.Remainder] = Two((x, d, y) => 1, (x, d, y) => -Truncate(x / d)),

        [Op.MultiplyAdd] = (a, y) => [a[1], a[0], 1],
    };

    /// <summary>The partial derivatives of a function at its arguments, one for each; null for what has no line.</summary>
    /// <param name="function">The function.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="value">Its value there.</param>
    public static IReadOnlyList<Expr>? Partials(Op function, IReadOnlyList<Expr> arguments, Expr value) =>
        Table.TryGetValue(function, out var rule) ? rule([.. arguments], value) : null;

    /// <summary>The number of a function's arguments; 0 for what has no line.</summary>
    public static int Arity(Op function) => function switch
    {
        Op.MultiplyAdd => 3,
        Op.Pow or Op.Atan2 or Op.Hypot or Op.CopySign or Op.Max or Op.Maximum or Op.Min or Op.Minimum or Op.Remainder => 2,
        _ => Table.ContainsKey(function) ? 1 : 0,
    };

    /// <summary>The functions that have a line.</summary>
    public static IReadOnlyCollection<Op> Functions => Table.Keys;

    private static Func<Expr[], Expr, Expr[]> One(Func<Expr, Expr, Expr> derivative) => (a, y) => [derivative(a[0], y)];

    private static Func<Expr[], Expr, Expr[]> Two(Func<Expr, Expr, Expr, Expr> first, Func<Expr, Expr, Expr, Expr> second) =>
        (a, y) => [first(a[0], a[1], y), second(a[0], a[1], y)];

    private static Expr Sign(Expr x) => IfGreater(x, 0, 1, IfGreater(0, x, -1, 0));

    private static Expr IfZero(Expr x, Expr then, Expr otherwise) => x is Constant { Value: var c } ? (c == 0 ? then : otherwise) : IfGreater(Abs(x), 0, otherwise, then);

    /// <summary>The share of the larger of two: 1 for <paramref name="a"/> where it is larger, ½ where both are equal and neither is a constant.</summary>
    private static Expr Wins(Expr a, Expr b) => a is Constant || b is Constant ? IfGreater(a, b, 1, 0) : IfGreater(a, b, 1, IfGreater(b, a, 0, 0.5));
}

namespace Adjoint.Tests.Numerics.Layers;

/// <summary>Activations and their derivatives in double precision, in forms that cancel nowhere by more than a double has to spare over a float.</summary>
internal static class ExactActivations
{
    private static readonly double Root = Math.Sqrt(2 / Math.PI);

    public static (double Value, double Derivative) ELU(double x, double scale, double alpha) =>
        x > 0 ? (scale * x, scale) : (scale * alpha * ReferenceMath.Expm1(x), scale * alpha * Math.Exp(x));

    /// <summary>σ′ = e / (1 + e)² with e = e^−|x|.</summary>
    public static (double Value, double Derivative) Sigmoid(double x)
    {
        var e = Math.Exp(-Math.Abs(x));
        return (Logistic(x), e / ((1 + e) * (1 + e)));
    }

    public static (double Value, double Derivative) Tanh(double x) => (Math.Tanh(x), 4 * Sigmoid(2 * x).Derivative);

    public static (double Value, double Derivative) Softplus(double x) => (ReferenceMath.Softplus(x), Logistic(x));

    public static (double Value, double Derivative) GELU(double x) =>
        Between(x, 40, static x => (x * ReferenceMath.NormalCdf(x), ReferenceMath.NormalCdf(x) + x * ReferenceMath.NormalDensity(x)));

    public static (double Value, double Derivative) ApproximateGELU(double x) => Between(x, 30, static x =>
    {
        var (s, slope) = Sigmoid(LogisticArgument(x));
        return (x * s, s + x * slope * 2 * Root * (1 + 3 * 0.044715 * x * x));
    });

    /// <summary>v = 2 √(2/π) (x + 0.044715 x³).</summary>
    public static double LogisticArgument(double x) => 2 * Root * (x + 0.044715 * x * x * x);

    public static (double Value, double Derivative) SiLU(double x) => Between(x, 700, static x =>
    {
        var (s, slope) = Sigmoid(x);
        return (x * s, s + x * slope);
    });

    public static (double Value, double Derivative) Mish(double x) => Between(x, 700, static x =>
    {
        var t = Math.Tanh(ReferenceMath.Softplus(x));
        return (x * t, t + x * Tanh(ReferenceMath.Softplus(x)).Derivative * Logistic(x));
    });

    public static (double Value, double Derivative) Hardswish(double x) => x <= -3 ? (0, x < -3 ? 0 : -0.5) : x >= 3 ? (x, 1) : (x * (x + 3) / 6, (2 * x + 3) / 6);

    public static (double Value, double Derivative) Hardsigmoid(double x) => (Math.Clamp((x + 3) / 6, 0, 1), Math.Abs(x) < 3 ? 1.0 / 6 : 0);

    private static double Logistic(double x) => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x));

    /// <summary>Left of a limit the value is 0, right of it x.</summary>
    private static (double Value, double Derivative) Between(double x, double limit, Func<double, (double Value, double Derivative)> inside) =>
        x < -limit ? (0, 0) : x > limit ? (x, 1) : inside(x);
}

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>The functions of calculus on any number of the textbook.</summary>
internal static class Functions
{
    public static T Exp<T>(T x)
        where T : struct, IReal<T> => T.Map(x, Math.Exp(x.Value), Math.Exp(x.Value));

    public static T Log<T>(T x)
        where T : struct, IReal<T> => T.Map(x, Math.Log(x.Value), 1 / x.Value);

    public static T Sqrt<T>(T x)
        where T : struct, IReal<T> => T.Map(x, Math.Sqrt(x.Value), 0.5 / Math.Sqrt(x.Value));

    public static T Tanh<T>(T x)
        where T : struct, IReal<T>
    {
        var cosh = Math.Cosh(x.Value);
        return T.Map(x, Math.Tanh(x.Value), 1 / (cosh * cosh));
    }

    public static T Sin<T>(T x)
        where T : struct, IReal<T> => T.Map(x, Math.Sin(x.Value), Math.Cos(x.Value));

    public static T Cos<T>(T x)
        where T : struct, IReal<T> => T.Map(x, Math.Cos(x.Value), -Math.Sin(x.Value));

    public static T Erf<T>(T x)
        where T : struct, IReal<T> => T.Map(x, Erf(x.Value), 2 / Math.Sqrt(Math.PI) * Math.Exp(-x.Value * x.Value));

    /// <summary>erf x = 2/√π e^(−x²) Σ 2ⁿ x^(2n+1) / (1·3·…·(2n+1)): all terms of one sign (Abramowitz and Stegun, 7.1.6).</summary>
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 6)
            return Math.Sign(x);
        var (sum, term) = (0.0, x);
        for (var n = 1; sum + term != sum; n++)
        {
            sum += term;
            term *= 2 * x * x / (2 * n + 1);
        }
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}

namespace Adjoint.Tests.Numerics.Layers;

/// <summary>Normalisation of one group in 28 decimal digits.</summary>
internal static class ExactNorm
{
    /// <summary>y = (x − mean) / √(var + ε), and how it carries a gradient or a tangent v: its Jacobian is symmetric.</summary>
    /// <param name="x">The numbers of the group.</param>
    /// <param name="v">The gradient or the tangent.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="isCentred">Whether the mean is subtracted.</param>
    public static (double[] Y, double[] Product, double Inverse) Of(IEnumerable<double> x, IEnumerable<double> v, double epsilon, bool isCentred = true)
    {
        var (numbers, along) = (x.Select(Exact).ToArray(), v.Select(Exact).ToArray());
        var mean = isCentred ? numbers.Average() : 0;
        // Of a size near 1, for decimals have a fixed number of places.
        var largest = numbers.Max(n => Math.Abs(n - mean));
        var scale = largest == 0 ? 1 : Exact(Math.ScaleB(1, Math.ILogB((double)largest)));
        decimal[] c = [.. numbers.Select(n => (n - mean) / scale)];
        var inverse = 1 / Sqrt(c.Average(static d => d * d) + Exact(epsilon) / scale / scale);
        var (total, dot) = (isCentred ? along.Average() : 0, along.Zip(c, static (a, d) => a * d).Average());
        return (
            [.. c.Select(d => (double)(d * inverse))],
            [.. along.Select((a, i) => (double)(inverse * (a - total - inverse * inverse * c[i] * dot) / scale))],
            (double)(inverse / scale));
    }

    /// <summary>A double as it is, where the framework's conversion would round it to 15 digits; between 1e-9 and 1e12, or 0.</summary>
    public static decimal Exact(double x)
    {
        if (x == 0)
            return 0;
        var exponent = Math.ILogB(x) - 52;
        var mantissa = (decimal)(long)Math.ScaleB(x, -exponent);
        for (; exponent < 0; exponent += Math.Min(30, -exponent))
            mantissa /= 1L << Math.Min(30, -exponent);
        return mantissa * (1L << exponent);
    }

    private static decimal Sqrt(decimal x)
    {
        var root = (decimal)Math.Sqrt((double)x);
        return (root + x / root) / 2;
    }
}

namespace Theory.MeanField;

/// <summary>
/// What infinitely wide tanh layers do to the mean square q of their inputs to the activation, and to the correlation c of two of them (Poole et al., 2016; Schoenholz et al., 2017).
/// </summary>
/// <param name="weight">σ_w²: weights are drawn from N(0, σ_w²/n).</param>
/// <param name="bias">σ_b²: biases are drawn from N(0, σ_b²).</param>
internal sealed class Maps(double weight, double bias)
{
    private static readonly (double Point, double Share)[] Gauss = Points();

    /// <summary>q ↦ σ_w² E[tanh²(√q z)] + σ_b².</summary>
    public double Square(double q) => weight * Mean(z => Math.Pow(Math.Tanh(Math.Sqrt(q) * z), 2)) + bias;

    /// <summary>c ↦ (σ_w² E[tanh u tanh v] + σ_b²)/q′ for u, v of mean square q and correlation c.</summary>
    public double Correlation(double q, double c)
    {
        var (root, other) = (Math.Sqrt(q), Math.Sqrt(Math.Max(0, 1 - c * c)));
        var sum = 0.0;
        foreach (var (a, p) in Gauss)
        {
            foreach (var (b, r) in Gauss)
                sum += p * r * Math.Tanh(root * a) * Math.Tanh(root * (c * a + other * b));
        }
        return (weight * sum + bias) / Square(q);
    }

    /// <summary>χ = σ_w² E[tanh′(√q z)²]: by which factor a layer changes the square of a gradient, and the distance of two inputs that are close. At the edge of chaos it is 1.</summary>
    public double Slope(double q) => weight * Mean(z => Math.Pow(1 - Math.Pow(Math.Tanh(Math.Sqrt(q) * z), 2), 2));

    /// <summary>The q that stays as it is.</summary>
    public double FixedSquare()
    {
        var q = 1.0;
        for (var i = 0; i < 500; i++)
            q = Square(q);
        return q;
    }

    private static double Mean(Func<double, double> value) => Gauss.Sum(g => g.Share * value(g.Point));

    private static (double, double)[] Points()
    {
        // The normal distribution on an even grid: for smooth functions this sum is as exact as a rule of Gauss.
        const int count = 161;
        var points = Enumerable.Range(0, count).Select(static i => 16.0 * i / (count - 1) - 8).ToArray();
        var total = points.Sum(static z => Math.Exp(-z * z / 2));
        return [.. points.Select(z => (z, Math.Exp(-z * z / 2) / total))];
    }
}

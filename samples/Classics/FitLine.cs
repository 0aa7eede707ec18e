namespace Classics;

/// <summary>Linear regression by gradient descent, beside the closed form that statistics has for it.</summary>
internal static class FitLine
{
    private const float Slope = 3, Intercept = -2, Noise = 0.1f;

    public static void Run()
    {
        var random = new Random(1);
        var x = new float[200];
        var y = new float[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = 2 * random.NextSingle() - 1;
            y[i] = Slope * x[i] + Intercept + Noise * (2 * random.NextSingle() - 1);
        }

        var network = new LinearRegression(seed: 1);
        using var optimizer = new GradientDescent(0.5f);
        for (var step = 0; step < 200; step++)
            network.TrainStep(x, y, optimizer);

        var (slope, intercept) = LeastSquares(x, y);
        Console.WriteLine($"Linear regression: points along y = {Slope} x − {-Intercept}, with noise");
        Console.WriteLine($"  gradient descent   slope {network.Dense1.Weight[0]:0.00000}  intercept {network.Dense1.Bias[0]:0.00000}");
        Console.WriteLine($"  least squares      slope {slope:0.00000}  intercept {intercept:0.00000}");
    }

    /// <summary>slope = Σ (x − x̄)(y − ȳ) / Σ (x − x̄)², intercept = ȳ − slope · x̄.</summary>
    private static (double Slope, double Intercept) LeastSquares(float[] x, float[] y)
    {
        double meanX = x.Average(), meanY = y.Average(), above = 0, below = 0;
        for (var i = 0; i < x.Length; i++)
        {
            above += (x[i] - meanX) * (y[i] - meanY);
            below += (x[i] - meanX) * (x[i] - meanX);
        }
        return (above / below, meanY - above / below * meanX);
    }
}

namespace Classics;

/// <summary>Logistic regression on events drawn with known probabilities.</summary>
internal static class FitProbability
{
    private static readonly double[] Weight = [2, -1];
    private const double Bias = 0.5;

    public static void Run()
    {
        var random = new Random(1);
        var x = new float[LogisticRegression.InputSize * 5000];
        var happened = new int[x.Length / 2];
        for (var i = 0; i < happened.Length; i++)
        {
            x[2 * i] = 4 * random.NextSingle() - 2;
            x[2 * i + 1] = 4 * random.NextSingle() - 2;
            happened[i] = random.NextDouble() < Probability(x[2 * i], x[2 * i + 1]) ? 1 : 0;
        }

        var network = new LogisticRegression(seed: 1);
        using var optimizer = new GradientDescent(2f);
        for (var step = 0; step < 200; step++)
            network.TrainStep(x, happened, optimizer);

        var gradient = new float[LogisticRegression.ParameterCount];
        network.Gradient(x, happened, gradient);
        var dense = network.Dense1;
        Console.WriteLine($"Logistic regression: {happened.Length} events of probability σ({Weight[0]} x₁ − {-Weight[1]} x₂ + {Bias})");
        Console.WriteLine($"  found              σ({dense.Weight[0, 0]:0.00} x₁ − {-dense.Weight[0, 1]:0.00} x₂ + {dense.Bias[0]:0.00})");
        Console.WriteLine($"  steepest slope     {gradient.Max(Math.Abs):0.0e+0} is left in the loss: no other weights are likelier");
    }

    private static double Probability(double x1, double x2) => 1 / (1 + Math.Exp(-(Weight[0] * x1 + Weight[1] * x2 + Bias)));
}

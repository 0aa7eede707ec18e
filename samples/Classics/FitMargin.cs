namespace Classics;

/// <summary>A linear support vector machine on two classes with a gap between them whose width is known.</summary>
internal static class FitMargin
{
    private const float HalfGap = 1, Lambda = 0.01f;
    private const int PerClass = 100, OnTheEdge = 20;

    public static void Run()
    {
        var (x, side) = Points();
        var network = new LinearSvm(seed: 1);
        const int steps = 4000;
        using var optimizer = new GradientDescent(Schedule.Cosine(0.5f, steps)) { L2 = Lambda, DecayBiases = false };
        for (var step = 0; step < steps; step++)
            network.TrainStep(x, side, optimizer);

        var y = new float[side.Length];
        network.Predict(x, y);
        var right = y.Zip(side).Count(pair => pair.First * pair.Second > 0);
        var weight = network.Dense1.Weight;
        var margin = 2 / Math.Sqrt(weight[0] * weight[0] + weight[1] * weight[1]);
        Console.WriteLine($"Linear support vector machine: two classes, {2 * HalfGap} apart");
        Console.WriteLine($"  on the right side  {right} of {side.Length}");
        Console.WriteLine($"  margin             {margin:0.00} wide; {2 * HalfGap:0.00} is the widest possible");
    }

    /// <summary>Points right of x₁ = 1 and left of x₁ = −1, some of them on these two lines: the widest margin is the gap itself.</summary>
    private static (float[] X, float[] Side) Points()
    {
        var random = new Random(1);
        var x = new List<float>();
        var side = new List<float>();
        for (var i = 0; i < 2 * PerClass; i++)
        {
            var s = i % 2 == 0 ? 1f : -1f;
            x.Add(s * (HalfGap + (i < 2 * OnTheEdge ? 0 : 3 * random.NextSingle())));
            x.Add(6 * random.NextSingle() - 3);
            side.Add(s);
        }
        return ([.. x], [.. side]);
    }
}

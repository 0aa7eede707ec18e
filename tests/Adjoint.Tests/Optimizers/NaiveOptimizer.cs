namespace Adjoint.Tests.Optimizers;

/// <summary>The optimizers' formulas as textbooks and PyTorch's documentation print them: one parameter after another, in double, nothing fused.</summary>
internal sealed class NaiveOptimizer(Optimizer settings, int count)
{
    private readonly double[] first = new double[count];
    private readonly double[] second = new double[count];
    private readonly double[] third = new double[count];
    private int t;

    public void Step(double[] w, ReadOnlySpan<float> gradient, Func<int, bool> isWeight)
    {
        t++;
        var rate = settings.LearningRate.At(t - 1);
        var g = new double[count];
        for (var i = 0; i < count; i++)
            g[i] = gradient[i];

        if (settings.ClipNorm is { } largestNorm)
        {
            var norm = Math.Sqrt(g.Sum(x => x * x));
            g = [.. g.Select(x => x * Math.Min(1, largestNorm / (norm + 1e-6)))];
        }
        if (settings.ClipValue is { } largest)
            g = [.. g.Select(x => Math.Clamp(x, -largest, largest))];

        for (var i = 0; i < count; i++)
        {
            if (settings.DecayBiases || isWeight(i))
            {
                var decoupled = settings is AdamW or Adjoint.Lion;
                g[i] += (settings.L2 + (decoupled ? 0 : settings.WeightDecay)) * w[i] + settings.L1 * Math.Sign(w[i]);
                if (decoupled)
                    w[i] -= rate * settings.WeightDecay * w[i];
            }
            w[i] -= rate * Direction(i, g[i]);
        }
    }

    private double Direction(int i, double g) => settings switch
    {
        GradientDescent descent => Descent(descent, i, g),
        Adam adam => Adam(adam, i, g),
        RmsProp rmsProp => RmsProp(rmsProp, i, g),
        NAdam nadam => NAdam(nadam, i, g),
        Adagrad adagrad => g / (Math.Sqrt(adagrad.InitialAccumulator + (first[i] += g * g)) + adagrad.Epsilon),
        Lion lion => Lion(lion, i, g),
        _ => throw new ArgumentException($"No formula for {settings.GetType()}."),
    };

    private double Descent(GradientDescent s, int i, double g)
    {
        if (s.Momentum == 0)
            return g;
        first[i] = t == 1 ? g : s.Momentum * first[i] + (1 - s.Dampening) * g;
        return s.Nesterov ? g + s.Momentum * first[i] : first[i];
    }

    private double Adam(Adam s, int i, double g)
    {
        first[i] = s.Beta1 * first[i] + (1 - (double)s.Beta1) * g;
        second[i] = s.Beta2 * second[i] + (1 - (double)s.Beta2) * g * g;
        var m = first[i] / (1 - Math.Pow(s.Beta1, t));
        var v = second[i] / (1 - Math.Pow(s.Beta2, t));
        return m / (Math.Sqrt(v) + s.Epsilon);
    }

    private double RmsProp(RmsProp s, int i, double g)
    {
        first[i] = s.Alpha * first[i] + (1 - (double)s.Alpha) * g * g;
        second[i] = s.Alpha * second[i] + (1 - (double)s.Alpha) * g;
        var spread = s.Centered ? first[i] - second[i] * second[i] : first[i];
        var change = g / (Math.Sqrt(spread) + s.Epsilon);
        return third[i] = s.Momentum * third[i] + change;
    }

    private double NAdam(NAdam s, int i, double g)
    {
        double Momentum(int step) => s.Beta1 * (1 - 0.5 * Math.Pow(0.96, step * (double)s.MomentumDecay));
        var product = Enumerable.Range(1, t).Aggregate(1.0, (all, step) => all * Momentum(step));
        first[i] = s.Beta1 * first[i] + (1 - (double)s.Beta1) * g;
        second[i] = s.Beta2 * second[i] + (1 - (double)s.Beta2) * g * g;
        var m = Momentum(t + 1) * first[i] / (1 - product * Momentum(t + 1)) + (1 - Momentum(t)) * g / (1 - product);
        return m / (Math.Sqrt(second[i] / (1 - Math.Pow(s.Beta2, t))) + s.Epsilon);
    }

    private double Lion(Lion s, int i, double g)
    {
        var direction = Math.Sign(s.Beta1 * first[i] + (1 - (double)s.Beta1) * g);
        first[i] = s.Beta2 * first[i] + (1 - (double)s.Beta2) * g;
        return direction;
    }
}

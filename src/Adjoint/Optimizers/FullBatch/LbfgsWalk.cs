using System.Globalization;

namespace Adjoint;

/// <summary>One search by L-BFGS.</summary>
internal sealed class LbfgsWalk(Lbfgs settings, IFullBatchLoss loss, double[] start)
{
    /// <summary>
    /// Where the cosine between the steps of point and gradient is less, curvature is not remembered: its inverse would be noise. PyTorch's bound on yᵀs itself would forget all
    /// curvature of small losses.
    /// </summary>
    private const double LeastCosine = 1e-12;

    /// <summary>Newest last: how the point and the gradient changed in a step, and 1 / yᵀs.</summary>
    private readonly List<(double[] S, double[] Y, double Inverse)> memory = [];
    private double scale = 1;

    /// <summary>Where it is.</summary>
    public double[] Point { get; private set; } = start;

    public Minimization Run(Action<MinimizationStep> stepEnded, CancellationToken cancellation)
    {
        var gradient = new double[Point.Length];
        var value = loss.Evaluate(Point, gradient);
        if (!double.IsFinite(value) || !Array.TrueForAll(gradient, double.IsFinite))
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"The loss is {value} where the search begins, and it or its gradient is not finite; begin with other parameters, or look at the data."));
        }
        List<double> losses = [value];
        var reason = Vectors.Greatest(gradient) <= settings.GradientTolerance ? MinimizationEnd.Gradient : (MinimizationEnd?)null;
        var before = (Gradient: gradient, Step: Array.Empty<double>());
        while (reason is null)
        {
            if (memory.Count == 0 && before.Step.Length == 0)
                scale = 1;
            else
                Remember(before.Step, Vectors.Difference(gradient, before.Gradient));
            var direction = Direction(gradient);
            var slope = Vectors.Dot(gradient, direction);
            var rate = (losses.Count == 1 ? Math.Min(1, 1 / Vectors.SumOfSizes(gradient)) : 1) * settings.LearningRate;
            // Along a direction that does not fall there is nothing to find.
            if (slope > -settings.ChangeTolerance)
            {
                reason = MinimizationEnd.Loss;
                break;
            }
            var found = Along(direction, new WolfePoint(0, value, slope, gradient), rate);
            if (!double.IsFinite(found.Value))
            {
                reason = MinimizationEnd.Step;
                break;
            }
            var step = Vectors.Times(found.At, direction);
            Point = Vectors.Sum(Point, step);
            before = (gradient, step);
            var change = Math.Abs(found.Value - value);
            (value, gradient) = (found.Value, found.Gradient);
            losses.Add(value);
            stepEnded(new MinimizationStep(losses.Count - 1, value, loss.Evaluations));
            reason = End(losses.Count - 1, gradient, step, change, cancellation);
        }
        return new Minimization(reason.Value, loss.Evaluations, losses);
    }

    private MinimizationEnd? End(int iterations, double[] gradient, double[] step, double change, CancellationToken cancellation)
    {
        if (Vectors.Greatest(gradient) <= settings.GradientTolerance)
            return MinimizationEnd.Gradient;
        if (Vectors.Greatest(step) <= settings.ChangeTolerance)
            return MinimizationEnd.Step;
        if (change < settings.ChangeTolerance)
            return MinimizationEnd.Loss;
        if (iterations >= settings.MaxIterations)
            return MinimizationEnd.Iterations;
        return cancellation.IsCancellationRequested ? MinimizationEnd.Cancelled : null;
    }

    private void Remember(double[] s, double[] y)
    {
        var curvature = Vectors.Dot(y, s);
        if (!(curvature > LeastCosine * Vectors.Norm(y) * Vectors.Norm(s)))
            return;
        if (memory.Count == settings.Memory)
            memory.RemoveAt(0);
        memory.Add((s, y, 1 / curvature));
        scale = curvature / Vectors.Dot(y, y);
    }

    /// <summary>−H g for the inverse curvature H that is remembered: two loops over the steps, from the newest to the oldest and back.</summary>
    private double[] Direction(double[] gradient)
    {
        var direction = Vectors.Times(-1, gradient);
        var shares = new double[memory.Count];
        for (var i = memory.Count - 1; i >= 0; i--)
        {
            shares[i] = Vectors.Dot(memory[i].S, direction) * memory[i].Inverse;
            Vectors.Add(direction, -shares[i], memory[i].Y);
        }
        for (var i = 0; i < direction.Length; i++)
            direction[i] *= scale;
        for (var i = 0; i < memory.Count; i++)
            Vectors.Add(direction, shares[i] - Vectors.Dot(memory[i].Y, direction) * memory[i].Inverse, memory[i].S);
        return direction;
    }

    private WolfePoint Along(double[] direction, WolfePoint here, double rate)
    {
        WolfePoint Look(double at)
        {
            var gradient = new double[direction.Length];
            var value = loss.Evaluate(Vectors.Sum(Point, Vectors.Times(at, direction)), gradient);
            return new WolfePoint(at, value, Vectors.Dot(gradient, direction), gradient);
        }
        return settings.Search ? WolfeSearch.Find(Look, here, rate, Vectors.Greatest(direction), settings.ChangeTolerance) : Look(rate);
    }
}

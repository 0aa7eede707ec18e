namespace Adjoint;

/// <summary>One search by Levenberg and Marquardt's method.</summary>
internal sealed class LevenbergMarquardtWalk(LevenbergMarquardt settings, IResiduals residuals, double[] start)
{
    /// <summary>A step is taken if the loss falls by this share of what its model promises; below a quarter the radius shrinks, from three quarters on it doubles.</summary>
    private const double Accepted = 1e-4, Poor = 0.25, Good = 0.75;

    /// <summary>The spacing of doubles at 1: what changes less does not change.</summary>
    private const double Rounding = 2.2204460492503131e-16;

    private readonly double lossTolerance = Math.Max(settings.LossTolerance, Rounding), stepTolerance = Math.Max(settings.StepTolerance, Rounding);
    private double[] scales = [];
    private double radius, lambda;
    private int evaluations;

    /// <summary>Where it is.</summary>
    public double[] Point { get; private set; } = start;

    public Minimization Run(Action<MinimizationStep> stepEnded, CancellationToken cancellation)
    {
        var found = At(Point);
        var norm = Vectors.Norm(found);
        List<double> losses = [norm * norm];
        MinimizationEnd? reason = norm == 0 ? MinimizationEnd.Loss : null;
        while (reason is null)
        {
            var model = residuals.Count >= Point.Length ? ResidualModel.OfMany(residuals, Point.Length) : ResidualModel.OfFew(residuals, Point.Length);
            if (model.Cosine(norm) <= Math.Max(settings.GradientTolerance, Rounding))
            {
                reason = MinimizationEnd.Gradient;
                break;
            }
            Rescale(model.ColumnNorms, isFirst: losses.Count == 1);
            model.Scale(scales);
            reason = Inner(model, ref norm, isFirst: losses.Count == 1);
            var improved = norm * norm < losses[^1];
            if (improved)
            {
                losses.Add(norm * norm);
                stepEnded(new MinimizationStep(losses.Count - 1, losses[^1], evaluations));
            }
            reason ??= losses.Count > settings.MaxIterations ? MinimizationEnd.Iterations : cancellation.IsCancellationRequested ? MinimizationEnd.Cancelled : null;
        }
        return new Minimization(reason.Value, evaluations, losses);
    }

    /// <summary>Shrinks the radius until a step is taken; returns why there is none to take any more.</summary>
    private MinimizationEnd? Inner(ResidualModel model, ref double norm, bool isFirst)
    {
        while (true)
        {
            var (reduced, found) = TrustRegion.Find(model.Factor, radius, lambda);
            lambda = found;
            var step = model.Unscale(reduced, scales);
            var length = Vectors.Norm(reduced);
            radius = isFirst ? Math.Min(radius, length) : radius;
            var next = Vectors.Difference(Point, step);
            var after = Vectors.Norm(At(next));
            // How far the loss falls, and would fall if the residuals were straight, as shares of it.
            var falls = 0.1 * after < norm ? 1 - after / norm * (after / norm) : -1;
            var (straight, damped) = (Vectors.Norm(model.Factor.Times(reduced)) / norm, Math.Sqrt(lambda) * length / norm);
            var promised = straight * straight + damped * damped / 0.5;
            var ratio = promised == 0 || double.IsNaN(falls) ? 0 : falls / promised;
            Resize(ratio, falls, -(straight * straight + damped * damped), length, isTooHigh: !(0.1 * after < norm));
            if (ratio >= Accepted)
                (Point, norm) = (next, after);
            if (norm == 0 || (Math.Abs(falls) <= lossTolerance && promised <= lossTolerance && ratio <= 2))
                return MinimizationEnd.Loss;
            if (!(radius > stepTolerance * Vectors.Norm(Scaled(Point))))
                return MinimizationEnd.Step;
            if (ratio >= Accepted)
                return null;
        }
    }

    private void Resize(double ratio, double falls, double slope, double length, bool isTooHigh)
    {
        if (ratio <= Poor)
        {
            var factor = falls >= 0 ? 0.5 : 0.5 * slope / (slope + 0.5 * falls);
            factor = isTooHigh || !(factor >= 0.1) ? 0.1 : factor;
            radius = factor * Math.Min(radius, length / 0.1);
            lambda /= factor;
        }
        else if (lambda == 0 || ratio >= Good)
        {
            radius = length / 0.5;
            lambda *= 0.5;
        }
    }

    /// <summary>A parameter counts by the greatest derivative that was seen of it.</summary>
    private void Rescale(double[] norms, bool isFirst)
    {
        if (isFirst)
        {
            scales = Array.ConvertAll(norms, norm => norm == 0 || !settings.ScaleByDerivatives ? 1 : norm);
            var length = Vectors.Norm(Scaled(Point));
            radius = length == 0 ? settings.FirstRadius : settings.FirstRadius * length;
        }
        for (var i = 0; i < scales.Length && settings.ScaleByDerivatives; i++)
            scales[i] = Math.Max(scales[i], norms[i]);
    }

    private double[] Scaled(double[] point) => [.. point.Select((x, i) => x * scales[i])];

    private double[] At(double[] point)
    {
        evaluations++;
        return residuals.At(point);
    }
}

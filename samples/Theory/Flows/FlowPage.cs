namespace Theory.Flows;

/// <summary>A residual network is Euler's method; its backward pass is a method for the adjoint equation a′ = −(∂f/∂h)ᵀ a (Chen et al., 2018).</summary>
internal static class FlowPage
{
    private const double Time = 3;

    public static void Run(Page page)
    {
        var (euler, kutta, field) = (new EulerFlow(seed: 3), new RungeKuttaFlow(seed: 3), new FieldAlone(seed: 3));
        // Weights as they are drawn give slow fields; these are faster.
        foreach (ref var parameter in field.Parameters)
            parameter *= 2;
        field.Parameters.CopyTo(euler.Parameters);
        field.Parameters.CopyTo(kutta.Parameters);
        double[] start = [1, -0.5], end = [0.7, -1.3];
        var exact = Adjoint.Solve(field, start, end, Time, steps: 2000);
        int[] counts = [8, 16, 32, 64];
        List<(double, double)> eulerState = [], kuttaState = [], eulerAdjoint = [], kuttaAdjoint = [];
        foreach (var count in counts)
        {
            Compare(euler, euler.Predict, euler.Vjp, eulerState, eulerAdjoint);
            Compare(kutta, kutta.Predict, kutta.Vjp, kuttaState, kuttaAdjoint);

            void Compare(INetwork<double> network, Predict predict, Vjp vjp, List<(double, double)> states, List<(double, double)> adjoints)
            {
                var (dt, h, dx, gradient) = (Steps(count), new double[2], new double[2], new double[network.Layout.Count]);
                predict(start, dt, h);
                vjp(start, dt, end, dx, [], gradient);
                states.Add((count, Gap(h, exact.State)));
                adjoints.Add((count, Math.Max(Gap(dx, exact.Start), Gap(gradient, exact.Parameters))));
            }
        }
        Report(page, "error of the state", eulerState, kuttaState);
        Report(page, "distance of the gradient from the adjoint equation", eulerAdjoint, kuttaAdjoint);
        var turned = Adjoint.Solve(field, start, end, Time, steps: 2000, sign: -1);
        page.Number("the same by Runge and Kutta with the adjoint equation's sign turned", Gap(Gradient(kutta, start, end), turned.Start));

        var learner = new Learner(seed: 1);
        page.Number("error along new paths of an oscillator, before training", Oscillator.Error(learner));
        Oscillator.Train(learner, page.Choose(4000, 800));
        page.Number("error along new paths of an oscillator, after training", Oscillator.Error(learner));
        page.Draw(Draw(eulerState, kuttaState, eulerAdjoint, kuttaAdjoint, learner));
    }

    private delegate void Predict(ReadOnlySpan<double> x, ReadOnlySpan<double> dt, Span<double> y);

    private delegate void Vjp(ReadOnlySpan<double> x, ReadOnlySpan<double> dt, ReadOnlySpan<double> dy, Span<double> dx, Span<double> ddt, Span<double> gradient);

    private static double[] Steps(int count) => [.. Enumerable.Range(0, 128).Select(step => step < count ? Time / count : 0)];

    private static double[] Gradient(RungeKuttaFlow network, double[] start, double[] end)
    {
        var dx = new double[2];
        network.Vjp(start, Steps(128), end, dx, [], []);
        return dx;
    }

    private static double Gap(double[] a, double[] b) => a.Zip(b, static (x, y) => Math.Abs(x - y)).Max();

    private static void Report(Page page, string what, List<(double, double)> euler, List<(double, double)> kutta)
    {
        page.Number($"{what} by Euler, 64 steps", euler[^1].Item2);
        page.Number($"{what} by Euler, order", Math.Log2(euler[^2].Item2 / euler[^1].Item2));
        page.Number($"{what} by Runge and Kutta, 64 steps", kutta[^1].Item2);
        page.Number($"{what} by Runge and Kutta, order", Math.Log2(kutta[^2].Item2 / kutta[^1].Item2));
    }

    private static Figure Draw(List<(double, double)> eulerState, List<(double, double)> kuttaState, List<(double, double)> eulerAdjoint, List<(double, double)> kuttaAdjoint, Learner learner)
    {
        var figure = new Figure("Networks that are differential equations", width: 1000, height: 360);
        foreach (var (name, euler, kutta) in new[] { ("state at time 3", eulerState, kuttaState), ("gradient against the adjoint equation", eulerAdjoint, kuttaAdjoint) })
        {
            figure.Add(new Axis("steps", 5, 100, IsLogarithmic: true), new Axis("largest error", 1e-12, 10, IsLogarithmic: true), name)
                .Line("Euler", euler).Line("Runge and Kutta", kutta).Dots("", euler, Figure.Colours[0]).Dots("", kutta, Figure.Colours[1]);
        }
        var paths = figure.Add(new Axis("x", -3, 3), new Axis("x′", -4, 4), "van der Pol's oscillator: dots true, lines learnt");
        foreach (var start in new (double, double)[] { (0.2, 0.1), (2.5, 2), (-2, -3) })
            paths.Dots("", Oscillator.Path(start), "#999", 1.6).Line("", Oscillator.Follow(learner, start), "#d62728");
        return figure;
    }
}

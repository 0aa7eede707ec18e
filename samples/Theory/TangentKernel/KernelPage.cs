namespace Theory.TangentKernel;

/// <summary>
/// The tangent kernel Θ(x, x′) = ∇f(x)·∇f(x′) (Jacot, Gabriel and Hongler, 2018): as width grows it becomes a fixed function, and training the network becomes training its linearisation.
/// </summary>
internal static class KernelPage
{
    private const int Learnt = 10, Points = 40, Seeds = 4, Steps = 400;
    private const double Rate = 0.5;

    public static void Run(Page page)
    {
        (int Width, Func<int, IRowGradientNetwork<float>> Make)[] widths =
        [
            (16, static seed => new Width16(seed)), (64, static seed => new Width64(seed)), (256, static seed => new Width256(seed)),
            (1024, static seed => new Width1024(seed)), (4096, static seed => new Width4096(seed)),
        ];
        List<(double, double)> limits = [], moves = [], gaps = [];
        (double[] Real, double[] Linear) widest = default, narrowest = default;
        foreach (var (width, make) in widths.Take(page.Choose(5, 4)))
        {
            var (limit, move, gap) = (0.0, 0.0, 0.0);
            for (var seed = 1; seed <= Seeds; seed++)
            {
                var network = make(seed);
                var kernel = Kernel(network);
                var linear = Linearised(network, kernel);
                Train(network);
                var real = Outputs(network);
                limit += Difference(kernel, Limit()) / Seeds;
                move += Difference(Kernel(network), kernel) / Seeds;
                gap += Difference(real, linear) / Seeds;
                (widest, narrowest) = ((real, linear), width == 16 ? (real, linear) : narrowest);
            }
            page.Number($"kernel of {width} units against its limit", limit);
            page.Number($"change of the kernel of {width} units by training", move);
            page.Number($"{width} trained units against the linearised ones", gap);
            limits.Add((width, limit));
            moves.Add((width, move));
            gaps.Add((width, gap));
        }
        page.Number("order in the width of the kernel's distance from its limit", Math.Log(limits[0].Item2 / limits[3].Item2) / Math.Log(64));
        page.Draw(Draw(limits, moves, gaps, widest, narrowest));
    }

    /// <summary>Points on the circle; the first ones are learnt.</summary>
    private static double Angle(int point) => point < Learnt ? 2 * Math.PI * point / Learnt : 2 * Math.PI * (point - Learnt + 0.5) / (Points - Learnt);

    private static float Target(int point) => (float)(Math.Sin(Angle(point)) + 0.5 * Math.Cos(2 * Angle(point)));

    private static float[] Inputs(int points) => [.. Enumerable.Range(0, points).SelectMany(static p => (float[])[(float)Math.Cos(Angle(p)), (float)Math.Sin(Angle(p))])];

    private static double[] Outputs(INetwork<float> network)
    {
        var y = new float[Points];
        network.Predict(Inputs(Points), y);
        return [.. y.Select(static value => (double)value)];
    }

    /// <summary>Θ by gradients of rows: that of (f − t)² is 2 (f − t) ∇f, which is ∇f where t = f − ½.</summary>
    private static double[] Kernel(IRowGradientNetwork<float> network)
    {
        var count = network.Layout.Count;
        var gradients = new float[Points * count];
        float[] targets = [.. Outputs(network).Select(static f => (float)(f - 0.5))];
        network.RowGradients(new Dataset(Inputs(Points), featureCount: 2, targets, targetCount: 1).ToBatch(), gradients);
        var kernel = new double[Points * Points];
        for (var i = 0; i < Points; i++)
        {
            for (var j = 0; j < Points; j++)
            {
                var sum = 0.0;
                for (var k = 0; k < count; k++)
                    sum += (double)gradients[i * count + k] * gradients[j * count + k];
                kernel[i * Points + j] = sum;
            }
        }
        return kernel;
    }

    /// <summary>The kernel of infinitely many units (Cho and Saul, 2009): E[(w·x)₊ (w·x′)₊] + x·x′ P(both are positive).</summary>
    private static double[] Limit()
    {
        var limit = new double[Points * Points];
        for (var i = 0; i < Points * Points; i++)
        {
            var cos = Math.Clamp(Math.Cos(Angle(i / Points) - Angle(i % Points)), -1, 1);
            var theta = Math.Acos(cos);
            limit[i] = (Math.Sin(theta) + (Math.PI - theta) * cos) / (2 * Math.PI) + cos * (Math.PI - theta) / (2 * Math.PI);
        }
        return limit;
    }

    /// <summary>Gradient descent on f₀ + ∇f₀·(θ − θ₀): the outputs move by −η 2/N Θ (f − t), and no parameter is needed.</summary>
    private static double[] Linearised(INetwork<float> network, double[] kernel)
    {
        var f = Outputs(network);
        var residual = new double[Learnt];
        for (var step = 0; step < Steps; step++)
        {
            for (var j = 0; j < Learnt; j++)
                residual[j] = f[j] - Target(j);
            for (var i = 0; i < Points; i++)
            {
                for (var j = 0; j < Learnt; j++)
                    f[i] -= Rate * 2 / Learnt * kernel[i * Points + j] * residual[j];
            }
        }
        return f;
    }

    private static void Train(ITrainableNetwork<float> network)
    {
        float[] targets = [.. Enumerable.Range(0, Learnt).Select(Target)];
        var batch = new Dataset(Inputs(Learnt), featureCount: 2, targets, targetCount: 1).ToBatch();
        using var optimizer = new GradientDescent((float)Rate);
        for (var step = 0; step < Steps; step++)
            network.TrainStep(batch, optimizer);
    }

    /// <summary>‖a − b‖ / ‖b‖.</summary>
    private static double Difference(double[] a, double[] b) => Math.Sqrt(a.Zip(b, static (x, y) => (x - y) * (x - y)).Sum() / b.Sum(static y => y * y));

    private static Figure Draw(
        List<(double X, double Y)> limits,
        List<(double X, double Y)> moves,
        List<(double X, double Y)> gaps,
        (double[] Real, double[] Linear) wide,
        (double[] Real, double[] Linear) narrow)
    {
        var figure = new Figure("Wide networks train as their linearisations do", width: 1000);
        figure.Add(new Axis("hidden units", 10, 10000, IsLogarithmic: true), new Axis("relative difference", 1e-3, 1, IsLogarithmic: true), "against width")
            .Line("kernel − its limit", limits)
            .Line("kernel, after − before", moves)
            .Line("network − linearised", gaps)
            .Line("1/√n", limits.Select(p => (p.X, 2 / Math.Sqrt(p.X))), "#bbb", isDashed: true);
        foreach (var ((real, linear), name) in new[] { (narrow, "16 units"), (wide, "the widest") })
        {
            var order = Enumerable.Range(0, Points).OrderBy(Angle).ToArray();
            figure.Add(new Axis("angle", 0, 2 * Math.PI), new Axis("output", -2, 2.5), $"after {Steps} steps, {name}")
                .Line("network", order.Select(p => (Angle(p), real[p]))).Line("linearised", order.Select(p => (Angle(p), linear[p])), isDashed: true)
                .Dots("targets", Enumerable.Range(0, Learnt).Select(static p => (Angle(p), (double)Target(p))), "#444");
        }
        return figure;
    }
}

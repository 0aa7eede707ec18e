namespace Theory.Elements;

/// <summary>−u″ = π² sin πx by linear finite elements, once as a linear system and once as the minimum of a network's loss.</summary>
internal static class ElementsPage
{
    public static void Run(Page page)
    {
        IEnergy[] networks = [new SevenHats(seed: 1), new FifteenHats(seed: 1), new ThirtyOneHats(seed: 1)];
        var errors = new List<(double, double)>();
        foreach (var network in networks)
        {
            var nodes = network.Layout.Count;
            var grid = new Grid(nodes);
            grid.Write(network);
            var x = grid.Quadrature();
            double[] f = [.. x.Select(Load)], one = [.. x.Select(static _ => 1.0)];
            page.Say($"{nodes} hats");
            page.Number($"largest difference of {nodes} hats from their definition", HatGap(network, grid));
            page.Number($"largest entry of the Hessian less the stiffness matrix, {nodes} hats", HessianGap(network, grid, x, f, one));
            var elements = grid.Solve(Load);
            page.Number($"largest difference of the drawn coefficients from finite elements, {nodes} hats", Gap(network, elements));
            page.Number($"steps of conjugate gradients, {nodes} hats", Minimize(network, x, f, one));
            page.Number($"largest difference of the trained coefficients from finite elements, {nodes} hats", Gap(network, elements));
            errors.Add((nodes + 1, Error(network)));
            page.Number($"largest error against sin πx, {nodes} hats", errors[^1].Item2);
        }
        page.Number("order of convergence", Math.Log2(errors[1].Item2 / errors[2].Item2));
        new Grid(7).Write(networks[0], middle: 2);
        page.Number("largest difference of 7 hats, with the sign of one bend turned", HatGap(networks[0], new Grid(7)));
        new Grid(7).Write(networks[0]);
        page.Draw(Draw(networks[0], errors));
    }

    private static double Load(double x) => Math.PI * Math.PI * Math.Sin(Math.PI * x);

    private static double HatGap(IEnergy network, Grid grid)
    {
        var (worst, nodes) = (0.0, network.Layout.Count);
        var (basis, u) = (new double[nodes], new double[1]);
        for (var i = 0; i <= 1000; i++)
        {
            network.Predict([i / 1000.0], basis, u, new double[1]);
            for (var hat = 0; hat < nodes; hat++)
                worst = Math.Max(worst, Math.Abs(basis[hat] - grid.Hat(hat, i / 1000.0)));
        }
        return worst;
    }

    /// <summary>The energy is quadratic in the coefficients, so that its Hessian is the stiffness matrix, whatever they are.</summary>
    private static double HessianGap(IEnergy network, Grid grid, double[] x, double[] f, double[] a)
    {
        var (worst, nodes) = (0.0, network.Layout.Count);
        var (direction, column) = (new double[nodes], new double[nodes]);
        for (var j = 0; j < nodes; j++)
        {
            direction[j] = 1;
            network.HessianVectorProduct(x, a, f, direction, column);
            direction[j] = 0;
            for (var i = 0; i < nodes; i++)
                worst = Math.Max(worst, Math.Abs(column[i] - grid.Stiffness(i, j)));
        }
        return worst;
    }

    /// <summary>Conjugate gradients (Hestenes and Stiefel, 1952) with the network's products; returns the number of steps.</summary>
    private static int Minimize(IEnergy network, double[] x, double[] f, double[] a)
    {
        var nodes = network.Layout.Count;
        var (gradient, product) = (new double[nodes], new double[nodes]);
        network.Gradient(x, a, f, gradient);
        var residual = gradient.Select(static g => -g).ToArray();
        var direction = (double[])residual.Clone();
        var square = Dot(residual, residual);
        for (var step = 1; ; step++)
        {
            network.HessianVectorProduct(x, a, f, direction, product);
            var length = square / Dot(direction, product);
            for (var i = 0; i < nodes; i++)
            {
                network.Parameters[i] += length * direction[i];
                residual[i] -= length * product[i];
            }
            var next = Dot(residual, residual);
            if (next < 1e-22 || step == 10 * nodes)
                return step;
            for (var i = 0; i < nodes; i++)
                direction[i] = residual[i] + next / square * direction[i];
            square = next;
        }
    }

    private static double Gap(IEnergy network, double[] elements)
    {
        var worst = 0.0;
        for (var i = 0; i < elements.Length; i++)
            worst = Math.Max(worst, Math.Abs(network.Parameters[i] - elements[i]));
        return worst;
    }

    private static double Error(IEnergy network) => Enumerable.Range(0, 1001).Max(i => Math.Abs(Value(network, i / 1000.0) - Math.Sin(Math.PI * i / 1000)));

    private static double Value(IEnergy network, double x)
    {
        var u = new double[1];
        network.Predict([x], new double[network.Layout.Count], u, new double[1]);
        return u[0];
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, static (left, right) => left * right).Sum();

    private static Figure Draw(IEnergy network, List<(double X, double Y)> errors)
    {
        var (figure, grid) = (new Figure("A network that is a finite element method"), new Grid(7));
        var points = Enumerable.Range(0, 401).Select(static i => i / 400.0).ToArray();
        var panel = figure.Add(new Axis("x", 0, 1), new Axis("u", 0, 1.1), "seven hats, and their sum after training")
            .Line("sin πx", points.Select(static x => (x, Math.Sin(Math.PI * x))), "#d62728").Line("the network", points.Select(x => (x, Value(network, x))), "#1f77b4");
        for (var hat = 0; hat < 7; hat++)
        {
            var i = hat;
            panel.Line("", points.Select(x => (x, 0.3 * grid.Hat(i, x))), "#bbb");
        }
        figure.Add(new Axis("cells", 5, 50, IsLogarithmic: true), new Axis("largest error", 1e-4, 1e-1, IsLogarithmic: true), "error against sin πx")
            .Dots("the network", errors).Line("slope −2", errors.Select(e => (e.X, errors[0].Y * Math.Pow(errors[0].X / e.X, 2))), isDashed: true);
        return figure;
    }
}

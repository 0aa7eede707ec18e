namespace Theory.Elements;

/// <summary>A grid of [0, 1] with equal cells: its hats as weights, its points of quadrature, and linear finite elements on it.</summary>
/// <param name="nodes">The number of nodes inside.</param>
internal sealed class Grid(int nodes)
{
    private readonly double h = 1.0 / (nodes + 1);

    /// <summary>φᵢ(x) = ((x − xᵢ₋₁)₊ − 2 (x − xᵢ)₊ + (x − xᵢ₊₁)₊)/h, into the two layers of <see cref="Hats"/>.</summary>
    /// <param name="network">Begins with the hats.</param>
    /// <param name="middle">The factor of the middle bend; anything but −2 makes no hats.</param>
    public void Write(INetwork<double> network, double middle = -2)
    {
        var tensors = network.Layout.Parameters;
        for (var tensor = 0; tensor < tensors.Count; tensor++)
        {
            var view = network.View(tensor);
            for (var i = 0; i < view.Shape[0]; i++)
            {
                if (view.Name.EndsWith("bends.weight", StringComparison.Ordinal))
                    view[i, 0] = 1;
                else if (view.Name.EndsWith("bends.bias", StringComparison.Ordinal))
                    view[i] = -i * h;
                else if (view.Name.EndsWith("tents.weight", StringComparison.Ordinal))
                {
                    for (var bend = 0; bend < nodes + 2; bend++)
                        view[i, bend] = bend == i || bend == i + 2 ? 1 / h : bend == i + 1 ? middle / h : 0;
                }
            }
        }
    }

    /// <summary>A hat function, by its definition.</summary>
    public double Hat(int i, double x) => Math.Max(0, 1 - Math.Abs(x - (i + 1) * h) / h);

    /// <summary>Two points of Gauss in each cell, of equal weight: the mean over them is the integral, exactly for polynomials of degree three.</summary>
    public double[] Quadrature() =>
        [.. Enumerable.Range(0, nodes + 1).SelectMany(cell => (double[])[(cell + 0.5 - 0.5 / Math.Sqrt(3)) * h, (cell + 0.5 + 0.5 / Math.Sqrt(3)) * h])];

    /// <summary>The stiffness matrix ∫ φᵢ′ φⱼ′: 2/h on the diagonal, −1/h beside it.</summary>
    public double Stiffness(int i, int j) => i == j ? 2 / h : Math.Abs(i - j) == 1 ? -1 / h : 0;

    /// <summary>Linear finite elements: K u = ∫ f φᵢ, solved by elimination.</summary>
    public double[] Solve(Func<double, double> f)
    {
        var (points, diagonal, u) = (Quadrature(), new double[nodes], new double[nodes]);
        for (var i = 0; i < nodes; i++)
        {
            var index = i;
            (diagonal[i], u[i]) = (2 / h, points.Average(x => f(x) * Hat(index, x)));
        }
        for (var i = 1; i < nodes; i++)
        {
            var factor = -1 / h / diagonal[i - 1];
            diagonal[i] -= factor * (-1 / h);
            u[i] -= factor * u[i - 1];
        }
        for (var i = nodes - 1; i >= 0; i--)
            u[i] = (u[i] + (i < nodes - 1 ? u[i + 1] / h : 0)) / diagonal[i];
        return u;
    }
}

namespace Theory.Multigrid;

/// <summary>The operators of geometric multigrid for Poisson's equation, as weights.</summary>
internal static class Operators
{
    /// <summary>Jacobi's relaxation with the weight that damps the rough half of errors most: ω = 4/5, and A's diagonal is 4.</summary>
    public const double Relaxation = 0.8 / 4;

    /// <summary>
    /// The five-point stencil of −h² Δ, which is the same on every grid; full weighting, times 4 since h² grows by 4; bilinear interpolation; and the inverse of the stencil on the coarsest grid.
    /// </summary>
    public static void Write(INetwork<double> network)
    {
        for (var tensor = 0; tensor < network.Layout.Parameters.Count; tensor++)
        {
            var view = network.View(tensor);
            view.CopyFrom(view.Name.Split('.')[^2] switch
            {
                "A" => [0, -1, 0, -1, 4, -1, 0, -1, 0],
                "B" => [0, 0, 0, 0, Relaxation, 0, 0, 0, 0],
                "R" => [0.25, 0.5, 0.25, 0.5, 1, 0.5, 0.25, 0.5, 0.25],
                "P" => [0.25, 0.5, 0.25, 0.5, 1, 0.5, 0.25, 0.5, 0.25],
                "solve" => CoarseInverse(),
                var name => throw new InvalidOperationException($"'{name}' is no operator of multigrid."),
            });
        }
    }

    /// <summary>Copies all operators to the network of another grid.</summary>
    public static void Copy(INetwork<double> from, INetwork<double> to)
    {
        for (var tensor = 0; tensor < from.Layout.Parameters.Count; tensor++)
        {
            var values = new double[from.View(tensor).Length];
            from.View(tensor).CopyTo(values);
            to.View(tensor).CopyFrom(values);
        }
    }

    /// <summary>The inverse of the stencil on a grid of three by three, by Gauss and Jordan.</summary>
    public static double[] CoarseInverse()
    {
        const int n = 9;
        var rows = new double[n, 2 * n];
        for (var i = 0; i < n; i++)
        {
            rows[i, n + i] = 1;
            for (var j = 0; j < n; j++)
                rows[i, j] = i == j ? 4 : Math.Abs(i / 3 - j / 3) + Math.Abs(i % 3 - j % 3) == 1 ? -1 : 0;
        }
        for (var pivot = 0; pivot < n; pivot++)
        {
            var scale = 1 / rows[pivot, pivot];
            for (var j = 0; j < 2 * n; j++)
                rows[pivot, j] *= scale;
            for (var i = 0; i < n; i++)
            {
                var factor = i == pivot ? 0 : rows[i, pivot];
                for (var j = 0; j < 2 * n; j++)
                    rows[i, j] -= factor * rows[pivot, j];
            }
        }
        return [.. Enumerable.Range(0, n * n).Select(k => rows[k / n, n + k % n])];
    }
}

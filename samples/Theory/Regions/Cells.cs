namespace Theory.Regions;

/// <summary>A convex cell of the plane on which a network is affine.</summary>
/// <param name="Corners">Its corners, in order.</param>
/// <param name="Map">The output on it: coefficients of x and y, and a constant.</param>
internal sealed record Cell((double X, double Y)[] Corners, double[] Map)
{
    /// <summary>The mean of the corners, which lies inside.</summary>
    public (double X, double Y) Centre => (Corners.Average(static c => c.X), Corners.Average(static c => c.Y));
}

/// <summary>The cells of a network of two inputs in a square: exactly, by cutting each cell along the lines where a unit of the next layer is 0.</summary>
internal static class Cells
{
    /// <summary>The cells in the square from −half to half on both axes.</summary>
    public static IReadOnlyList<Cell> Of(INetwork<double> network, double half)
    {
        var (layers, cells) = (new ReluLayers(network), new List<Cell>());
        Divide(layers, 0, ReluLayers.Start(2), [(-half, -half), (half, -half), (half, half), (-half, half)], cells);
        return cells;
    }

    private static void Divide(ReluLayers layers, int layer, double[][] map, (double X, double Y)[] corners, List<Cell> cells)
    {
        var units = layers.Through(layer, map);
        if (layer == layers.Hidden)
        {
            cells.Add(new Cell(corners, units[0]));
            return;
        }
        List<(double X, double Y)[]> parts = [corners];
        foreach (var unit in units)
            parts = [.. parts.SelectMany(part => Cut(part, unit))];
        foreach (var part in parts)
        {
            var (x, y) = new Cell(part, []).Centre;
            Divide(layers, layer + 1, ReluLayers.Rectified(units, [x, y]), part, cells);
        }
    }

    /// <summary>The parts of a cell on both sides of the line where an affine function is 0; the whole cell, where the line does not cross it.</summary>
    private static IEnumerable<(double X, double Y)[]> Cut((double X, double Y)[] corners, double[] unit)
    {
        var values = corners.Select(corner => ReluLayers.At(unit, [corner.X, corner.Y])).ToArray();
        var least = 1e-12 * values.Max(Math.Abs);
        if (!values.Any(value => value > least) || !values.Any(value => value < -least))
            return [corners];
        var (above, below) = (new List<(double, double)>(), new List<(double, double)>());
        for (var i = 0; i < corners.Length; i++)
        {
            var next = (i + 1) % corners.Length;
            if (values[i] >= -least)
                above.Add(corners[i]);
            if (values[i] <= least)
                below.Add(corners[i]);
            if ((values[i] > least && values[next] < -least) || (values[i] < -least && values[next] > least))
            {
                var share = values[i] / (values[i] - values[next]);
                var crossing = (corners[i].X + share * (corners[next].X - corners[i].X), corners[i].Y + share * (corners[next].Y - corners[i].Y));
                above.Add(crossing);
                below.Add(crossing);
            }
        }
        return [[.. above], [.. below]];
    }
}

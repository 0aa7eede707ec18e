namespace Theory.Regions;

/// <summary>The pieces of a network of one input: exactly, by solving for the bends of each layer on each piece of the layers before.</summary>
internal static class Intervals
{
    /// <summary>The ends of the pieces from <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    public static IReadOnlyList<double> Of(INetwork<double> network, double from, double to)
    {
        var layers = new ReluLayers(network);
        var ends = new List<double> { from };
        Divide(layers, 0, ReluLayers.Start(1), from, to, ends);
        return ends;
    }

    private static void Divide(ReluLayers layers, int layer, double[][] map, double from, double to, List<double> ends)
    {
        if (layer == layers.Hidden)
        {
            ends.Add(to);
            return;
        }
        var units = layers.Through(layer, map);
        var least = 1e-12 * Math.Max(1, to - from);
        double[] bends = [.. units.Where(static unit => unit[0] != 0).Select(static unit => -unit[1] / unit[0])
            .Where(bend => bend > from + least && bend < to - least).Order()];
        var left = from;
        foreach (var right in (double[])[.. bends, to])
        {
            // Units that bend at one point make one end.
            if (right - left <= least)
                continue;
            Divide(layers, layer + 1, ReluLayers.Rectified(units, [(left + right) / 2]), left, right, ends);
            left = right;
        }
    }
}

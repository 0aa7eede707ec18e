namespace Theory.Regions;

/// <summary>A ReLU network is piecewise linear. Its pieces are counted, drawn, and compared with the most and the fewest that there can be.</summary>
internal static class RegionsPage
{
    public static void Run(Page page)
    {
        page.Say("In a plane");
        var lines = new NineLines(seed: 1);
        page.Number("cells of nine lines in a large square", Cells.Of(lines, 1000).Count);
        page.Number("cells by Zaslavsky's formula, 1 + n + n(n − 1)/2", 1 + 9 + 9 * 8 / 2);
        var deep = new ThreeDeep(seed: 3);
        var cells = Cells.Of(deep, 4);
        page.Number("cells of three layers of eight in the square ±4", cells.Count);
        page.Number("largest distance from the cell's own affine map", Distance(deep, cells, shift: 0));
        page.Number("the same with the map of another cell", Distance(deep, cells, shift: 1));

        page.Say("On a line, with layers of four units");
        INetwork<double>[] folded = [new Deep1(1), new Deep2(1), new Deep3(1), new Deep4(1), new Deep5(1)];
        var (drawn, bound, constructed) = (new List<(double, double)>(), new List<(double, double)>(), new List<(double, double)>());
        for (var depth = 1; depth <= folded.Length; depth++)
        {
            var network = folded[depth - 1];
            drawn.Add((depth, Intervals.Of(network, -100, 100).Count - 1));
            Folding.Write(network, depth, Layer.Width);
            constructed.Add((depth, Intervals.Of(network, 0, 1).Count - 1));
            bound.Add((depth, Folding.Bound(depth, Layer.Width)));
            page.Number($"pieces of {depth} layers that fold", constructed[^1].Item2);
            page.Number($"Montúfar's bound for {depth} layers", bound[^1].Item2);
            page.Number($"pieces of {depth} layers as they are drawn", drawn[^1].Item2);
        }
        page.Number("pieces of one layer of twenty units, at most 21", Intervals.Of(new Shallow20(seed: 1), -1000, 1000).Count - 1);
        page.Draw(Draw(cells, folded[2], drawn, constructed));
    }

    /// <summary>How far the network is, in the middle of each cell, from the affine map of a cell: its own, or the next one's.</summary>
    private static double Distance(ThreeDeep network, IReadOnlyList<Cell> cells, int shift)
    {
        var (worst, y) = (0.0, new double[1]);
        for (var i = 0; i < cells.Count; i++)
        {
            var (px, py) = cells[i].Centre;
            network.Predict([px, py], y);
            worst = Math.Max(worst, Math.Abs(y[0] - ReluLayers.At(cells[(i + shift) % cells.Count].Map, [px, py])));
        }
        return worst;
    }

    private static Figure Draw(IReadOnlyList<Cell> cells, INetwork<double> folded, List<(double X, double Y)> drawn, List<(double X, double Y)> constructed)
    {
        var figure = new Figure("Where a ReLU network bends", width: 1000, height: 360);
        var plane = figure.Add(new Axis("x₁", -4, 4), new Axis("x₂", -4, 4), $"three layers of eight: {cells.Count} cells, coloured by slope");
        foreach (var cell in cells)
        {
            var (steepness, turn) = (Math.Sqrt(cell.Map[0] * cell.Map[0] + cell.Map[1] * cell.Map[1]), Math.Atan2(cell.Map[1], cell.Map[0]));
            plane.Polygon(cell.Corners, $"hsl({(int)(turn * 180 / Math.PI + 360) % 360},70%,{(int)(92 - 40 * Math.Min(1, 3 * steepness))}%)");
        }
        var y = new double[1];
        figure.Add(new Axis("x", 0, 1), new Axis("output", 0, 1), "three layers that fold")
            .Line("", Intervals.Of(folded, 0, 1).Select(x => (x, Value(x))));
        figure.Add(new Axis("layers of four units", 1, 5), new Axis("pieces", 1, 2000, IsLogarithmic: true), "pieces against depth")
            .Line("folding: Montúfar's bound", constructed).Line("weights as drawn", drawn).Line("one wide layer", Enumerable.Range(1, 5).Select(static l => ((double)l, 4.0 * l + 1)));
        return figure;

        double Value(double x)
        {
            folded.Predict([x], y);
            return y[0];
        }
    }
}

namespace UniversalApproximation;

/// <summary>Curves as text: the function, the narrowest network and the widest.</summary>
internal static class Curves
{
    private const int Width = 72, Height = 13;

    public static string Draw(Func<double, double> function, INetwork<float> narrow, INetwork<float> wide)
    {
        var grid = Enumerable.Range(0, Height).Select(static _ => new string(' ', Width).ToCharArray()).ToArray();
        for (var column = 0; column < Width; column++)
        {
            var x = 2f * column / (Width - 1) - 1;
            Mark(grid, column, Value(narrow, x), '·');
            Mark(grid, column, function(x), '─');
            Mark(grid, column, Value(wide, x), '●');
        }
        return $"  ─ the function   · 2 units   ● 64 units\n{string.Join('\n', grid.Select(static row => "  " + new string(row).TrimEnd()))}";
    }

    private static double Value(INetwork<float> network, float x)
    {
        Span<float> y = stackalloc float[1];
        network.Predict([x], y);
        return y[0];
    }

    private static void Mark(char[][] grid, int column, double value, char mark)
    {
        var row = (int)Math.Round((1.1 - value) / 2.2 * (Height - 1));
        if (row >= 0 && row < Height)
            grid[row][column] = mark;
    }
}

namespace Theory.Regions;

/// <summary>The hidden layers of a ReLU network, in double precision: where they bend, and what they are between the bends.</summary>
internal sealed class ReluLayers
{
    private readonly List<(double[,] Weight, double[] Bias)> layers = [];

    /// <summary>Reads a network whose layers are dense ones with a ReLU between each two.</summary>
    public ReluLayers(INetwork<double> network)
    {
        for (var tensor = 0; tensor < network.Layout.Parameters.Count; tensor += 2)
        {
            var (w, b) = (network.View(tensor), network.View(tensor + 1));
            var weight = new double[w.Shape[0], w.Shape[1]];
            for (var i = 0; i < w.Shape[0]; i++)
            {
                for (var j = 0; j < w.Shape[1]; j++)
                    weight[i, j] = w[i, j];
            }
            layers.Add((weight, [.. Enumerable.Range(0, b.Length).Select(i => b[i])]));
        }
    }

    /// <summary>The number of hidden layers.</summary>
    public int Hidden => layers.Count - 1;

    /// <summary>An affine map before any layer: rows of coefficients, the constant last.</summary>
    public static double[][] Start(int inputs) =>
        [.. Enumerable.Range(0, inputs).Select(i => Enumerable.Range(0, inputs + 1).Select(j => i == j ? 1.0 : 0).ToArray())];

    /// <summary>What the units of a layer are, before their ReLU, where the values that they read are the affine map <paramref name="map"/>.</summary>
    public double[][] Through(int layer, double[][] map)
    {
        var (weight, bias) = layers[layer];
        var result = new double[bias.Length][];
        for (var i = 0; i < bias.Length; i++)
        {
            var row = result[i] = new double[map[0].Length];
            row[^1] = bias[i];
            for (var k = 0; k < map.Length; k++)
            {
                for (var j = 0; j < row.Length; j++)
                    row[j] += weight[i, k] * map[k][j];
            }
        }
        return result;
    }

    /// <summary>An affine function at a point.</summary>
    public static double At(double[] row, ReadOnlySpan<double> point)
    {
        var sum = row[^1];
        for (var i = 0; i < point.Length; i++)
            sum += row[i] * point[i];
        return sum;
    }

    /// <summary>The units that are negative at a point of a region become 0 in it, all others stay.</summary>
    public static double[][] Rectified(double[][] map, ReadOnlySpan<double> point)
    {
        var result = new double[map.Length][];
        for (var i = 0; i < map.Length; i++)
            result[i] = At(map[i], point) > 0 ? map[i] : new double[map[i].Length];
        return result;
    }
}

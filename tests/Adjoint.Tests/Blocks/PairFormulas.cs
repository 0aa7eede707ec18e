namespace Adjoint.Tests.Blocks;

/// <summary>
/// The algorithms 10 to 14 of AlphaFold's supplement for one row, position by position. Pairs are z[i, j], and what has an index in the paper has it here.
/// </summary>
internal static class PairFormulas
{
    /// <summary>Algorithms 11 and 12.</summary>
    public static double[] Multiplication(Tensors p, double[] z, bool incoming)
    {
        var n = PairNetworks.Positions;
        var normalised = Pairs(z, n, (_, _, pair) => p.LayerNorm("tri.layer_norm_in", pair));
        var a = Pairs(normalised, (_, _, pair) => Tensors.Product(p.Gate("tri.linear_a_g", pair), p.Linear("tri.linear_a_p", pair)));
        var b = Pairs(normalised, (_, _, pair) => Tensors.Product(p.Gate("tri.linear_b_g", pair), p.Linear("tri.linear_b_p", pair)));
        return Flat(Pairs(normalised, (i, j, pair) =>
        {
            var sum = new double[a[0, 0].Length];
            for (var k = 0; k < n; k++)
            {
                var (ofA, ofB) = incoming ? (a[k, i], b[k, j]) : (a[i, k], b[j, k]);
                for (var c = 0; c < sum.Length; c++)
                    sum[c] += ofA[c] * ofB[c];
            }
            return Tensors.Product(p.Gate("tri.linear_g", pair), p.Linear("tri.linear_z", p.LayerNorm("tri.layer_norm_out", sum)));
        }));
    }

    /// <summary>Algorithms 13 and 14, of three heads of five numbers.</summary>
    public static double[] Attention(Tensors p, double[] z, bool ending)
    {
        const int heads = 3, hidden = 5;
        var n = PairNetworks.Positions;
        var normalised = Pairs(z, n, (_, _, pair) => p.LayerNorm("tri.layer_norm", pair));
        double[,][] Of(string name) => Pairs(normalised, (_, _, pair) => p.Linear(name, pair));
        var (q, k, v, b) = (Of("tri.mha.linear_q"), Of("tri.mha.linear_k"), Of("tri.mha.linear_v"), Of("tri.linear"));
        return Flat(Pairs(normalised, (i, j, pair) =>
        {
            List<double> outputs = [];
            for (var h = 0; h < heads; h++)
            {
                double[] Head(double[] x) => x[(h * hidden)..((h + 1) * hidden)];
                // Around the starting node the keys are those of the pairs ik, and jk is the third edge; around the ending one kj, and ki.
                var at = Enumerable.Range(0, n).Select(other => ending ? (Key: (other, j), Edge: b[other, i][h]) : (Key: (i, other), Edge: b[j, other][h])).ToArray();
                var weights = Tensors.Softmax([.. at.Select(o => Tensors.Dot(Head(q[i, j]), Head(k[o.Key.Item1, o.Key.Item2])) / Math.Sqrt(hidden) + o.Edge)]);
                outputs.AddRange(Enumerable.Range(0, hidden).Select(c => at.Zip(weights, (o, weight) => weight * Head(v[o.Key.Item1, o.Key.Item2])[c]).Sum()));
            }
            return p.Linear("tri.mha.linear_o", Tensors.Product(p.Gate("tri.mha.linear_g", pair), [.. outputs]));
        }));
    }

    /// <summary>Algorithm 10, of four sequences.</summary>
    public static double[] OuterProductMean(Tensors p, double[] m)
    {
        const int sequences = 4;
        var (n, features) = (PairNetworks.Positions, m.Length / sequences / PairNetworks.Positions);
        double[] Normalised(int s, int i) => p.LayerNorm("opm.layer_norm", m.AsSpan((s * n + i) * features, features));
        var a = Enumerable.Range(0, sequences).Select(s => Enumerable.Range(0, n).Select(i => p.Linear("opm.linear_1", Normalised(s, i))).ToArray()).ToArray();
        var b = Enumerable.Range(0, sequences).Select(s => Enumerable.Range(0, n).Select(i => p.Linear("opm.linear_2", Normalised(s, i))).ToArray()).ToArray();
        return Flat(Pairs(new double[n, n][], (i, j, _) =>
        {
            var hidden = a[0][0].Length;
            var mean = new double[hidden * hidden];
            for (var c = 0; c < hidden; c++)
            {
                for (var d = 0; d < hidden; d++)
                    mean[c * hidden + d] = Enumerable.Range(0, sequences).Average(s => a[s][i][c] * b[s][j][d]);
            }
            return p.Linear("opm.linear_out", mean);
        }));
    }

    private static double[,][] Pairs(double[] z, int n, Func<int, int, double[], double[]> of)
    {
        var features = z.Length / n / n;
        return Pairs(Pairs(new double[n, n][], (i, j, _) => z.AsSpan((i * n + j) * features, features).ToArray()), of);
    }

    private static double[,][] Pairs(double[,][] z, Func<int, int, double[], double[]> of)
    {
        var (n, result) = (z.GetLength(0), new double[z.GetLength(0), z.GetLength(0)][]);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                result[i, j] = of(i, j, z[i, j]);
        }
        return result;
    }

    private static double[] Flat(double[,][] z) => [.. z.Cast<double[]>().SelectMany(static pair => pair)];
}

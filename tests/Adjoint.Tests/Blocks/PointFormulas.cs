namespace Adjoint.Tests.Blocks;

/// <summary>Algorithm 22 of AlphaFold's supplement for one row, position by position and point by point.</summary>
/// <param name="heads">The number of heads.</param>
/// <param name="hidden">The features of a head.</param>
/// <param name="points">The points of queries and keys.</param>
/// <param name="values">The points of values.</param>
internal sealed class PointFormulas(int heads, int hidden, int points, int values)
{
    private const int N = FrameNetworks.Positions;

    /// <summary>The outputs, of features, pairs, rotations and translations side by side.</summary>
    public double[] Output(Tensors p, double[] row)
    {
        var (features, pairs) = (FrameNetworks.Features, FrameNetworks.Pairs);
        var (ofZ, ofR, ofT) = (N * features, N * features + N * N * pairs, N * features + N * N * pairs + 9 * N);
        var frames = Enumerable.Range(0, N).Select(i => new Frame(row[(ofR + 9 * i)..(ofR + 9 * i + 9)], row[(ofT + 3 * i)..(ofT + 3 * i + 3)])).ToArray();
        double[][] Of(string name) => [.. Enumerable.Range(0, N).Select(i => p.Linear("ipa." + name, row.AsSpan(i * features, features)))];
        double[] Z(int i, int j) => row[(ofZ + (i * N + j) * pairs)..(ofZ + (i * N + j + 1) * pairs)];
        var (q, kv, qPoints, kvPoints) = (Of("linear_q"), Of("linear_kv"), Of("linear_q_points"), Of("linear_kv_points"));
        double[] Q(int i, int h) => q[i][(h * hidden)..((h + 1) * hidden)];
        double[] K(int j, int h) => kv[j][(h * 2 * hidden)..(h * 2 * hidden + hidden)];
        double[] V(int j, int h) => kv[j][(h * 2 * hidden + hidden)..((h + 1) * 2 * hidden)];
        // Coordinates of one point lie apart: x of all points of all heads, then y, then z.
        double[] Point(double[] of, int each, int number) => [of[number], of[heads * each + number], of[2 * heads * each + number]];
        double[] QPoint(int i, int h, int c) => frames[i].Global(Point(qPoints[i], points, h * points + c));
        double[] KPoint(int j, int h, int c) => frames[j].Global(Point(kvPoints[j], points + values, h * (points + values) + c));
        double[] VPoint(int j, int h, int c) => frames[j].Global(Point(kvPoints[j], points + values, h * (points + values) + points + c));

        double Score(int i, int j, int h)
        {
            var gamma = Math.Log(1 + Math.Exp(p["ipa.head_weights.weight"][h]));
            var squares = Enumerable.Range(0, points).Sum(c => QPoint(i, h, c).Zip(KPoint(j, h, c), static (a, b) => (a - b) * (a - b)).Sum());
            var (wL, wC) = (Math.Sqrt(1.0 / 3), Math.Sqrt(2.0 / (9 * points)));
            return wL * (Tensors.Dot(Q(i, h), K(j, h)) / Math.Sqrt(hidden) + p.Linear("ipa.linear_b", Z(i, j))[h] - gamma * wC / 2 * squares);
        }

        double[] OfPosition(int i)
        {
            var a = Enumerable.Range(0, heads).Select(h => Tensors.Softmax([.. Enumerable.Range(0, N).Select(j => Score(i, j, h))])).ToArray();
            double[] Sum(int h, Func<int, double[]> of) =>
                Enumerable.Range(0, N).Select(j => Array.ConvertAll(of(j), x => a[h][j] * x)).Aggregate(static (x, y) => [.. x.Zip(y, static (u, v) => u + v)]);
            var each = Enumerable.Range(0, heads).ToArray();
            var gathered = each.SelectMany(h => Enumerable.Range(0, values).Select(c => frames[i].Local(Sum(h, j => VPoint(j, h, c))))).ToArray();
            return p.Linear("ipa.linear_out",
            [
                .. each.SelectMany(h => Sum(h, j => V(j, h))), .. Enumerable.Range(0, 3).SelectMany(axis => gathered.Select(point => point[axis])),
                .. gathered.Select(static point => Math.Sqrt(point.Sum(static x => x * x) + 1e-8)), .. each.SelectMany(h => Sum(h, j => Z(i, j))),
            ]);
        }

        return [.. Enumerable.Range(0, N).SelectMany(OfPosition)];
    }

    /// <summary>A rotation, row by row, and a place. In comparisons the matrix may be any: the algorithm says R and Rᵀ.</summary>
    private sealed record Frame(double[] R, double[] T)
    {
        public double[] Global(double[] x) => [.. Enumerable.Range(0, 3).Select(a => R[3 * a] * x[0] + R[3 * a + 1] * x[1] + R[3 * a + 2] * x[2] + T[a])];

        public double[] Local(double[] x) => [.. Enumerable.Range(0, 3).Select(a => R[a] * (x[0] - T[0]) + R[3 + a] * (x[1] - T[1]) + R[6 + a] * (x[2] - T[2]))];
    }
}

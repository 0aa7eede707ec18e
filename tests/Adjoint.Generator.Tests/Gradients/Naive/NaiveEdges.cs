using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using static Adjoint.Generator.Tests.Gradients.Functions;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>Graphs by the matrices of the textbook: S and D have a row for each edge, with a 1 at the node that it leaves or enters.</summary>
internal static class NaiveEdges
{
    /// <summary>The output, or null if the operator is none of these.</summary>
    /// <param name="operator">The operator.</param>
    /// <param name="nodes">The number of nodes.</param>
    /// <param name="read">What it reads.</param>
    public static T[]? Find<T>(Operator @operator, int nodes, T[][] read)
        where T : struct, IReal<T>
    {
        if (@operator is not (EdgeOperator or SelfLoops))
            return null;
        var ends = read[^1].Select(static end => (int)end.Value).ToArray();
        var count = ends.Length / 2;
        var edges = Enumerable.Range(0, count).Select(e => (Source: ends[e], Target: ends[count + e])).ToList();
        if (@operator is SelfLoops)
            return [.. WithLoops(edges, nodes).Select(static e => T.Of(e.Source)), .. WithLoops(edges, nodes).Select(static e => T.Of(e.Target))];
        var rows = @operator is AtEnds or Propagate ? nodes : count;
        var x = read[0].Chunk(read[0].Length / rows).ToArray();
        return [.. Rows(@operator, edges, nodes, x).SelectMany(static row => row)];
    }

    private static IEnumerable<T[]> Rows<T>(Operator @operator, List<(int Source, int Target)> edges, int nodes, T[][] x)
        where T : struct, IReal<T> => @operator switch
        {
            AtEnds { End: var end } => edges.Select(e => At(e, end) is >= 0 and var node ? x[node] : Zero(x)),
            Aggregate { Options.Mean: var mean } => Enumerable.Range(0, nodes).Select(node => Sum(x, Numbers(edges, node), mean)),
            EdgeSoftmax =>
                edges.Select((e, i) =>
                    e.Target < 0
                        ? Zero(x)
                        : [.. x[i].Select((own, f) => Exp(own) / Sum([.. x.Select(row => row.Select(Exp).ToArray())], Numbers(edges, e.Target), false)[f])]),
            Propagate { Options: var options } =>
                Matrix(edges, nodes, options).Select(row => Enumerable.Range(0, nodes).Aggregate(Zero(x), (sum, s) => [.. sum.Zip(x[s], (a, b) => a + T.Of(row[s]) * b)])),
            _ => throw new NotSupportedException(@operator.Name),
        };

    /// <summary>Â: for each node the weights of all nodes.</summary>
    private static double[][] Matrix(List<(int Source, int Target)> edges, int nodes, PropagateOptions options)
    {
        var all = (options.SelfLoops ? WithLoops(edges, nodes) : edges).Where(static e => e.Source >= 0).ToList();
        var into = Enumerable.Range(0, nodes).Select(node => (double)all.Count(e => e.Target == node)).ToArray();
        var matrix = Enumerable.Range(0, nodes).Select(_ => new double[nodes]).ToArray();
        foreach (var (source, target) in all)
        {
            matrix[target][source] += options.Weights switch
            {
                EdgeWeighting.Symmetric => into[source] == 0 ? 0 : 1 / Math.Sqrt(into[source] * into[target]),
                EdgeWeighting.Mean => 1 / into[target],
                _ => 1,
            };
        }
        return matrix;
    }

    private static IEnumerable<(int Source, int Target)> WithLoops(List<(int Source, int Target)> edges, int nodes) =>
        [.. edges.Select(static e => e.Source == e.Target ? (-1, -1) : e), .. Enumerable.Range(0, nodes).Select(static node => (node, node))];

    private static List<int> Numbers(List<(int Source, int Target)> edges, int node) => [.. Enumerable.Range(0, edges.Count).Where(i => edges[i].Target == node)];

    private static int At((int Source, int Target) edge, EdgeEnd end) => end == EdgeEnd.Source ? edge.Source : edge.Target;

    private static T[] Sum<T>(T[][] x, List<int> rows, bool mean)
        where T : struct, IReal<T>
    {
        var sum = rows.Aggregate(Zero(x), (all, row) => [.. all.Zip(x[row], static (a, b) => a + b)]);
        return mean && rows.Count > 0 ? [.. sum.Select(number => number / T.Of(rows.Count))] : sum;
    }

    private static T[] Zero<T>(T[][] x)
        where T : struct, IReal<T> => [.. x[0].Select(static _ => T.Of(0))];
}

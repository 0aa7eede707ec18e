using Adjoint.Data;

namespace Adjoint.Tests.Training;

/// <summary>Networks of graphs: the published formulas by dense matrices, graphs that differ from row to row, and what is refused.</summary>
public sealed class EdgeTests
{
    private const int Nodes = 7, Room = 11, Features = 3, None = -1;

    /// <summary>Seven nodes, of which the last has no edge, one an edge to itself; one place is empty.</summary>
    private static readonly int[] edges = [0, 1, 1, 2, None, 3, 3, 4, 5, 2, 0, 1, 0, 2, 1, None, 2, 3, 3, 4, 5, 5];

    private static readonly float[] x = Trial.Values(Nodes * Features, seed: 5);

    /// <summary>X' = D^(−½) (A + I) D^(−½) X Θ + b, with d the sums over the edges into a node.</summary>
    [Fact]
    public void A_graph_convolution_is_that_of_Kipf_and_Welling()
    {
        var (network, y) = (new Convolved(3), new float[Nodes * 5]);
        Tensor(network, "conv.bias").CopyFrom(Trial.Values(5, seed: 9));
        network.Predict(edges, x, y);
        var (weight, bias, into) = (
            Values(network, "conv.lin.weight"),
            Values(network, "conv.bias"),
            Pairs().GroupBy(static e => e.Target).ToDictionary(static g => g.Key, static g => (double)g.Count()));
        for (var t = 0; t < Nodes; t++)
        {
            for (var o = 0; o < 5; o++)
            {
                double expected = bias[o];
                foreach (var (source, _) in Pairs().Where(e => e.Target == t))
                    expected += Enumerable.Range(0, Features).Sum(i => weight[o * Features + i] * x[source * Features + i]) / Math.Sqrt(into[source] * into[t]);
                Assert.Equal(expected, y[t * 5 + o], 1e-5);
            }
        }
    }

    /// <summary>α = softmax over the edges into t of LeakyReLU(a_srcᵀ h_s + a_dstᵀ h_t), h = W x.</summary>
    [Fact]
    public void Graph_attention_is_that_of_Velickovic_and_others()
    {
        const int heads = 2, width = 4;
        var (network, y) = (new AttendedAlongEdges(3), new float[Nodes * heads * width]);
        network.Predict(edges, x, y);
        var (weight, source, target) = (Values(network, "att.lin.weight"), Values(network, "att.att_src"), Values(network, "att.att_dst"));
        double H(int node, int f) => Enumerable.Range(0, Features).Sum(i => weight[f * Features + i] * x[node * Features + i]);
        double Score(int head, int s, int t)
        {
            var sum = Enumerable.Range(head * width, width).Sum(f => source[f] * H(s, f) + target[f] * H(t, f));
            return Math.Exp(sum > 0 ? sum : 0.2 * sum);
        }
        for (var t = 0; t < Nodes; t++)
        {
            var into = Pairs().Where(e => e.Target == t).ToList();
            for (var f = 0; f < heads * width; f++)
            {
                var all = into.Sum(e => Score(f / width, e.Source, t));
                Assert.Equal(into.Sum(e => Score(f / width, e.Source, t) / all * H(e.Source, f)), y[t * heads * width + f], 1e-5);
            }
        }
    }

    [Fact]
    public void Gradients_agree_with_central_differences()
    {
        const int rows = 3;
        var network = new OfGraphs(1);
        var report = network.VerifyGradients(Repeated(edges, rows), Trial.Values(rows * Nodes * Features, seed: 2), Trial.Values(rows * 2, seed: 4));
        Assert.True(report.Agrees(), report.ToString());
        Assert.True(new OfGraphs(3).VerifyGradients(rows: 5).Agrees());
        Assert.True(new OfGraphs(3).VerifyGradients(rows: 5).AdjointGap < 1e-4);
    }

    /// <summary>No graph sees another: each row of a batch has its own, and gets what it gets alone.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(40)]
    public void A_graph_in_a_batch_yields_what_it_yields_alone(int rows)
    {
        var (network, random) = (new OfGraphs(1), new Random(3));
        int[] sources = [.. Enumerable.Range(0, rows * Room).Select(_ => random.Next(5) == 0 ? None : random.Next(Nodes))];
        int[] all = [.. sources.Chunk(Room).SelectMany(row => row.Concat(row.Select(source => source == None ? None : random.Next(Nodes))))];
        var (inputs, together, alone) = (Trial.Values(rows * Nodes * Features, seed: 6), new float[rows * 2], new float[2]);
        network.Predict(all, inputs, together);
        for (var row = 0; row < rows; row++)
        {
            network.Predict(all.AsSpan(row * 2 * Room, 2 * Room), inputs.AsSpan(row * Nodes * Features, Nodes * Features), alone);
            Assert.Equal(alone[0], together[2 * row], 1e-5);
            Assert.Equal(alone[1], together[2 * row + 1], 1e-5);
        }
        var without = new float[rows * 2];
        network.Predict(Enumerable.Repeat(None, all.Length).ToArray(), inputs, without);
        Assert.NotEqual(together, without);
    }

    [Fact]
    public void Threads_change_no_bit_and_calls_allocate_nothing()
    {
        const int rows = 100;
        var (x, targets, all) = (Trial.Values(rows * Nodes * Features, seed: 2), Trial.Values(rows * 2, seed: 4), Repeated(edges, rows));
        float[] Gradient(int threads)
        {
            var (network, gradient) = (new OfGraphs(1) { Threads = threads }, new float[OfGraphs.ParameterCount]);
            network.Gradient(all, x, targets, gradient);
            return gradient;
        }
        Assert.Equal(Gradient(1), Gradient(3));
        var (alone, y, optimizer) = (new OfGraphs(1) { Threads = 1 }, new float[rows * 2], new Adam(0.01f));
        Allocation.AssertNone(() => alone.TrainStep(all, x, targets, optimizer));
        Allocation.AssertNone(() => alone.Predict(all, x, y));
    }

    /// <summary>Graphs of four nodes in a network of seven at most: nodes that a graph lacks do not count, whatever stands there.</summary>
    [Fact]
    public void Nodes_that_a_graph_lacks_do_not_count()
    {
        var (large, small) = (new OfSevenNodesAtMost(1), new OfFourNodes(2));
        large.Parameters.CopyTo(small.Parameters);
        int[] four = [0, 1, 2, 3, 1, 2, 0, 0];
        int[] ofSeven = [0, 1, 2, 3, .. Enumerable.Repeat(None, 7), 1, 2, 0, 0, .. Enumerable.Repeat(None, 7)];
        var (few, many, targets) = (Trial.Values(4 * Features, seed: 7), Enumerable.Repeat(float.NaN, Nodes * Features).ToArray(), new float[] { 0.25f, -1 });
        few.CopyTo(many, 0);
        float[] expected = new float[2], actual = new float[2];
        small.Predict(four, few, expected);
        large.Predict(ofSeven, many, [4], actual);
        Assert.Equal(expected[0], actual[0], 1e-6);
        Assert.Equal(expected[1], actual[1], 1e-6);
        float[] ofSmall = new float[OfFourNodes.ParameterCount], ofLarge = new float[OfFourNodes.ParameterCount];
        small.Gradient(four, few, targets, ofSmall);
        large.Gradient(ofSeven, many, [4], targets, ofLarge);
        for (var i = 0; i < ofSmall.Length; i++)
            Assert.Equal(ofSmall[i], ofLarge[i], 1e-5);
    }

    [Fact]
    public void Edges_that_are_none_leave_zeros_and_take_nothing()
    {
        var (network, y) = (new EachStepOfEdges(1), new double[Nodes * Features]);
        var numbers = Array.ConvertAll(x, static number => (double)number);
        network.Predict(edges, numbers, y);
        // Shares of the edges into a node sum to one, of which the mean is taken; into the last node comes none.
        for (var t = 0; t < Nodes; t++)
        {
            var into = Enumerable.Range(0, Room).Count(e => edges[Room + e] == t);
            for (var f = 0; f < Features; f++)
                Assert.Equal(into == 0 ? 0 : 1.0 / into, y[t * Features + f], 1e-12);
        }
    }

    [Theory]
    [InlineData(3, 7, "edges[0, 3] is 7; 'OfGraphs' knows 7 nodes, 0 to 6, and −1 for no edge.")]
    [InlineData(13, -2, "edges[0, 13] is -2; 'OfGraphs' knows 7 nodes, 0 to 6, and −1 for no edge.")]
    [InlineData(0, -1, "Edge 0 of row 0 in edges goes from -1 to 1; an empty place has −1 at both ends.")]
    public void Ends_that_are_no_nodes_are_refused(int place, int end, string says)
    {
        var (network, wrong, y) = (new OfGraphs(1), (int[])edges.Clone(), new float[2]);
        wrong[place] = end;
        var refused = Assert.Throws<ArgumentException>(() => network.Predict(wrong, x, y));
        Assert.StartsWith(says, refused.Message, StringComparison.Ordinal);
        Assert.Equal(new float[2], y);
    }

    [Fact]
    public void Edge_lists_are_laid_out_as_networks_read_them()
    {
        Assert.Equal([0, 1, 2, None, 1, 0, 2, None], EdgeList.Undirected([(0, 1), (2, 2)], nodes: 3, room: 4));
        Assert.Equal([2, 0], EdgeList.Directed([(2, 0)], nodes: 3));
        Assert.StartsWith(
            "Edge 1 goes from 0 to 3; the nodes of the graph are 0 to 2.",
            Assert.Throws<ArgumentException>(() => EdgeList.Directed([(0, 1), (0, 3)], 3)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith("Edge 1, from 1 to 0, is listed already", Assert.Throws<ArgumentException>(() => EdgeList.Directed([(1, 0), (1, 0)], 3)).Message, StringComparison.Ordinal);
        Assert.StartsWith("There are 2 directed edges; 'room' is 1.", Assert.Throws<ArgumentException>(() => EdgeList.Undirected([(1, 0)], 3, room: 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_set_of_graphs_trains_a_network()
    {
        const int rows = 37;
        var random = new Random(5);
        int[] sources = [.. Enumerable.Range(0, rows * Room).Select(_ => random.Next(Nodes))];
        int[] all = [.. sources.Chunk(Room).SelectMany(row => row.Concat(row.Select(_ => random.Next(Nodes))))];
        // What is learnt are the means of two features.
        var inputs = Trial.Values(rows * Nodes * Features, seed: 1);
        static float Mean(float[] graph, int feature) => graph.Where((_, i) => i % Features == feature).Average();
        float[] means = [.. inputs.Chunk(Nodes * Features).SelectMany(static graph => new[] { Mean(graph, 0), Mean(graph, 1) })];
        var data = new Dataset(
            [Column.OfEdges("edges", all, Room), Column.Of("x", inputs, Nodes * Features)], [Column.Of("targets", means, 2)]);
        var network = new OfGraphs(1);
        using var optimizer = new Adam(0.02f);
        var batches = new MiniBatches(data, batchSize: 8, seed: 1);
        var before = network.Evaluate(data).Loss;
        for (var epoch = 0; epoch < 30; epoch++)
        {
            foreach (var batch in batches.Epoch(epoch))
                network.TrainStep(batch, optimizer);
        }
        Assert.InRange(network.Evaluate(data).Loss, 0, 0.3 * before);
        Assert.StartsWith(
            "edges[1, 2] is -3; nodes are numbered from 0",
            Assert.Throws<ArgumentException>(() => Column.OfEdges("edges", [0, 0, 0, 0, 0, 0, -3, 0], 2)).Message,
            StringComparison.Ordinal);
    }

    private static IEnumerable<(int Source, int Target)> Pairs() =>
        Enumerable.Range(0, Room)
            .Select(static e => (Source: edges[e], Target: edges[Room + e]))
            .Where(static e => e.Source != e.Target)
            .Concat(Enumerable.Range(0, Nodes).Select(static node => (node, node)));

    private static int[] Repeated(int[] row, int rows) => [.. Enumerable.Repeat(row, rows).SelectMany(static one => one)];

    private static ParameterView<float> Tensor(INetwork<float> network, string name) =>
        network.View(network.Layout.Parameters.Select(static (tensor, i) => (tensor, i)).Single(each => each.tensor.Name == name).i);

    private static float[] Values(INetwork<float> network, string name)
    {
        var view = Tensor(network, name);
        var values = new float[view.Length];
        view.CopyTo(values);
        return values;
    }
}

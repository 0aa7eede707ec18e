namespace Adjoint.Generator.Operators;

/// <summary>Sums along the edges of a graph in ONNX: a matrix with a row for each edge and a 1 at a node of it, and none where there is no edge.</summary>
/// <param name="node">Receives the operators.</param>
internal sealed class OnnxEdges(OnnxContext node)
{
    private readonly int count = EdgeRules.CountOf(node.Layer.InputAt(1)), nodes = node.Layer.InputAt(1).Tokens;

    /// <summary>What stands at an end of each edge; chosen, so that nothing comes from where there is no edge.</summary>
    public string Gather(string x, EdgeEnd end)
    {
        var ends = Ends(end);
        var found = node.Add("GatherND", [x, node.Unsqueeze(node.Add("Max", ends, node.Integer(0)), 2)], new OnnxAttribute("batch_dims", 1L));
        return WhereThereAre(ends, found);
    }

    /// <summary>For each node the sum of what the edges bring that enter it; what is written where there is no edge is replaced before it is multiplied.</summary>
    public string Aggregate(string x) => Sum(WhereThereAre(Ends(EdgeEnd.Target), x));

    /// <summary>How many edges enter each node: [N, nodes, 1].</summary>
    public string Degrees() => node.Unsqueeze(node.Add("ReduceSum", [Incidence(EdgeEnd.Target), node.Integers(1)], new OnnxAttribute("keepdims", 0L)), 2);

    /// <summary>Numbers of edges that one may divide by.</summary>
    public string AtLeastOne(string degrees) => node.Add("Max", degrees, node.Number(1));

    /// <summary>How many edges go from each node, along the last axis, to each.</summary>
    public string Adjacency() => node.Add("MatMul", node.Transpose(Incidence(EdgeEnd.Target), 0, 2, 1), Incidence(EdgeEnd.Source));

    /// <summary>The shares of edges among those into the same node.</summary>
    public string Softmax(string x)
    {
        var ends = Ends(EdgeEnd.Target);
        var into = node.Unsqueeze(Into(EdgeEnd.Target), 3);
        var scores = node.Add("Where", into, node.Unsqueeze(x, 2), node.Number(-1e30));
        var greatest = node.Add("ReduceMax", [scores], new OnnxAttribute("axes", [1]), new OnnxAttribute("keepdims", 0L));
        var shifted = node.Add("Exp", node.Add("Sub", x, Gather(greatest, EdgeEnd.Target)));
        var there = WhereThereAre(ends, shifted);
        var sums = Gather(Sum(there), EdgeEnd.Target);
        return WhereThereAre(ends, node.Add("Div", there, sums));
    }

    private string Sum(string x) => node.Add("MatMul", node.Transpose(Incidence(EdgeEnd.Target), 0, 2, 1), x);

    private string WhereThereAre(string ends, string x) => node.Add("Where", node.Unsqueeze(node.Add("Greater", ends, node.Integer(-1)), 2), x, node.Number(0));

    private string Ends(EdgeEnd end) => node.Reshape(node.Slice(node.x(1), 1, (int)end, (int)end + 1), [count]);

    private string Into(EdgeEnd end) => node.Add("Equal", node.Unsqueeze(Ends(end), 2), node.Unsqueeze(node.Range(0, nodes), 0, 1));

    private string Incidence(EdgeEnd end) => node.Add("Where", Into(end), node.Number(1), node.Number(0));
}

using Adjoint.Generator.Declare;

namespace Adjoint.Generator.Operators;

/// <summary>
/// One step along the edges of a graph, <c>Y = Â X</c>, where <c>Â_ts</c> is what an edge from s to t counts: <c>1/√(d_t d_s)</c>, <c>1/d_t</c> or 1, d the number of edges into a
/// node, and 0 where d is 0. With edges of nodes to themselves each has one, whatever the graph says.
/// <para>Gradient: with Y_ti = Σₛ Â_ts X_si, (1) dX = Âᵀ dY: a step back along the edges, which count as before. Backward reads the edges. Cost: two FLOPs for each edge and feature.</para>
/// <para>Source: Kipf and Welling (2017). Semantics: PyTorch Geometric's gcn_norm and propagate.</para>
/// </summary>
/// <param name="Options">How edges count.</param>
internal sealed record Propagate(PropagateOptions Options) : EdgeOperator
{
    public override string Name => "Propagate";

    public override string Symbol => "m";

    public override bool IsLinear => true;

    protected override bool ReadsEdges => false;

    protected override TensorShape ShapeOf(TensorShape x, Value edges) => x;

    public override long Flops(NodeContext node) => 2L * (EdgeRules.CountOf(node.InputAt(1)) + (Options.SelfLoops ? node.Input.Shape.Sizes[0] : 0)) * node.Output.Shape.Last;

    public override Equation Forward(NodeContext node) => new(Notation.Matrix(node.Output.Name), $"Â {Notation.Matrix(node.Input.Name)}, {Meaning(node)}");

    public override string Onnx(OnnxContext node)
    {
        var (edges, nodes) = (new OnnxEdges(node), node.Out.Sizes[0]);
        var adjacency = edges.Adjacency();
        if (Options.SelfLoops)
        {
            var own = node.Add("Equal", node.Unsqueeze(node.Range(0, nodes), 0), node.Unsqueeze(node.Range(0, nodes), 1));
            adjacency = node.Add("Where", own, node.Number(1), adjacency);
        }
        if (Options.Weights == EdgeWeighting.Sum)
            return node.Add("MatMul", adjacency, node.x());
        var degrees = node.Add("ReduceSum", [adjacency, node.Integers(2)], new OnnxAttribute("keepdims", 1L));
        var root = Options.Weights == EdgeWeighting.Symmetric ? node.Add("Sqrt", edges.AtLeastOne(degrees)) : edges.AtLeastOne(degrees);
        var factors = node.Add("Where", node.Add("Greater", degrees, node.Number(0)), node.Add("Reciprocal", root), node.Number(0));
        var x = Options.Weights == EdgeWeighting.Symmetric ? node.Add("Mul", factors, node.x()) : node.x();
        return node.Add("Mul", factors, node.Add("MatMul", adjacency, x));
    }

    protected override string Back(NodeContext node) => $"Âᵀ {node.dy}";

    private string Meaning(NodeContext node)
    {
        var kind = Options.Weights switch { EdgeWeighting.Symmetric => "normalised ", EdgeWeighting.Mean => "averaging ", _ => "" };
        return $"Â the {kind}adjacency of {node.x(1)}{(Options.SelfLoops ? " with each node its own neighbour" : "")}";
    }
}

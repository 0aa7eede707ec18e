using Adjoint.Generator.Declare;

namespace Adjoint.Generator.Operators;

/// <summary>
/// For each node, the sum of what the edges bring that enter it, or their mean: <c>y_n = Σ x_e</c> over t(e) = n; 0 where there are none. [edges, features] becomes [nodes, features].
/// <para>Gradient: an edge is read by one node, so (1) dx_e = dy_t(e), of a mean divided by the number of edges into t(e), and 0 where there is no edge. Backward reads the edges.</para>
/// </summary>
/// <param name="Options">Whether it is the mean.</param>
internal sealed record Aggregate(AggregateOptions Options) : EdgeOperator
{
    public override string Name => "Aggregate";

    public override bool IsLinear => true;

    protected override bool ReadsEdges => true;

    protected override TensorShape ShapeOf(TensorShape x, Value edges) => new([edges.Tokens, x.Last]);

    public override long Flops(NodeContext node) => node.Input.Size;

    public override Equation Forward(NodeContext node) => node.Is($"{(Options.Mean ? "mean of" : "Σ")} {node.x()} over the edges of {node.x(1)} that enter each node");

    public override string Onnx(OnnxContext node)
    {
        var edges = new OnnxEdges(node);
        var sum = edges.Aggregate(node.x());
        return Options.Mean ? node.Add("Div", sum, edges.AtLeastOne(edges.Degrees())) : sum;
    }

    protected override string Back(NodeContext node) => $"{node.dy}{(Options.Mean ? " / the number of edges" : "")} at the target of each edge";
}

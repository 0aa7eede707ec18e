using Adjoint.Generator.Declare;

namespace Adjoint.Generator.Operators;

/// <summary>
/// For each node, what the edges bring that have it at one end: <c>y_n = Σ x_e</c> over n(e) = n, or their mean; 0 where there are none. [edges, features] becomes [nodes, features].
/// <para>Gradient: an edge is read by one node, so (1) dx_e = dy_n(e), of a mean divided by the number of edges there, and 0 where there is no edge. Backward reads the edges.</para>
/// </summary>
/// <param name="Options">Whether it is the mean.</param>
/// <param name="End">Which end.</param>
internal sealed record Aggregate(AggregateOptions Options, EdgeEnd End = EdgeEnd.Target) : EdgeOperator
{
    private bool Mean => Options.Mean;

    public override string Name => "Aggregate";

    public override bool IsLinear => true;

    protected override bool ReadsEdges => true;

    protected override TensorShape ShapeOf(TensorShape x, Value edges) => new([edges.Tokens, x.Last]);

    public override long Flops(NodeContext node) => node.Input.Size;

    public override Equation Forward(NodeContext node) => node.Is($"{(Mean ? "mean of" : "Σ")} {node.x()} over the edges of {node.x(1)} that {(End == EdgeEnd.Source ? "leave" : "enter")} each node");

    public override string Onnx(OnnxContext node)
    {
        var edges = new OnnxEdges(node, 1, node.Out.Sizes[0]);
        var sum = edges.Aggregate(node.x(), End);
        return Mean ? node.Add("Div", sum, edges.AtLeastOne(edges.Degrees(End))) : sum;
    }

    protected override string Back(NodeContext node) => $"{node.dy}{(Mean ? " / the number of edges" : "")} at the {(End == EdgeEnd.Source ? "source" : "target")} of each edge";
}

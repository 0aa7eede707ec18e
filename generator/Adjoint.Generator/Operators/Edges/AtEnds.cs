namespace Adjoint.Generator.Operators;

/// <summary>
/// Of each edge, what stands at one of its ends: <c>y_e = x_n(e)</c>, and 0 where there is no edge. [nodes, features] becomes [edges, features].
/// <para>Gradient: a node is read by all edges that end there, so (1) dx_n = Σ dy_e over n(e) = n. Backward reads the edges.</para>
/// </summary>
/// <param name="End">Which end.</param>
internal sealed record AtEnds(EdgeEnd End) : EdgeOperator
{
    public override string Name => $"At{End}s";

    public override bool IsLinear => true;

    protected override bool ReadsEdges => false;

    protected override TensorShape ShapeOf(TensorShape x, Value edges) => new([EdgeRules.CountOf(edges), x.Last]);

    public override long Flops(NodeContext node) => 0;

    public override Equation Forward(NodeContext node) => node.Is($"{node.x()} at the {(End == EdgeEnd.Source ? "sources" : "targets")} of {node.x(1)}");

    public override string Onnx(OnnxContext node) => new OnnxEdges(node).Gather(node.x(), End);

    protected override string Back(NodeContext node) => $"Σ {node.dy} over the edges that {(End == EdgeEnd.Source ? "leave" : "enter")} each node";
}

namespace Adjoint.Generator.Operators;

/// <summary>The edges of a graph without those from a node to itself, and behind them one such edge of each node. It has no gradient.</summary>
internal sealed record SelfLoops : Operator
{
    public override string Name => "SelfLoops";

    public override string Symbol => "e";

    public override TokenUse Tokens => TokenUse.Moved;

    public override TensorShape? Infer(ShapeContext context) => new([2, EdgeRules.CountOf(context.Inputs[0].Value) + context.Inputs[0].Value.Tokens]);

    public override long Flops(NodeContext node) => 0;

    public override Equation Forward(NodeContext node) => node.Is($"{node.x()}, with each node's edge to itself behind");

    public override string Onnx(OnnxContext node)
    {
        var (count, nodes) = (node.In().Last, node.Layer.Input.Tokens);
        string sources = node.Slice(node.x(), 1, 0, 1), targets = node.Slice(node.x(), 1, 1, 2);
        var own = node.Add("Equal", sources, targets);
        var others = node.Concat(1, node.Add("Where", own, node.Integer(-1), sources), node.Add("Where", own, node.Integer(-1), targets));
        var loops = node.Add("Expand", node.Unsqueeze(node.Range(0, nodes), 0, 1), node.Concat(0, node.Rows, node.Integers(2, nodes)));
        return node.Concat(2, others, loops);
    }

    public override IEnumerable<Gradient> Backward(NodeContext node) => [];

    public override int? Tangent(TangentContext node) => null;
}

namespace Adjoint.Generator.Operators;

/// <summary>
/// The steps of each row the other way round: <c>y_t = x[n − 1 − t]</c> for t &lt; n, else 0.
/// <para>Gradient: the steps of dy the other way round, (1) dx_t = dy[n − 1 − t] for t &lt; n, else 0. Backward reads n.</para>
/// </summary>
internal sealed record FlipSteps : Operator
{
    public override string Name => "FlipSteps";

    public override bool IsLinear => true;

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => 0;

    public override Equation Forward(NodeContext node) => node.Is($"{node.x()}, of {node.x(1)} steps the last first");

    public override string Onnx(OnnxContext node)
    {
        var lengths = node.Add("Reshape", node.x(1), node.Integers(-1));
        var reversed = node.Add("ReverseSequence", [node.x(), lengths], new OnnxAttribute("batch_axis", 0L), new OnnxAttribute("time_axis", 1L));
        return OnnxLengths.Masked(node, reversed, 1, node.Number(0));
    }

    public override IEnumerable<Gradient> Backward(NodeContext node) =>
        node.NeedsInputGradient ? [node.ToInput(0, $"{node.dy}, of {node.x(1)} steps the last first")] : [];
}

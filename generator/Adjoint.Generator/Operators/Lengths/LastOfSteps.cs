namespace Adjoint.Generator.Operators;

/// <summary>
/// The last step of each row: <c>y = x[n − 1]</c>, and 0 of a row without steps. Of what runs both ways each half where it ends, the second at the first step.
/// <para>Gradient: (1) dx[n − 1] = dy, of the second half dx[0] = dy, and 0 elsewhere. Backward reads n.</para>
/// </summary>
/// <param name="IsBidirectional">Whether the second half ends at the first step.</param>
internal sealed record LastOfSteps(bool IsBidirectional) : Operator
{
    public override string Name => "LastOfSteps";

    public override bool IsLinear => true;

    public override TensorShape? Infer(ShapeContext context) => new([.. context.Input.Sizes.Skip(1)]);

    public override long Flops(NodeContext node) => 0;

    public override Equation Forward(NodeContext node) => node.Is($"{node.x()} at step {node.x(1)} − 1{(IsBidirectional ? ", and its second half at the first" : "")}");

    public override string Onnx(OnnxContext node)
    {
        var (x, axis, features) = (node.x(), node.Out.Rank, node.Out.Last);
        var last = node.Add("Max", node.Add("Sub", node.x(1), node.Integer(1)), node.Integer(0));
        var y = node.Add("GatherND", [x, last], new OnnxAttribute("batch_dims", 1L));
        if (IsBidirectional)
        {
            var first = node.Add("Gather", [x, node.Integer(0)], new OnnxAttribute("axis", 1L));
            y = node.Concat(axis, node.Slice(y, axis, 0, features / 2), node.Slice(first, axis, features / 2, features));
        }
        return OnnxLengths.WhereThereAreSteps(node, y, 1);
    }

    public override IEnumerable<Gradient> Backward(NodeContext node) => node.NeedsInputGradient ? [node.ToInput(0, $"{node.dy} at that step, 0 elsewhere")] : [];
}

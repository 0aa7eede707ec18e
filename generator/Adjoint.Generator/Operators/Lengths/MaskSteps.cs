namespace Adjoint.Generator.Operators;

/// <summary>
/// A number in the place of each step behind a row's length: <c>y_t = x_t</c> for t &lt; n, else a. What stands there in x goes nowhere, whatever it is.
/// <para>Gradient: (1) dx_t = dy_t for t &lt; n, else 0. Backward reads n.</para>
/// </summary>
/// <param name="Fill">The number a: 0, or −∞ for what is left out of a maximum.</param>
internal sealed record MaskSteps(double Fill = 0) : Operator
{
    public override string Name => "Mask";

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => 0;

    public override Equation Forward(NodeContext node) => node.Is($"{node.x()} before step {node.x(1)}, {Text} from it on");

    public override string Onnx(OnnxContext node) => OnnxLengths.Masked(node, node.x(), 1, node.Number(Fill));

    public override IEnumerable<Gradient> Backward(NodeContext node)
    {
        if (node.NeedsInputGradient)
            yield return node.ToInput(0, $"{node.dy} before step {node.x(1)}, 0 from it on");
    }

    public override int? Tangent(TangentContext node) => node.TangentOf(0) is { } tangent ? node.Add(new MaskSteps(), [tangent, node.Input(1)]) : null;

    private string Text => Fill == 0 ? "0" : "−∞";
}

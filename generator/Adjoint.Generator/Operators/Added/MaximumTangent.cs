namespace Adjoint.Generator.Operators;

/// <summary>
/// How a maximum y = maxₖ xₖ changes with what it is taken of: <c>ẏ = ẋ_k*</c>, k* the first maximum. It reads ẋ, x and y; the compiler writes it where the tangent of
/// a maximum is needed.
/// <para>
/// Gradient: ẏ is linear in ẋ, and selects, so (1) dẋₖ = dẏ at the first maximum, else 0, which is the maximum's own gradient. Where x changes and no maximum does, ẏ
/// stays what it is: dx = 0. Tangent: it is linear.
/// </para>
/// </summary>
/// <param name="Maximum">The operator of the maximum.</param>
internal sealed record MaximumTangent(Operator Maximum) : Operator
{
    public override string Name => "MaximumTangent";

    public override bool IsLinear => true;

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => 2 * Maximum.Flops(node);

    public override Equation Forward(NodeContext node) => node.Is($"{node.x()} at the first maximum of {node.x(1)}");

    public override string Onnx(OnnxContext node) => Maximum switch
    {
        MaxPool pool => OnnxMaximum.OfWindows(node, pool),
        GlobalPool pool => OnnxMaximum.OfAxes(node, pool.Channels),
        Max max => OnnxMaximum.OfAxes(node, [.. Axes.Of(max.Options.Axes, node.In().Rank)]),
        _ => base.Onnx(node),
    };

    public override IEnumerable<Gradient> Backward(NodeContext node) =>
        node.NeedsInputGradient ? [node.ToInput(0, $"{node.dy} at the first maximum of {node.x(1)}, else 0")] : [];
}

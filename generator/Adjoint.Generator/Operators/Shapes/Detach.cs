namespace Adjoint.Generator.Operators;

/// <summary>
/// The value as a constant: <c>y = x</c>.
/// <para>Gradient: dx = 0 by definition, so there is none to compute; and ẏ = 0. Costs nothing.</para>
/// </summary>
internal sealed record Detach : ViewOperator
{
    public override string Name => "Detach";

    public override bool StopsGradients => true;

    public override bool KeepsPlaces => true;

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override int? StepAxis(TensorShape x, TensorShape y, int axis) => axis;

    public override Equation Forward(NodeContext node) => node.Is($"{node.x()}, as a constant");

    public override string Onnx(OnnxContext node) => node.x();

    public override int? Tangent(TangentContext node) => null;
}

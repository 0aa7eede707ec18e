namespace Adjoint.Generator.Operators;

/// <summary>
/// A number for each token that there could be: 1 for the token that is there, else 0. A value [T] of tokens becomes [T, tokens]. It has no gradient.
/// </summary>
internal sealed record OneHot : Operator
{
    public override string Name => "OneHot";

    public override TokenUse Tokens => TokenUse.Read;

    public override TensorShape? Infer(ShapeContext context) => new([.. context.Input.Sizes, context.Inputs[0].Value.Tokens]);

    public override int? StepAxis(TensorShape x, TensorShape y, int axis) => axis;

    public override long Flops(NodeContext node) => 0;

    public override Equation Forward(NodeContext node) => node.Is($"1 at {node.x()}, else 0");

    public override string Onnx(OnnxContext node) => node.Add("OneHot", node.x(), node.Integer(node.Out.Last), node.Concat(0, node.Filled(0, [1]), node.Filled(1, [1])));

    public override IEnumerable<Gradient> Backward(NodeContext node) => [];

    public override int? Tangent(TangentContext node) => null;
}

namespace Adjoint.Generator.Operators;

/// <summary><see cref="Rotation"/> of one step, whose position is the second input. The compiler writes it in networks of one step; it is not differentiated.</summary>
/// <param name="Layer">The rotation.</param>
internal sealed record RotationStep(Rotation Layer) : Operator
{
    public override string Name => "RotationStep";

    public override string Symbol => "q";

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => 3L * node.Output.Size;

    public override Equation Forward(NodeContext node) => node.Is($"R({node.x(1)}) {node.x()}, pairs of {Layer.Heads} heads turned by {node.x(1)}·{Layer.Base}^(−2i/{Layer.Width})");

    public override IEnumerable<Gradient> Backward(NodeContext node) => [];
}

/// <summary><see cref="SinusoidalPositions"/> of one step, whose position is the second input. The compiler writes it in networks of one step; it is not differentiated.</summary>
/// <param name="Base">The base.</param>
internal sealed record SinusoidalStep(double Base) : Operator
{
    public override string Name => "SinusoidalStep";

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => node.Output.Size;

    public override Equation Forward(NodeContext node) => node.Is($"{node.x()} + sin, cos of {node.x(1)}·{Base}^(−2i/{node.Output.Shape.Last})");

    public override IEnumerable<Gradient> Backward(NodeContext node) => [];
}

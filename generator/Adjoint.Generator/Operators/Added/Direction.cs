namespace Adjoint.Generator.Operators;

/// <summary>
/// A constant direction of an input: 1 in one place, 0 in all others. It reads the input for its size alone; nobody declares it but by <c>[Tangent]</c>.
/// </summary>
/// <param name="Component">The place of the 1.</param>
internal sealed record Direction(int Component) : Operator
{
    public override string Name => "Direction";

    // A constant does not change.
    public override int? Tangent(TangentContext node) => null;

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => 0;

    public override Equation Forward(NodeContext node) => node.Is($"the direction of number {Component} of {node.x()}");

    public override string Onnx(OnnxContext node)
    {
        var (size, shape) = (node.Layer.Input.Size, node.In().Sizes);
        var one = node.Add("Where", node.Add("Equal", node.Range(0, size), node.Integer(Component)), node.Number(1), node.Number(0));
        return node.InEveryRow(shape.Count == 1 ? one : node.Add("Reshape", one, node.Integers(shape)), shape);
    }

    public override IEnumerable<Gradient> Backward(NodeContext node) => [];
}

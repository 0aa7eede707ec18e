using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;

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

    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var (size, component) = (node.Output.Size, Component);
        List<Statement> body = size == 1 ? [] : [.. Loops.Clear("y", size)];
        body.Add(new Store("y", component, 1));
        calls.Add(new KernelCall(
            new LaneKernel($"Direction{component}Of{size}", [new LaneMethod("Forward", "y = a constant direction", [new("x", size), new("y", size)], body.ToEquatableArray(), Rows: true)]),
            "Forward", [node.X, node.Y], 1, $"{Notation.Of(node.Output.Name)} = the direction of number {component} of {Notation.Of(node.Input.Name)}"));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
    }
}

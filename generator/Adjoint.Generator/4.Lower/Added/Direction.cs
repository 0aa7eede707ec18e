using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>A constant direction.</summary>
/// <param name="layer">The operator.</param>
internal sealed class DirectionLowering(Direction layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var (size, component) = (node.Output.Size, layer.Component);
        List<Statement> body = size == 1 ? [] : [.. Loops.Clear("y", size)];
        body.Add(new Store("y", component, 1));
        calls.Add(new KernelCall(
            new LaneKernel($"Direction{component}Of{size}", $"The direction along component {component} of {size}", [new LaneMethod("Forward", "y = a constant direction", [new("x", size), new("y", size)], body.ToEquatableArray(), Rows: true)]),
            "Forward", [node.X, node.Y], 1, [node.OfOutput]));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
    }
}

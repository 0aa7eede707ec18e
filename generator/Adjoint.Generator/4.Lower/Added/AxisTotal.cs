using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Lower;

/// <summary>A sum in each place: symmetric, so that one method serves both directions.</summary>
/// <param name="layer">The operator.</param>
internal sealed class AxisTotalLowering(AxisTotal layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(CallOf(node, [node.X, node.Y], node.OfOutput));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(CallOf(node, [node.Dy, node.Dx], node.OfInput(0)));
    }

    private KernelCall CallOf(NodeContext node, EquatableArray<Operand> operands, Equation equation)
    {
        var axis = layer.Group > 0 ? new ClassAxis(layer.Group, 1) : ClassAxis.Of(layer.Axis, node.Output.Shape);
        var kernel = new LaneKernel($"AxisTotal{axis.Classes}{(axis.Inner == 1 ? "" : $"x{axis.Inner}")}", $"The sum of {axis.Classes} numbers, in the place of each",
        [
            new LaneMethod("Forward", "y = Σ x in each place", [new("x", axis.Features), new("y", axis.Features)], axis.Each(place =>
            [
                new Let("sum", 0f),
                axis.Loop(place, i => [new Set("sum", new Variable("sum") + new Feature("x", i))]),
                axis.Loop(place, i => [new Store("y", i, new Variable("sum"))]),
            ]), Rows: true),
        ]);
        return new KernelCall(kernel, "Forward", operands, node.Output.Size / axis.Features, [equation], InPlace: true);
    }
}

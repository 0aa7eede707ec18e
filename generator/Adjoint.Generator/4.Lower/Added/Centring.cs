using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Lanes.Loops;

namespace Adjoint.Generator.Lower;

/// <summary>Numbers less their mean: symmetric, so that one method serves both directions.</summary>
/// <param name="layer">The operator.</param>
internal sealed class CentringLowering(Centring layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(CallOf(node, [node.X, node.Y], node.OfOutput));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(CallOf(node, [node.Dy, node.Dx], node.OfInput(0)));
    }

    private KernelCall CallOf(NodeContext node, EquatableArray<Operand> operands, Equation equation)
    {
        var size = layer.Group;
        var (first, mean) = (new Variable("first"), new Variable("mean"));
        var kernel = new LaneKernel($"Centring{size}", $"{size} numbers less their mean",
        [
            new LaneMethod("Forward", "y = x − mean x", [new("x", size), new("y", size)],
            [
                new Let("first", new Feature("x", 0)),
                .. Sums(size, ("mean", i => new Feature("x", i) - first)),
                new Set("mean", mean * (1.0 / size)),
                .. For("i", size, i => [new Store("y", i, new Feature("x", i) - first - mean)]),
            ], Rows: true),
        ]);
        return new KernelCall(kernel, "Forward", operands, node.Output.Size / size, [equation], InPlace: true);
    }
}

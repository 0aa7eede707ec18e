using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>A dense layer: one product for each direction; the sums over rows read the output's gradient transposed.</summary>
internal sealed class DenseLowering : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(new KernelCall(
        KernelOf(node), "Forward", [node.X, .. Enumerable.Range(0, node.ParameterCount).Select(node.Tensor), node.Y], Units(node), [node.OfOutput]));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        var (units, kernel) = (Units(node), KernelOf(node));

        // The sums over rows read dy with rows outermost, if outputs fill vectors.
        var rows = kernel.HasFewOutputs ? node.Dy : Operand.Of(PanelsOf(node, units), node.Output.Id);
        if (!kernel.HasFewOutputs && (node.Trains(0) || node.Trains(1)))
            calls.Blocks.Add(LaneSums.ToPanels(node.Dy, rows, node.Output.Shape.Last, units, Equation.Remark($"{node.dy}ᵀ, a row after the other, for the sums over rows")));
        if (node.NeedsInputGradient)
            calls.Blocks.Add(new KernelCall(kernel, "InputGradient", [node.Dy, node.Tensor(0), node.Dx], units, [node.OfInput(0)]));
        if (node.Trains(0))
            calls.Parameters.Add(new KernelCall(kernel, "WeightGradient", [node.X, rows, node.DTensor(0)], units, [node.OfParameter(0)]));
        if (node.Trains(1))
            calls.Parameters.Add(LaneSums.Add(rows, node.DTensor(1), node.Parameter(1).Length, units, node.OfParameter(1)));
    }

    private static DenseKernel KernelOf(NodeContext node) => new(node.Input.Shape.Last, node.Output.Shape.Last, node.HasParameter(1));

    /// <summary>The output's gradient with rows outermost, each of whole vectors.</summary>
    private static Kernels.Buffer PanelsOf(NodeContext node, int units) => new(
        $"d{node.Output.Name}Panels", $"[{node.Output.Shape}], rows outermost", (node.Output.Shape.Last + 15) / 16 * 16 * units, Layout: Layout.Panels);

    /// <summary>A value of shape [T, F] has T units: the same weights at every step.</summary>
    private static int Units(NodeContext node) => node.Input.Size / node.Input.Shape.Last;
}

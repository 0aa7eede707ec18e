using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>
/// A dense layer: one product for each direction. The sums over rows read the output's gradient transposed; where the weight is a table of vectors as well, stored with the
/// outputs outermost, they are those of the turned product and read the input transposed.
/// </summary>
internal sealed class DenseLowering : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(new KernelCall(
        KernelOf(node), "Forward", [node.X, .. Enumerable.Range(0, node.ParameterCount).Select(node.Tensor), node.Y], Units(node), [node.OfOutput]));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        var (units, kernel) = (Units(node), KernelOf(node));
        var product = kernel.IsTable ? kernel.Turned : kernel;
        var (columns, panels) = kernel.IsTable ? (node.X, LaneSums.PanelsOfInput(node, units)) : (node.Dy, LaneSums.PanelsOf(node, units));

        // The sums over rows read one of the two with rows outermost, if its numbers fill vectors.
        var rows = product.HasFewOutputs ? columns : Operand.Of(panels, kernel.IsTable ? node.Input.Id : node.Output.Id);
        if (!product.HasFewOutputs && (node.Trains(0) || (node.Trains(1) && !kernel.IsTable)))
            calls.Blocks.Add(LaneSums.ToPanels(columns, rows, product.Out, units, Equation.Remark($"{(kernel.IsTable ? node.x() : node.dy)}ᵀ, a row after the other, for the sums over rows")));
        if (node.NeedsInputGradient)
            calls.Blocks.Add(new KernelCall(kernel, "InputGradient", [node.Dy, node.Tensor(0), node.Dx], units, [node.OfInput(0)]));
        if (node.Trains(0))
            calls.Parameters.Add(new KernelCall(product, "WeightGradient", [kernel.IsTable ? node.Dy : node.X, rows, node.DTensor(0)], units, [node.OfParameter(0)])
            {
                Arguments = product.HasFewOutputs ? default : OverRows,
            });
        if (node.Trains(1))
            calls.Parameters.Add(LaneSums.Add(kernel.IsTable ? node.Dy : rows, node.DTensor(1), node.Parameter(1).Length, units, node.OfParameter(1)));
    }

    /// <summary>With rows outermost, the empty lanes of the last block can be left out.</summary>
    private static EquatableArray<CallArgument> OverRows =>
        [new CallArgument.Address(0), new CallArgument.Address(1), new CallArgument.Address(2), new CallArgument.AllRows(), new CallArgument.Accumulate(), new CallArgument.Slice()];

    private static DenseKernel KernelOf(NodeContext node) =>
        new(node.Input.Shape.Last, node.Output.Shape.Last, node.HasParameter(1), Together: node.Parameter(0).OutputsTogether);

    /// <summary>A value of shape [T, F] has T units: the same weights at every step.</summary>
    private static int Units(NodeContext node) => node.Input.Size / node.Input.Shape.Last;
}

using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>A table of vectors: rows of it are gathered into lanes, and gradients go back to the rows that were read.</summary>
/// <param name="layer">The operator.</param>
internal sealed class EmbeddingLowering(Embedding layer) : Lowering
{
    /// <summary>The method that sums gradients over the rows.</summary>
    public const string Sums = "AddSums";

    private static readonly LibraryKernel Tables = new("Tables", HasRowMethods: true);

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(
        new KernelCall(Tables, "Look", [node.X, node.Tensor(0), node.Y], node.Input.Size, [node.OfOutput])
        {
            Arguments =
            [
                new CallArgument.Address(0), new CallArgument.Address(1), new CallArgument.Address(2), new CallArgument.Number(node.Output.Shape.Last),
                new CallArgument.Number(layer.IsTangent ? Padding : -1), new CallArgument.Units(),
            ],
        });

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (!node.Trains(0))
            return;
        var (size, units) = (node.Output.Shape.Last, node.Input.Size);
        var panels = Operand.Of(LaneSums.PanelsOf(node, units), node.Output.Id);
        calls.Blocks.Add(LaneSums.ToPanels(node.Dy, panels, size, units, Equation.Remark($"{node.dy}ᵀ, a row after the other, for the sums over rows")));
        calls.Parameters.Add(new KernelCall(Tables, Sums, [node.X, panels, node.DTensor(0)], units, [node.OfParameter(0)])
        {
            Arguments =
            [
                new CallArgument.Address(0), new CallArgument.Address(1), new CallArgument.Address(2), new CallArgument.Number(node.Parameter(0).Shape.Sizes[0]),
                new CallArgument.Number(size), new CallArgument.Number(Padding), new CallArgument.AllUnits(), new CallArgument.Accumulate(), new CallArgument.Slice(),
            ],
        });
    }

    private int Padding => layer.Options.Padding;
}

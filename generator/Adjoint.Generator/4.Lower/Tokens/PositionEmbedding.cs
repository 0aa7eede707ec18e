using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>A tensor added to every row; its gradient is the sum of the output's. Where rows are positions, each has a vector of the tensor.</summary>
/// <param name="layer">The operator.</param>
internal sealed class PositionEmbeddingLowering(PositionEmbedding layer) : Lowering
{
    private static readonly LibraryKernel Tables = new("Tables");

    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        if (layer.Positions > 0)
        {
            calls.Add(new KernelCall(Tables, "AddPositions", [node.X, node.Tensor(0), node.Y], 1, [node.OfOutput])
            {
                Arguments =
                [
                    new CallArgument.Address(0), new CallArgument.Address(1), new CallArgument.Address(2), new CallArgument.Number(layer.Positions), new CallArgument.Number(node.Output.Size),
                    new CallArgument.WholeRows(layer.Positions / LaneBlock.Rows),
                ],
            });
            return;
        }
        var size = node.Output.Size;
        calls.Add(new KernelCall(
            new LaneKernel($"AddTable{size}", $"A tensor of {size} numbers added to every row",
            [
                new LaneMethod("Forward", "y = x + p", [new("x", size), new("p", 0), new("y", size)],
                    [.. Loops.For("i", size, static i => [new Store("y", i, new Feature("x", i) + new Scalar("p", i))])], Rows: true),
            ]),
            "Forward", [node.X, node.Tensor(0), node.Y], 1, [node.OfOutput], InPlace: true));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(GradientSum.Copy(node.Dy, node.Dx, node.Output.Size, node.OfInput(0)));
        if (!node.Trains(0))
            return;
        if (layer.Positions == 0)
        {
            calls.Parameters.Add(LaneSums.Add(node.Dy, node.DTensor(0), node.Output.Size, 1, node.OfParameter(0)));
            return;
        }
        var size = node.Output.Size;
        var panels = Operand.Of(LaneSums.PanelsOf(node, 1), node.Output.Id);
        calls.Blocks.Add(LaneSums.ToPanels(node.Dy, panels, size, 1, Equation.Remark($"{node.dy}ᵀ, a row after the other, for the sums over rows")));
        calls.Parameters.Add(new KernelCall(Tables, "AddPositionSums", [panels, node.DTensor(0)], 1, [node.OfParameter(0)])
        {
            Arguments =
            [
                new CallArgument.Address(0), new CallArgument.Address(1), new CallArgument.Number(layer.Positions), new CallArgument.Number(size), new CallArgument.AllUnits(),
                new CallArgument.Accumulate(), new CallArgument.Slice(),
            ],
        });
    }
}

using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Lower;

/// <summary>A value repeated along axes: copied, and back summed.</summary>
/// <param name="layer">The operator.</param>
internal sealed class ExpandLowering(Expand layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(new KernelCall(KernelOf(node), "Forward", [node.X, node.Y], 1, [node.OfOutput]));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(new KernelCall(KernelOf(node), "Backward", [node.Dy, node.Dx], 1, [node.OfInput(0)]));
    }

    private LaneKernel KernelOf(NodeContext node)
    {
        var (axes, inputs, outputs) = (layer.CopyOf(node.Input.Shape).Merged().Axes, node.Input.Size, node.Output.Size);
        return new LaneKernel($"Expand{inputs}" + string.Concat(axes.Select(static a => $"By{a.Size}x{a.From}x{a.To}")), $"{inputs} numbers repeated along axes to {outputs}",
        [
            new LaneMethod("Forward", "y = x, repeated", [new("x", inputs), new("y", outputs)],
                [.. Along(axes, "i", 0, 0, static (source, target) => [new Store("y", target, new Feature("x", source))])], Rows: true),
            new LaneMethod("Backward", "dx = Σ dy over what was repeated", [new("dy", outputs), new("dx", inputs)],
            [
                .. Along(axes.Where(static a => a.From > 0), "i", 0, 0, (source, target) =>
                [
                    new Let("dxv", 0f),
                    .. Along(axes.Where(static a => a.From == 0), "r", source, target, static (_, at) => [new Set("dxv", new Variable("dxv") + new Feature("dy", at))]),
                    new Store("dx", source, new Variable("dxv")),
                ]),
            ]),
        ]);
    }

    /// <summary>The body for each place along some axes: where it lies in the input, and where in the output.</summary>
    private static IEnumerable<Statement> Along(IEnumerable<StridedAxis> axes, string name, Index source, Index target, Func<Index, Index, IEnumerable<Statement>> body)
    {
        List<StridedAxis> all = [.. axes];
        return Loops.Nest([.. all.Select(static a => a.Size)], name, at =>
        {
            var (from, to) = (source, target);
            for (var i = 0; i < at.Count; i++)
                (from, to) = (from + at[i] * all[i].From, to + at[i] * all[i].To);
            return body(from, to);
        });
    }
}

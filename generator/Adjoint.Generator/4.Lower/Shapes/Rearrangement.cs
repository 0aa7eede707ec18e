using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Lanes.Loops;

namespace Adjoint.Generator.Lower;

/// <summary>Values in other places: copied there and back.</summary>
/// <param name="layer">The operator.</param>
internal sealed class RearrangementLowering(Rearrangement layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var (kernel, units) = KernelOf(node);
        calls.Add(new KernelCall(kernel, "Forward", [node.X, node.Y], units, [node.OfOutput]) { PartFrom = PartFrom(node) });
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (!node.NeedsInputGradient)
            return;
        var (kernel, units) = KernelOf(node);
        calls.Blocks.Add(new KernelCall(kernel, "Backward", [node.Dy, node.Dx], units, [node.OfInput(0)]) { PartFrom = PartFrom(node) });
    }

    /// <summary>Where the numbers lie in the input that the output has, if they lie there side by side and in order.</summary>
    private int? PartFrom(NodeContext node) => layer.CopyOf(node).Merged() is { Target: 0, Axes.Count: 1 } part && part.Axes[0] is { From: 1, To: 1 } ? part.Start : null;

    private (LaneKernel Kernel, int Units) KernelOf(NodeContext node)
    {
        var places = layer.CopyOf(node).Merged();
        var (inputs, outputs, units) = (node.Input.Size, node.Output.Size, 1);
        // A first axis that both sides have outermost counts units: each is a place in memory of its own.
        if (places.Axes.Count > 1 && places.Axes[0] is var first && first.From * first.Size == inputs && first.To * first.Size == outputs && places.Start < first.From)
            (inputs, outputs, units, places) = (first.From, first.To, first.Size, places with { Axes = places.Axes.Skip(1).ToEquatableArray() });
        var name = $"Rearrange{inputs}" + string.Concat(places.Axes.Select(static a => $"By{a.Size}x{(a.From < 0 ? "Back" : "")}{Math.Abs(a.From)}x{a.To}")) + (places.Start == 0 ? "" : $"From{places.Start}");
        return (new LaneKernel(name, $"{outputs} of {inputs} numbers in other places",
        [
            new LaneMethod("Forward", "y = x in other places", [new("x", inputs), new("y", outputs)], [.. Copy("x", "y", places)], Rows: true),
            new LaneMethod("Backward", "dx = dy back in its places", [new("dy", outputs), new("dx", inputs)],
            [
                .. inputs == outputs ? [] : Clear("dx", inputs),
                .. Copy("dy", "dx", places.Reversed()),
            ]),
            new LaneMethod("BackwardAdd", "dx += dy back in its places", [new("dy", outputs), new("dx", inputs)], [.. Copy("dy", "dx", places.Reversed(), adds: true)]),
        ]), units);
    }

    private static IEnumerable<Statement> Copy(string from, string to, StridedCopy places, bool adds = false) =>
        Nest([.. places.Axes.Select(static a => a.Size)], "i", at =>
        {
            Index source = places.Start, target = places.Target;
            for (var i = 0; i < at.Count; i++)
                (source, target) = (source + at[i] * places.Axes[i].From, target + at[i] * places.Axes[i].To);
            Expr value = new Feature(from, source);
            return [new Store(to, target, adds ? new Feature(to, target) + value : value)];
        });
}

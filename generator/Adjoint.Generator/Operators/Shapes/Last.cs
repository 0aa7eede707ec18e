using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>
/// The last step of a sequence: <c>y = x[n − 1]</c>. Of what runs both ways each half where it ends: <c>y = (x[n − 1, …h], x[0, h…])</c>.
/// <para>Gradient: see <see cref="Rearrangement"/>. Semantics: the final states of PyTorch's recurrent layers.</para>
/// </summary>
internal sealed record Last : Rearrangement
{
    public override string Name => "Last";

    public override TensorShape? Infer(ShapeContext context)
    {
        if (context.Input.Rank >= 2)
            return new([.. context.Input.Sizes.Skip(1)]);
        context.Report(Rules.RankDiffers, null, Name, "steps×features", context.Source, context.Input, "write it before Flatten");
        return null;
    }

    public override string Formula(NodeContext node, string x) => node.Input.IsBidirectional ? $"{x} at the last step, and its second half at the first" : $"{x} at the last step";

    public override string Onnx(OnnxContext node)
    {
        var (steps, features) = (node.In().Sizes[0], node.Out.Last);
        string At(int step) => node.Add("Gather", [node.x(), node.Integer(step)], new OnnxAttribute("axis", 1L));
        return !node.Layer.Input.IsBidirectional ? At(steps - 1) : node.Concat(
            node.Out.Rank, node.Slice(At(steps - 1), node.Out.Rank, 0, features / 2), node.Slice(At(0), node.Out.Rank, features / 2, features));
    }

    public override StridedCopy CopyOf(NodeContext node)
    {
        var (steps, size) = (node.Input.Shape.Sizes[0], node.Output.Size);
        var start = (steps - 1) * size;
        // Of two halves, the second lies so much further than the first in what is read: less than nothing, for it is at the first step.
        return node.Input.IsBidirectional ? new([new(2, size / 2 - start, size / 2), new(size / 2, 1, 1)], start) : new([new(size, 1, 1)], start);
    }
}

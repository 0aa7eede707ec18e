using Adjoint.Generator.Declare;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>
/// The axes in another order: axis a of the output is axis axes[a] of the input.
/// <para>Gradient: see <see cref="Rearrangement"/>. Semantics: PyTorch's permute, the batch not counted.</para>
/// </summary>
internal sealed record Permute(PermuteOptions Options) : Rearrangement
{
    public override string Name => "Permute";

    public override TensorShape? Infer(ShapeContext context)
    {
        if (Options.Axes.Count != context.Input.Rank)
        {
            var (listed, rank) = (Options.Axes, context.Input.Rank);
            // In PyTorch the batch is axis 0.
            var counted = listed.Where(static axis => axis != 0).Select(static axis => axis - 1).ToList();
            var meant = $"Permute({Names.Listed(counted)})";
            var isPermutation = counted.Count == rank && counted.OrderBy(static axis => axis).SequenceEqual(Enumerable.Range(0, rank));
            context.ReportWith(
                isPermutation ? [new($"Write {meant}", [new(EditKind.Replace, context.PlaceOf(null), meant)])] : [], Rules.ValueOutOfRange, context.PlaceOf("axes"),
                FormattableString.Invariant($"'{context.NodeName}' lists {listed.Count} axes, but {context.Source} gives {context.Input}, which has {rank} (the batch is not counted)"),
                isPermutation ? $"write {meant}" : $"list each of {Names.Listed(Enumerable.Range(0, rank))} once");
            return null;
        }
        return Axes.Read(context, "axes", Options.Axes) is { } axes ? new([.. axes.Select(axis => context.Input.Sizes[axis])]) : null;
    }

    public override int? StepAxis(TensorShape x, TensorShape y, int axis) => Axes.Of(Options.Axes, x.Rank).ToList().IndexOf(axis);

    public override string Formula(NodeContext node, string x) => $"{x} with axes {Names.Listed(Axes.Of(Options.Axes, node))}";

    public override string Onnx(OnnxContext node) => node.Transpose(node.x(), [0, .. Axes.Of(Options.Axes, node.In().Rank).Select(static axis => axis + 1)]);

    public override StridedCopy CopyOf(NodeContext node)
    {
        var strides = StridedCopy.Strides(node.Input.Shape);
        return StridedCopy.Of([.. node.Output.Shape.Sizes], [.. Axes.Of(Options.Axes, node).Select(axis => strides[axis])]);
    }
}

/// <summary>
/// Two axes exchanged, the last two by default.
/// <para>Gradient: see <see cref="Rearrangement"/>. Semantics: PyTorch's transpose, the batch not counted.</para>
/// </summary>
internal sealed record Transpose(TransposeOptions Options) : Rearrangement
{
    public override string Name => "Transpose";

    public override TensorShape? Infer(ShapeContext context)
    {
        if (context.Input.Rank < 2)
        {
            context.Report(Rules.RankDiffers, null, Name, "two axes or more", context.Source, context.Input, "insert Reshape before it, with 2 sizes");
            return null;
        }
        if (Axes.Read(context, "first", Options.First) is not { } first || Axes.Read(context, "second", Options.Second) is not { } second)
            return null;
        var sizes = context.Input.Sizes.ToArray();
        (sizes[first], sizes[second]) = (sizes[second], sizes[first]);
        return new([.. sizes]);
    }

    public override int? StepAxis(TensorShape x, TensorShape y, int axis)
    {
        var (first, second) = (Axes.Normalised(Options.First, x.Rank), Axes.Normalised(Options.Second, x.Rank));
        return axis == first ? second : axis == second ? first : axis;
    }

    public override string Formula(NodeContext node, string x) => $"{x} with axes {AxisOf(node, Options.First)} and {AxisOf(node, Options.Second)} exchanged";

    public override string Onnx(OnnxContext node)
    {
        var (rank, first, second) = (node.In().Rank, Axes.Normalised(Options.First, node.In().Rank), Axes.Normalised(Options.Second, node.In().Rank));
        return node.Transpose(node.x(), [0, .. Enumerable.Range(0, rank).Select(axis => 1 + (axis == first ? second : axis == second ? first : axis))]);
    }

    public override StridedCopy CopyOf(NodeContext node)
    {
        var (strides, first, second) = (StridedCopy.Strides(node.Input.Shape), AxisOf(node, Options.First), AxisOf(node, Options.Second));
        (strides[first], strides[second]) = (strides[second], strides[first]);
        return StridedCopy.Of([.. node.Output.Shape.Sizes], strides);
    }

    private static int AxisOf(NodeContext node, int axis) => Axes.Normalised(axis, node.Input.Shape.Rank);
}

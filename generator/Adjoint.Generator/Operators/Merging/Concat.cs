using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Values laid end to end along one axis: <c>y = [a; b; …]</c>.
/// <para>Gradient: each operand is a part of y, so (1) da is that part of dy. Backward reads nothing.</para>
/// <para>Source: Szegedy et al., Going deeper with convolutions (2015), for channels.</para>
/// </summary>
internal sealed record Concat(ConcatOptions Options) : MergeOperator
{
    public override string Name => "Concat";

    public override string Symbol => "m";

    public override TensorShape? Infer(ShapeContext context)
    {
        var (first, written) = (context.Input, Options.Axis);
        if (written < -first.Rank || written >= first.Rank)
        {
            var axes = first.Rank == 1 ? "whose only axis is 0" : FormattableString.Invariant($"whose axes are 0 to {first.Rank - 1}");
            context.ReportWith(
                [Remedy.Set(context.PlaceOf("Axis"), "Axis", first.Rank - 1)], Rules.ValueOutOfRange, context.PlaceOf("Axis"),
                FormattableString.Invariant($"'{context.NodeName}' has no axis {written}: {context.Source} gives {first}, {axes} (the batch is not counted)"),
                FormattableString.Invariant($"write Axis = {first.Rank - 1}"));
            return null;
        }
        var axis = AxisOf(written, first);
        foreach (var other in context.Inputs.Skip(1).Where(i => !AgreeExceptAlong(axis, first, i.Value.Shape)).Take(1))
        {
            var others = Enumerable.Range(0, first.Rank).Where(a => context.Inputs.All(i => AgreeExceptAlong(a, first, i.Value.Shape))).ToList();
            context.ReportWith(
                [.. others.Select(a => Remedy.Set(context.PlaceOf("Axis"), "Axis", a))], Rules.ConcatAxesDiffer, context.PlaceOf(null), axis, context.Source, first, other.Source,
                other.Value.Shape, others.Count == 0 ? "make the other axes equal" : FormattableString.Invariant($"write Axis = {others[0]}, or make the other axes equal"));
            return null;
        }
        var along = context.Inputs.Sum(i => (long)i.Value.Shape.Sizes[axis]);
        return new([.. first.Sizes.Select((size, a) => a == axis ? checked((int)along) : size)]);
    }

    public override int? StepAxis(TensorShape x, TensorShape y, int axis) => AxisOf(Options.Axis, y) == axis ? null : axis;

    public override long Flops(NodeContext node) => 0;

    public override Equation Forward(NodeContext node) =>
        node.Is($"[{string.Join("; ", Enumerable.Range(0, node.InputCount).Select(node.x))}] along axis {AxisOf(Options.Axis, node.Output.Shape)}");

    public override string Onnx(OnnxContext node) => node.Concat(1 + AxisOf(Options.Axis, node.Out), [.. Enumerable.Range(0, node.Layer.InputCount).Select(node.x)]);

    public override IEnumerable<Gradient> Backward(NodeContext node)
    {
        var (axis, start) = (AxisOf(Options.Axis, node.Output.Shape), 0);
        for (var i = 0; i < node.InputCount; i++)
        {
            if (node.NeedsGradient(i))
                yield return node.ToInput(i, $"{node.dy}[{start}…] along axis {axis}");
            start += node.InputAt(i).Shape.Sizes[axis];
        }
    }

    // The tangents end to end; where nothing changes, zeros.
    public override int? Tangent(TangentContext node) => node.Add(
        this, Enumerable.Range(0, node.InputCount).Select(i => node.TangentOf(i) ?? node.Zero(node.Input(i))).ToEquatableArray());

    /// <summary>An axis that may be counted from the end, from 0 on.</summary>
    public static int AxisOf(int written, TensorShape shape) => written < 0 ? written + shape.Rank : written;

    private static bool AgreeExceptAlong(int axis, TensorShape a, TensorShape b) =>
        a.Rank == b.Rank && Enumerable.Range(0, a.Rank).All(i => i == axis || a.Sizes[i] == b.Sizes[i]);
}

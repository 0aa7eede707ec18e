using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
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
            context.Report(Rules.ValueOutOfRange, "Axis", $"The axis of '{context.NodeName}'", FormattableString.Invariant($"an axis of {context.Source} ({first}), from {-first.Rank} to {first.Rank - 1}"), written);
            return null;
        }
        var axis = AxisOf(written, first);
        foreach (var other in context.Inputs.Skip(1).Where(i => !AgreeBeside(axis, first, i.Value.Shape)).Take(1))
        {
            var others = Enumerable.Range(0, first.Rank).Where(a => context.Inputs.All(i => AgreeBeside(a, first, i.Value.Shape))).ToList();
            context.ReportWith(
                [.. others.Select(a => Remedy.Set(context.PlaceOf("Axis"), "Axis", a))], Rules.ConcatAxesDiffer, context.PlaceOf(null), axis, context.Source, first, other.Source,
                other.Value.Shape, others.Count == 0 ? "make the other axes equal" : FormattableString.Invariant($"write Axis = {others[0]}, or make the other axes equal"));
            return null;
        }
        var along = context.Inputs.Sum(i => (long)i.Value.Shape.Sizes[axis]);
        return new([.. first.Sizes.Select((size, a) => a == axis ? checked((int)along) : size)]);
    }

    public override long Flops(NodeContext node) => 0;

    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        foreach (var (i, start) in Starts(node))
        {
            calls.Add(Copy(node, "CopyIn", [node.XAt(i), node.Y], i, start,
                $"{Notation.Of(node.Output.Name)}[{start}…] = {Notation.Of(node.InputAt(i).Name)} along axis {AxisOf(node)}"));
        }
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        // (1) da = its part of dy
        foreach (var (i, start) in Starts(node).Where(part => node.NeedsGradient(part.Input)))
        {
            calls.Blocks.Add(Copy(node, "CopyOut", [node.Dy, node.DxAt(i)], i, start,
                $"{Notation.Gradient(node.InputAt(i).Name)} = {Notation.Gradient(node.Output.Name)}[{start}…] along axis {AxisOf(node)}"));
        }
    }

    // The tangents end to end; where nothing changes, zeros.
    public override int? Tangent(TangentContext node) => node.Add(
        this, Enumerable.Range(0, node.InputCount).Select(i => node.TangentOf(i) ?? node.Zero(node.Input(i))).ToEquatableArray());

    /// <summary>The operands, and where each starts along the axis.</summary>
    private IEnumerable<(int Input, int Start)> Starts(NodeContext node)
    {
        var start = 0;
        for (var i = 0; i < node.InputCount; i++)
        {
            yield return (i, start);
            start += node.InputAt(i).Shape.Sizes[AxisOf(node)];
        }
    }

    /// <summary>Copies one operand's part of each unit: what lies before the axis counts the units, what lies behind it is contiguous.</summary>
    private KernelCall Copy(NodeContext node, string method, EquatableArray<Operand> operands, int input, int start, string formula)
    {
        var axis = AxisOf(node);
        var units = node.Output.Shape.Sizes.Take(axis).Aggregate(1, static (product, size) => product * size);
        var inner = node.Output.Shape.Sizes.Skip(axis + 1).Aggregate(1, static (product, size) => product * size);
        var (part, whole) = (node.InputAt(input).Shape.Sizes[axis] * inner, node.Output.Shape.Sizes[axis] * inner);
        return new KernelCall(new LibraryKernel("Parts", [start * inner, part, whole]), method, operands, units, formula);
    }

    private int AxisOf(NodeContext node) => AxisOf(Options.Axis, node.Output.Shape);

    private static int AxisOf(int written, TensorShape shape) => written < 0 ? written + shape.Rank : written;

    private static bool AgreeBeside(int axis, TensorShape a, TensorShape b) =>
        a.Rank == b.Rank && Enumerable.Range(0, a.Rank).All(i => i == axis || a.Sizes[i] == b.Sizes[i]);
}

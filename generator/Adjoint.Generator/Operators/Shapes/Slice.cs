using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Some positions of one axis: <c>y[…, i, …] = x[…, start + i · step, …]</c>, i below a length.
/// <para>Gradient: see <see cref="Rearrangement"/>. Semantics: PyTorch's <c>x[start : start + length · step : step]</c>.</para>
/// </summary>
internal sealed record Slice(SliceOptions Options) : Rearrangement
{
    public override string Name => "Slice";

    public override TensorShape? Infer(ShapeContext context)
    {
        if (Axes.Read(context, "axis", Options.Axis) is not { } axis)
            return null;
        var (start, length, step, size) = (Options.Start, Options.Length, Options.Step, context.Input.Sizes[axis]);
        if (start < 0 || start >= size)
            context.Report(Rules.ValueOutOfRange, "start", $"The start of '{context.NodeName}'", Range(context, axis), start);
        else if (length < 1)
            context.Report(Rules.ValueOutOfRange, "length", $"The length of '{context.NodeName}'", "at least 1", length);
        else if (step < 1)
            context.Report(Rules.ValueOutOfRange, "Step", $"The step of '{context.NodeName}'", "at least 1", step);
        else if (start + (length - 1L) * step is var last && last >= size)
        {
            var most = (size - 1 - start) / step + 1;
            context.ReportWith(
                [Remedy.Set(FormattableString.Invariant($"Write {most}"), context.PlaceOf("length"), FormattableString.Invariant($"{most}"))], Rules.ValueOutOfRange, context.PlaceOf("length"),
                FormattableString.Invariant($"'{context.NodeName}' reads positions {start} to {last}, but axis {axis} of {context.Source} has {size} (0 to {size - 1})"),
                FormattableString.Invariant($"write a length of at most {most}"));
        }
        else
            return new([.. context.Input.Sizes.Select((s, i) => i == axis ? length : s)]);
        return null;
    }

    public override int? StepAxis(TensorShape x, TensorShape y, int axis) => Axes.Normalised(Options.Axis, x.Rank) == axis ? null : axis;

    public override string Formula(NodeContext node, string x)
    {
        var (start, length, step) = (Options.Start, Options.Length, Options.Step);
        var last = start + (length - 1) * step;
        return FormattableString.Invariant($"{x} from {start} to {last}{(step == 1 ? "" : FormattableString.Invariant($" by {step}"))} along axis {AxisOf(node)}");
    }

    public override string Onnx(OnnxContext node) =>
        node.Slice(node.x(), 1 + Axes.Normalised(Options.Axis, node.In().Rank), Options.Start, Options.Start + (Options.Length - 1) * Options.Step + 1, Options.Step);

    public override StridedCopy CopyOf(NodeContext node)
    {
        var (strides, axis) = (StridedCopy.Strides(node.Input.Shape), AxisOf(node));
        var start = Options.Start * strides[axis];
        strides[axis] *= Options.Step;
        return StridedCopy.Of([.. node.Output.Shape.Sizes], strides, start);
    }

    private int AxisOf(NodeContext node) => Axes.Normalised(Options.Axis, node.Input.Shape.Rank);

    private static string Range(ShapeContext context, int axis) => FormattableString.Invariant(
        $"a position of axis {axis} of {context.Source} ({context.Input}), from 0 to {context.Input.Sizes[axis] - 1}");
}

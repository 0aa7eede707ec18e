using Adjoint.Generator.Declare;

namespace Adjoint.Generator.Operators;

/// <summary>
/// One number from all values along some axes; all axes where none is named. What is left of the shape is the output's, or with <c>KeepAxes</c> the
/// reduced axes stay with size 1; a reduction of everything gives one value.
/// </summary>
/// <param name="Options">The axes.</param>
internal abstract record Reduction(ReductionOptions Options) : Operator
{
    /// <summary>What the output is, in terms of the input's name.</summary>
    public abstract string Formula(string x);

    /// <summary>What the input's gradient is, in terms of the name of the output's gradient.</summary>
    public abstract string Derivative(string dy);

    public override TensorShape? Infer(ShapeContext context)
    {
        if (Axes.Read(context, "axes", Options.Axes) is not { } axes)
            return null;
        var keeps = Options.KeepAxes;
        List<int> sizes = [];
        for (var i = 0; i < context.Input.Rank; i++)
        {
            if (!axes.Contains(i))
                sizes.Add(context.Input.Sizes[i]);
            else if (keeps)
                sizes.Add(1);
        }
        return new(sizes.Count == 0 ? [1] : sizes.ToEquatableArray());
    }

    public override int? StepAxis(TensorShape x, TensorShape y, int axis)
    {
        var reduced = Axes.Of(Options.Axes, x.Rank);
        return reduced.Contains(axis) ? null : Options.KeepAxes ? axis : axis - reduced.Count(other => other < axis);
    }

    public override long Flops(NodeContext node) => node.Input.Size;

    public override Equation Forward(NodeContext node) => node.Is(Formula(node.x()) + Axes.Over(Axes.Of(Options.Axes, node), node.Input.Shape.Rank));

    public override string Onnx(OnnxContext node)
    {
        var axes = Axes.Of(Options.Axes, node.In().Rank).Select(static axis => axis + 1).OrderBy(static axis => axis).ToArray();
        // What is left of all axes is one number.
        var keeps = Options.KeepAxes || axes.Length == node.In().Rank;
        var reduced = this is Mean or Max
            ? node.Add("Reduce" + Name, [node.x()], new OnnxAttribute("axes", axes), new OnnxAttribute("keepdims", keeps ? 1L : 0))
            : node.Add("ReduceSum", [node.x(), node.Integers(axes)], new OnnxAttribute("keepdims", keeps ? 1L : 0));
        return keeps && !Options.KeepAxes && axes.Length > 1 ? node.Reshape(reduced, [1]) : reduced;
    }

    public override IEnumerable<Gradient> Backward(NodeContext node) => node.NeedsInputGradient ? [node.ToInput(0, Derivative(node.dy))] : [];
}

/// <summary>
/// The sum over some axes: <c>y = Σᵢ xᵢ</c>.
/// <para>Gradient: (1) dxᵢ = dy. Backward reads nothing.</para>
/// </summary>
internal record Sum(ReductionOptions Options) : Reduction(Options)
{
    public override string Name => "Sum";

    public override bool IsLinear => true;

    public override string Formula(string x) => $"Σ {x}";

    public override string Derivative(string dy) => dy;
}

/// <summary>
/// The mean over some axes: <c>y = 1/n Σᵢ xᵢ</c>.
/// <para>Gradient: (1) dxᵢ = dy / n. Backward reads nothing.</para>
/// </summary>
internal sealed record Mean(ReductionOptions Options) : Sum(Options)
{
    public override string Name => "Mean";

    public override string Formula(string x) => $"mean {x}";

    public override string Derivative(string dy) => $"{dy} / n";
}

/// <summary>
/// The maximum over some axes: <c>y = maxᵢ xᵢ</c>; NaN if any is.
/// <para>Gradient: (1) dxᵢ = dy at the first maximum, else 0. Backward reads input and output. Tangent: ẏ = ẋ at the first maximum. Semantics: PyTorch's <c>max</c> along one axis.</para>
/// </summary>
internal sealed record Max(ReductionOptions Options) : Reduction(Options)
{
    public override string Name => "Max";

    public override int? Tangent(TangentContext node) => node.Maximum();

    public override string Formula(string x) => $"max {x}";

    public override string Derivative(string dy) => $"{dy} at the first maximum, else 0";
}

using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Normalisation over the trailing axes: <c>y = g ⊙ (x − m) / √(v + ε) + b</c>, m and v the mean and the variance (divided by n) over those axes, with a
/// weight and a bias for each of their positions.
/// <para>Gradients: see <see cref="Normalisation"/>. Source: Ba, Kiros and Hinton (2016). Semantics: PyTorch's LayerNorm.</para>
/// </summary>
internal record LayerNorm(LayerNormOptions Options) : Normalisation
{
    public override string Name => "LayerNorm";

    protected override bool HasBias => Options.Bias;

    public override Expr Epsilon => Options.Epsilon is { } epsilon ? epsilon : UsualEpsilon;

    protected override bool CheckArguments(ShapeContext context)
    {
        var (axes, rank) = (Options.Axes, context.Input.Rank);
        if (axes >= 1 && axes <= rank)
            return true;
        var meant = axes < 1 ? 1 : rank;
        context.ReportWith(
            [Remedy.Set(context.PlaceOf("Axes"), "Axes", meant)], Rules.ValueOutOfRange, context.PlaceOf("Axes"),
            FormattableString.Invariant($"'{context.NodeName}' runs over {axes} axes, but {context.Source} gives {context.Input}, which has {rank}"),
            FormattableString.Invariant($"write Axes = {meant}"));
        return false;
    }

    public override NormAxes AxesOf(TensorShape input)
    {
        var size = (int)Trailing(input).Size;
        return new((int)(input.Size / size), size, 1, HasOwnWeights: false);
    }

    public override string Onnx(OnnxContext node) => node.Add(
        "LayerNormalization", [node.x(), .. Options.Affine ? node.Parameters : [node.Filled(1, Trailing(node.Out).Sizes)]],
        new OnnxAttribute("axis", -(long)Options.Axes), new OnnxAttribute("epsilon", Options.Epsilon ?? 1e-5));

    public override int? StepAxis(TensorShape x, TensorShape y, int axis) => axis < x.Rank - Options.Axes ? axis : null;

    protected override TensorShape? WeightShape(TensorShape input) => Options.Affine ? Trailing(input) : null;

    private TensorShape Trailing(TensorShape input) => new([.. input.Sizes.Skip(input.Rank - Options.Axes)]);
}

/// <summary>
/// Normalisation over the trailing axes by the mean square alone: <c>y = g ⊙ x / √(1/n Σ x² + ε)</c>; nothing is centred and nothing added.
/// <para>Gradients: see <see cref="Normalisation"/>. Source: Zhang and Sennrich (2019). Semantics: PyTorch's RMSNorm, whose ε is that of the number's type.</para>
/// </summary>
internal sealed record RMSNorm(LayerNormOptions Options) : LayerNorm(Options)
{
    public override string Name => "RMSNorm";

    public override bool IsCentred => false;

    public override Expr UsualEpsilon => new MachineEpsilon();

    public override string Onnx(OnnxContext node)
    {
        var square = node.Add("ReduceMean", [node.Add("Mul", node.x(), node.x())], new OnnxAttribute("axes", Enumerable.Range(1, Options.Axes).Select(static i => -i).Reverse()));
        var normalised = node.Add("Div", node.x(), node.Add("Sqrt", node.Add("Add", square, node.Number(Epsilon))));
        return Options.Affine ? node.Add("Mul", normalised, node.p(0)) : normalised;
    }
}

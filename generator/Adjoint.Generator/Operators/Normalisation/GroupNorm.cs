using Adjoint.Generator.Declare;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Problems;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Normalisation of groups of channels over all their positions: <c>y = g_c (x − m) / √(v + ε) + b_c</c>, m and v the mean and the variance (divided by n)
/// of the group, with a weight and a bias for each channel c.
/// <para>Gradients: see <see cref="Normalisation"/>. Source: Wu and He (2018). Semantics: PyTorch's GroupNorm.</para>
/// </summary>
internal sealed record GroupNorm(GroupNormOptions Options) : Normalisation
{
    public override string Name => "GroupNorm";

    public override Expr Epsilon => Options.Epsilon;

    protected override bool CheckArguments(ShapeContext context)
    {
        var (groups, channels) = (Options.Groups, context.Input.Sizes[0]);
        if (groups >= 1 && channels % groups == 0)
            return true;
        if (groups < 1)
        {
            context.Report(Rules.ValueOutOfRange, "groups", $"The number of groups of '{context.NodeName}'", "at least 1", groups);
            return false;
        }
        var divisors = Enumerable.Range(1, channels).Where(d => channels % d == 0).ToList();
        context.ReportWith(
            [Remedy.Set(context.PlaceOf("groups"), "groups", divisors.Last(d => d <= Math.Max(groups, 1)))], Rules.GroupsDoNotDivide, context.PlaceOf("groups"), groups, context.NodeName,
            FormattableString.Invariant($"the {channels} channels that {context.Source} gives ({context.Input})"), Names.Listed(divisors));
        return false;
    }

    public override NormAxes AxesOf(TensorShape input)
    {
        var (groups, channels) = (Options.Groups, input.Sizes[0]);
        return new(groups, channels / groups, (int)(input.Size / channels), HasOwnWeights: true);
    }

    public override string Onnx(OnnxContext node)
    {
        var (groups, ones) = (Options.Groups, Enumerable.Repeat(1, node.Out.Rank - 1));
        var apart = node.Reshape(node.x(), [groups, -1]);
        var normalised = node.Reshape(
            node.Add("InstanceNormalization", [apart, node.Filled(1, [groups]), node.Filled(0, [groups])], new OnnxAttribute("epsilon", Options.Epsilon)), node.Out.Sizes);
        string OfChannel(int parameter) => node.Add("Reshape", node.p(parameter), node.Integers([node.Out.Sizes[0], .. ones]));
        return Options.Affine ? node.Add("Add", node.Add("Mul", normalised, OfChannel(0)), OfChannel(1)) : normalised;
    }

    protected override TensorShape? WeightShape(TensorShape input) => Options.Affine ? new([input.Sizes[0]]) : null;
}

/// <summary>
/// Normalisation of each channel over its positions: <c>y = (x − m) / √(v + ε)</c>, with <c>Affine = true</c> scaled by a weight and shifted by a bias for
/// each channel.
/// <para>Gradients: see <see cref="Normalisation"/>. Source: Ulyanov, Vedaldi and Lempitsky (2016). Semantics: PyTorch's InstanceNorm, without running statistics.</para>
/// </summary>
internal sealed record InstanceNorm(GroupNormOptions Options) : Normalisation
{
    public override string Name => "InstanceNorm";

    public override Expr Epsilon => Options.Epsilon;

    protected override bool CheckArguments(ShapeContext context)
    {
        var positions = context.Input.Size / context.Input.Sizes[0];
        if (positions > 1)
            return true;
        context.Report(
            Rules.ValueOutOfRange, null, $"The number of positions in a channel before '{context.NodeName}'",
            "at least 2, for a single number minus its mean is 0", positions);
        return false;
    }

    public override NormAxes AxesOf(TensorShape input) =>
        new(input.Sizes[0], 1, (int)(input.Size / input.Sizes[0]), HasOwnWeights: true);

    public override string Onnx(OnnxContext node)
    {
        var channels = node.Out.Sizes[0];
        var (weight, bias) = Options.Affine ? (node.p(0), node.p(1)) : (node.Filled(1, [channels]), node.Filled(0, [channels]));
        return node.Add("InstanceNormalization", [node.x(), weight, bias], new OnnxAttribute("epsilon", Options.Epsilon));
    }

    protected override TensorShape? WeightShape(TensorShape input) => Options.Affine ? new([input.Sizes[0]]) : null;
}

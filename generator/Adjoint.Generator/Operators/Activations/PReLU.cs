using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>y = x</c> for x &gt; 0, else <c>a x</c> with one trainable a, or one for each channel, the first axis.
/// <para>
/// Gradients. (1) dx = dy for x &gt; 0, else a dy; the left side's at the kink x = 0, as in PyTorch.
/// (2) da = Σ dy x over all elements of a's with x ≤ 0. Backward reads the input.
/// </para>
/// <para>Tangent: ẏ = ẋ for x &gt; 0, else a ẋ + ȧ x.</para>
/// <para>Source: He, Zhang, Ren and Sun (2015).</para>
/// </summary>
internal sealed record PReLU(PReLUOptions Options) : Operator
{
    public override string Name => "PReLU";

    public override TensorShape? Infer(ShapeContext context)
    {
        const int quarter = 9;
        var (slopes, channels) = (Options.Slopes, context.Input.Sizes[0]);
        if (slopes != 1 && slopes != channels)
        {
            context.ReportWith(
                [Remedy.Set(context.PlaceOf("Slopes"), "Slopes", channels)], Rules.ValueOutOfRange, context.PlaceOf("Slopes"),
                FormattableString.Invariant($"'{context.NodeName}' has {slopes} slopes, but {context.Source} gives {channels} channels ({context.Input})"),
                FormattableString.Invariant($"write Slopes = {channels}, or 1 for a slope that all share"));
            return null;
        }
        context.Parameter("weight", "a", new([slopes]), "Scale", quarter, 1, 1);
        return context.Input;
    }

    public override int? StepAxis(TensorShape x, TensorShape y, int axis) => axis > 0 || Options.Slopes == 1 ? axis : null;

    public override long Flops(NodeContext node) => 2L * node.Output.Size;

    public override Equation Forward(NodeContext node) => node.Is($"{node.x()} where {node.x()} > 0, else {node.p(0)} {node.x()}");

    public override string Onnx(OnnxContext node) => node.Add(
        "PRelu", node.x(), Options.Slopes == 1 ? node.p(0) : node.Add("Reshape", node.p(0), node.Integers([Options.Slopes, .. Enumerable.Repeat(1, node.Out.Rank - 1)])));

    public override IEnumerable<Gradient> Backward(NodeContext node)
    {
        if (node.NeedsInputGradient)
            yield return node.ToInput(0, $"{node.dy} where {node.x()} > 0, else {node.p(0)} {node.dy}");
        if (node.Trains(0))
            yield return node.ToParameter(0, $"{node.dy} {node.x()} where {node.x()} ≤ 0", 2);
    }

    public override int? Tangent(TangentContext node)
    {
        var (x, a, slopes) = (Map.Variable(0), ParameterMap.Parameter(0), Options.Slopes);
        return node.Chain("PReLU", IfGreater(x, 0, x, a * x), new ChannelLayout(1, slopes, node.Size / slopes));
    }
}

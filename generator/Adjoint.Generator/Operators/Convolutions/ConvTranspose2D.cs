using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>
/// The transpose of a convolution as a layer: <c>y[o, s p − P + d k] = b[o] + Σ W[c, o, k] x[c, p]</c> over channels c, taps k and positions p that meet there, W
/// of shape [in, out/groups, taps]. It is the adjoint of the convolution that takes images of y's shape to images of x's with the same weight, so forward is that
/// convolution's input gradient, and its own input gradient is that convolution.
/// <para>
/// Gradients. y is linear in x and in W, so with incoming dy
/// (1) dx[c, p] = Σ W[c, o, k] dy[o, s p − P + d k], the convolution of dy;
/// (2) dW[c, o, k] = Σ x[c, p] dy[o, s p − P + d k] over rows and positions p;
/// (3) db[o] = Σ dy[o, i] over rows and positions.
/// </para>
/// <para>Backward reads the input. Cost: 2·in·(out/groups)·taps·(positions of x) FLOPs a row and direction, taps that lie in the padding counted.</para>
/// <para>Source: Zeiler et al., Deconvolutional networks (2010). Semantics: PyTorch's ConvTranspose2d, whose fan-in is that of the weight's second axis.</para>
/// </summary>
internal sealed record ConvTranspose2D(ConvOptions Options) : Operator
{
    private const int Rank = 2;

    public override string Name => "ConvTranspose2D";

    public override string Symbol => "z";

    public override bool ReadsChannelsFirst => true;

    public override TensorShape? Infer(ShapeContext context)
    {
        var rules = new ConvRules(context, Options, Rank);
        if (!rules.Hold(Name) || !OutputPaddingFits(context) || !CheckOutput(context, rules) || !rules.WeightFits())
            return null;
        var channels = Options.Channels;
        var axes = Axes(context.Input);
        if (!rules.ValueFits(channels, axes.Select(static a => a.In)))
            return null;
        var (outputs, taps) = (channels / Options.Groups, axes.Aggregate(1, static (product, axis) => product * axis.Kernel));
        var (fanIn, fanOut) = (outputs * taps, context.Input.Sizes[0] * taps);
        context.Parameter(
            "weight", "w", new([context.Input.Sizes[0], outputs, .. axes.Select(static a => a.Kernel)]), "Weight", Options.Init, fanIn, fanOut, outputsTogether: context.Input.Sizes[0]);
        if (Options.Bias)
            context.Parameter("bias", "b", new([channels]), "Bias", Options.Init, fanIn, fanOut);
        return new([channels, .. axes.Select(static a => a.In)]);
    }

    public override long Flops(NodeContext node)
    {
        var taps = Enumerable.Range(0, Rank).Aggregate(1L, (product, i) => product * Options.Kernel.Along(i));
        return 2L * node.Output.Shape.Sizes[0] / Options.Groups * taps * node.Input.Size + (node.HasParameter(1) ? node.Output.Size : 0);
    }

    public override Equation Forward(NodeContext node) => node.Is($"{node.W}ᵀ ∗ {node.x()}{(node.HasParameter(1) ? $" + {node.p(1)}" : "")}");

    public override string Onnx(OnnxContext node)
    {
        var padding = Enumerable.Range(0, 2 * Rank).Select(i => Options.Padding.Along(i % Rank));
        return node.Add(
            "ConvTranspose", [node.x(), .. node.Parameters],
            [.. OnnxPadding.Windows(Options, Rank), new("pads", padding), new("output_padding", Enumerable.Repeat(Options.OutputPadding, Rank))]);
    }

    public override IEnumerable<Gradient> Backward(NodeContext node)
    {
        if (node.NeedsInputGradient)
            yield return node.ToInput(0, $"{node.W} ∗ {node.dy}");
        if (node.Trains(0))
            yield return node.ToMatrix($"{node.x()} ⋆ {node.dy}", 2, Equation.RowsAndPositions);
        if (node.Trains(1))
            yield return node.ToParameter(1, node.dy, 3, Equation.RowsAndPositions);
    }

    // ẏ = W ∗ ẋ + Ẇ ∗ x + ḃ, transposed
    public override int? Tangent(TangentContext node) => node.Bilinear();

    /// <summary>The axes of the convolution from outputs to inputs.</summary>
    public EquatableArray<ConvAxis> Axes(TensorShape input) => Enumerable.Range(0, Rank).Select(i => new ConvAxis(
        (int)OutputSize(input, i), input.Sizes[i + 1], Options.Kernel.Along(i), Options.Stride.Along(i), Options.Dilation.Along(i), Options.Padding.Along(i))).ToEquatableArray();

    private long OutputSize(TensorShape input, int axis) =>
        (input.Sizes[axis + 1] - 1L) * Options.Stride.Along(axis) - 2L * Options.Padding.Along(axis) + Options.Reach(axis) + Options.OutputPadding;

    /// <summary>More would be positions that no other choice of the stride's remainder reaches.</summary>
    private bool OutputPaddingFits(ShapeContext context)
    {
        var most = Enumerable.Range(0, Rank).Min(i => Math.Max(Options.Stride.Along(i), Options.Dilation.Along(i))) - 1;
        var padding = Options.OutputPadding;
        if (padding >= 0 && padding <= most)
            return true;
        var meant = padding < 0 ? 0 : most;
        context.ReportWith(
            [Remedy.Set(context.PlaceOf("OutputPadding"), "OutputPadding", meant)], Rules.ValueOutOfRange, context.PlaceOf("OutputPadding"),
            FormattableString.Invariant($"The output padding of '{context.NodeName}' must be 0 or more, and below its stride or dilation, {most + 1}, but is {padding}"),
            FormattableString.Invariant($"write OutputPadding = {meant}"));
        return false;
    }

    private bool CheckOutput(ShapeContext context, ConvRules rules)
    {
        for (var i = 0; i < Rank; i++)
        {
            if (OutputSize(context.Input, i) is var size and (< 1 or > Limits.ValueSize))
            {
                context.ReportAt(
                    context.PlaceOf(Options.Padding, i), Rules.ValueOutOfRange, $"The {rules.AxisName(i)} of the output of '{context.NodeName}'",
                    $"at least 1, and at most {Limits.ValueSize}", size);
                return false;
            }
        }
        return true;
    }
}

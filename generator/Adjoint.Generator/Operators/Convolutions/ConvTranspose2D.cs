using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
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

    public override TensorShape? Infer(ShapeContext context)
    {
        var rules = new ConvRules(context, Options, Rank);
        if (!rules.Hold(Name) || !OutputPaddingFits(context) || !OutputIsSome(context, rules) || !rules.WeightFits())
            return null;
        var (channels, initializer) = (Options.Channels, Options.Init);
        var axes = Axes(context.Input);
        if (!rules.ValueFits(channels, axes.Select(static a => a.In)))
            return null;
        var (outputs, taps) = (channels / Options.Groups, axes.Aggregate(1, static (product, axis) => product * axis.Kernel));
        var (fanIn, fanOut) = (outputs * taps, context.Input.Sizes[0] * taps);
        context.Parameter(
            "weight", "w", new([context.Input.Sizes[0], outputs, .. axes.Select(static a => a.Kernel)]), "Weight", initializer, fanIn, fanOut, outputInnermost: true);
        if (Options.Bias)
            context.Parameter("bias", "b", new([channels]), "Bias", initializer, fanIn, fanOut);
        return new([channels, .. axes.Select(static a => a.In)]);
    }

    public override long Flops(NodeContext node)
    {
        var kernel = KernelOf(node);
        return 2L * kernel.In / kernel.Groups * kernel.Taps * node.Input.Size + (kernel.Bias ? node.Output.Size : 0);
    }

    // ẏ = W ∗ ẋ + Ẇ ∗ x + ḃ, transposed
    public override int? Tangent(TangentContext node) => node.Bilinear();

    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var (x, y, w) = (node.Input.Name, node.Output.Name, node.Parameter(0));
        var bias = node.HasParameter(1) ? node.Parameter(1) : null;
        EquatableArray<Operand> operands = bias is null
            ? [node.X, Operand.Parameter(w.Id), node.Y]
            : [node.X, Operand.Parameter(w.Id), Operand.Parameter(bias.Id), node.Y];
        var formula = $"{Notation.Of(y)} = {Notation.Matrix(w.Symbol)}ᵀ ∗ {Notation.Of(x)}" + (bias is null ? "" : $" + {Notation.Of(bias.Symbol)}");
        calls.Add(new KernelCall(KernelOf(node), "Transposed", operands, 1, formula));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        var (x, w) = (Notation.Of(node.Input.Name), node.Parameter(0));
        var (dx, dy, kernel) = (Notation.Gradient(node.Input.Name), Notation.Gradient(node.Output.Name), KernelOf(node));

        // (1) dx = W ∗ dy
        if (node.NeedsInputGradient)
        {
            calls.Blocks.Add(new KernelCall(
                kernel.WithoutBias, "Forward", [node.Dy, Operand.Parameter(w.Id), node.Dx], 1, $"{dx} = {Notation.Matrix(w.Symbol)} ∗ {dy}"));
        }

        // (2) dW = Σ x ⋆ dy, (3) db = Σ dy
        if (node.Trains(0))
        {
            calls.Parameters.Add(new KernelCall(
                kernel, "WeightGradient", [node.Dy, node.X, Operand.ParameterGradient(w.Id)], 1, $"d{Notation.Matrix(w.Symbol)} = Σ {x} ⋆ {dy} over rows and positions"));
        }
        if (node.HasParameter(1) && node.Trains(1))
        {
            calls.Parameters.Add(new KernelCall(
                kernel, "TransposedBiasGradient", [node.Dy, Operand.ParameterGradient(node.Parameter(1).Id)], 1,
                $"{Notation.Gradient(node.Parameter(1).Symbol)} = Σ {dy} over rows and positions"));
        }
    }

    /// <summary>The convolution from outputs to inputs.</summary>
    private ConvKernel KernelOf(NodeContext node) => new(
        node.Output.Shape.Sizes[0], node.Input.Shape.Sizes[0], Options.Groups, Axes(node.Input.Shape), node.HasParameter(1));

    private EquatableArray<ConvAxis> Axes(TensorShape input) => Enumerable.Range(0, Rank).Select(i => new ConvAxis(
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
        context.Report(
            Rules.ValueOutOfRange, "OutputPadding", $"The output padding of '{context.NodeName}'", $"0 or more, and below its stride or dilation, at most {most}", padding);
        return false;
    }

    private bool OutputIsSome(ShapeContext context, ConvRules rules)
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

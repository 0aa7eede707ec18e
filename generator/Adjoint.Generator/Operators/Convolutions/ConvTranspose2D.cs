using Adjoint.Generator.Kernels;
using Adjoint.Generator.Problems;
using Adjoint.Generator.Shape;
using Adjoint.Generator.Tangents;

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
internal sealed class ConvTranspose2D : Operator
{
    private const int Rank = 2;

    public override string Name => "ConvTranspose2D";

    public override string Stem => "convTranspose";

    public override string Symbol => "z";

    public override IReadOnlyList<string> Tensors => ["weight", "bias"];

    public override TensorShape? Infer(ShapeContext context)
    {
        if (!ConvRules.Hold(context, Name, Rank) || !OutputPaddingFits(context) || !OutputIsSome(context) || !ConvRules.WeightFits(context, Rank))
            return null;
        var (channels, initializer) = (context.Use.Int("channels"), context.Use.Int("Init"));
        var axes = Axes(context.Use, context.Input);
        if (!ConvRules.ValueFits(context, channels, axes.Select(static a => a.In)))
            return null;
        var (outputs, taps) = (channels / context.Use.Int("Groups", 1), axes.Aggregate(1, static (product, axis) => product * axis.Kernel));
        var (fanIn, fanOut) = (outputs * taps, context.Input.Sizes[0] * taps);
        context.Parameter(
            "weight", "w", new([context.Input.Sizes[0], outputs, .. axes.Select(static a => a.Kernel)]), "Weight", initializer, fanIn, fanOut, outputInnermost: true);
        if (context.Use.Bool("Bias", true))
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
    private static ConvKernel KernelOf(NodeContext node) => new(
        node.Output.Shape.Sizes[0], node.Input.Shape.Sizes[0], node.Use.Int("Groups", 1), Axes(node.Use, node.Input.Shape), node.HasParameter(1));

    private static EquatableArray<ConvAxis> Axes(Declare.AttributeUse use, TensorShape input) => Enumerable.Range(0, Rank).Select(i =>
    {
        var options = ConvOptions.Of(use, i);
        return new ConvAxis((int)OutputSize(use, input, i), input.Sizes[i + 1], options.Kernel, options.Stride, options.Dilation, options.Pad);
    }).ToEquatableArray();

    private static long OutputSize(Declare.AttributeUse use, TensorShape input, int axis)
    {
        var options = ConvOptions.Of(use, axis);
        return (input.Sizes[axis + 1] - 1L) * options.Stride - 2L * options.Pad + options.Reach + use.Int("OutputPadding");
    }

    /// <summary>More would be positions that no other choice of the stride's remainder reaches.</summary>
    private static bool OutputPaddingFits(ShapeContext context)
    {
        var most = Enumerable.Range(0, Rank).Select(i => ConvOptions.Of(context.Use, i)).Min(static o => Math.Max(o.Stride, o.Dilation)) - 1;
        var padding = context.Use.Int("OutputPadding");
        if (padding >= 0 && padding <= most)
            return true;
        context.Report(
            Rules.ValueOutOfRange, "OutputPadding", $"The output padding of '{context.NodeName}'", $"0 or more, and below its stride or dilation, at most {most}", padding);
        return false;
    }

    private static bool OutputIsSome(ShapeContext context)
    {
        for (var i = 0; i < Rank; i++)
        {
            if (OutputSize(context.Use, context.Input, i) is var size and (< 1 or > Limits.ValueSize))
            {
                ConvRules.Report(
                    context, Rules.ValueOutOfRange, "Padding", i, $"The {ConvRules.AxisName(Rank, i)} of the output of '{context.NodeName}'",
                    $"at least 1, and at most {Limits.ValueSize}", size);
                return false;
            }
        }
        return true;
    }
}

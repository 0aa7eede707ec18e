using Adjoint.Generator.Kernels;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Operators;

/// <summary>
/// A convolution over one, two or three axes: <c>y[o, p] = b[o] + Σ W[o, c, k] x[c, s p − P + d k]</c> over channels c and taps k, with stride s, padding P and
/// dilation d along each axis; what is outside of x is zero. (The field's convolution is the cross-correlation of mathematics.) With groups, the sum is over
/// the channels of the output's own group.
/// <para>
/// Gradients. y is linear in x and in W, so with incoming dy
/// (1) dx[c, i] = Σ W[o, c, k] dy[o, p] over those o, k, p for which s p − P + d k = i: Wᵀ applied to dy, the full correlation;
/// (2) dW[o, c, k] = Σ dy[o, p] x[c, s p − P + d k] over rows and positions p: dy correlated with x;
/// (3) db[o] = Σ dy[o, p] over rows and positions.
/// </para>
/// <para>Backward reads the input. Cost: 2·(in/groups)·taps·out·positions FLOPs a row and direction, taps that lie in the padding counted.</para>
/// <para>Source: LeCun et al., Gradient-based learning applied to document recognition (1998). Semantics: PyTorch's Conv1d, Conv2d, Conv3d.</para>
/// </summary>
internal abstract class Convolution(int rank) : Operator
{
    public override string Stem => "conv";

    public override string Symbol => "z";

    public override IReadOnlyList<string> Tensors => ["weight", "bias"];

    public override TensorShape? Infer(ShapeContext context)
    {
        if (!ConvRules.Hold(context, Name, rank) || !SameIsAlone(context) || !ConvRules.KernelFits(context, rank) || !ConvRules.WeightFits(context, rank))
            return null;
        var (channels, initializer) = (context.Use.Int("channels"), context.Use.Int("Init"));
        var axes = ConvOptions.Axes(context.Use, context.Input);
        var (inputs, taps) = (context.Input.Sizes[0] / context.Use.Int("Groups", 1), axes.Aggregate(1, static (product, axis) => product * axis.Kernel));
        context.Parameter(
            "weight", "w", new([channels, inputs, .. axes.Select(static a => a.Kernel)]), "Weight", initializer, inputs * taps, channels * taps, outputInnermost: true);
        if (context.Use.Bool("Bias", true))
            context.Parameter("bias", "b", new([channels]), "Bias", initializer, inputs * taps, channels * taps);
        return new([channels, .. axes.Select(static a => a.Out)]);
    }

    public override long Flops(NodeContext node)
    {
        var kernel = KernelOf(node);
        return (2L * kernel.In / kernel.Groups * kernel.Taps + (kernel.Bias ? 1 : 0)) * node.Output.Size;
    }

    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var (x, y, w) = (node.Input.Name, node.Output.Name, node.Parameter(0));
        var bias = node.HasParameter(1) ? node.Parameter(1) : null;
        EquatableArray<Operand> operands = bias is null
            ? [node.X, Operand.Parameter(w.Id), node.Y]
            : [node.X, Operand.Parameter(w.Id), Operand.Parameter(bias.Id), node.Y];
        var formula = $"{Notation.Of(y)} = {Notation.Matrix(w.Symbol)} ∗ {Notation.Of(x)}" + (bias is null ? "" : $" + {Notation.Of(bias.Symbol)}");
        calls.Add(new KernelCall(KernelOf(node), "Forward", operands, 1, formula));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        var (x, w) = (Notation.Of(node.Input.Name), node.Parameter(0));
        var (dx, dy, kernel) = (Notation.Gradient(node.Input.Name), Notation.Gradient(node.Output.Name), KernelOf(node));

        // (1) dx = Wᵀ ∗ dy
        if (node.NeedsInputGradient)
        {
            calls.Blocks.Add(new KernelCall(
                kernel, "InputGradient", [node.Dy, Operand.Parameter(w.Id), node.Dx], 1, $"{dx} = {Notation.Matrix(w.Symbol)}ᵀ ∗ {dy}"));
        }

        // (2) dW = Σ dy ⋆ x, (3) db = Σ dy
        if (node.Trains(0))
        {
            calls.Parameters.Add(new KernelCall(
                kernel, "WeightGradient", [node.X, node.Dy, Operand.ParameterGradient(w.Id)], 1,
                $"d{Notation.Matrix(w.Symbol)} = Σ {dy} ⋆ {x} over rows and positions"));
        }
        if (node.HasParameter(1) && node.Trains(1))
        {
            calls.Parameters.Add(new KernelCall(
                kernel, "BiasGradient", [node.Dy, Operand.ParameterGradient(node.Parameter(1).Id)], 1,
                $"{Notation.Gradient(node.Parameter(1).Symbol)} = Σ {dy} over rows and positions"));
        }
    }

    private static ConvKernel KernelOf(NodeContext node) => new(
        node.Input.Shape.Sizes[0], node.Output.Shape.Sizes[0], node.Use.Int("Groups", 1), ConvOptions.Axes(node.Use, node.Input.Shape), node.HasParameter(1));

    /// <summary>Same decides the padding, and has a meaning for stride 1 alone.</summary>
    private bool SameIsAlone(ShapeContext context)
    {
        if (!context.Use.Bool("Same"))
            return true;
        for (var i = 0; i < rank; i++)
        {
            var options = ConvOptions.Of(context.Use, i);
            if (options.Stride != 1)
                return Refuse("stride", "Stride", "1 where Same is set", options.Stride);
            if (options.Padding != 0)
                return Refuse("padding", "Padding", "left out where Same is set", options.Padding);
        }
        return true;

        bool Refuse(string word, string option, string range, int value)
        {
            context.Report(Rules.ValueOutOfRange, ConvRules.Written(context.Use, option), $"The {word} of '{context.NodeName}'", range, value);
            return false;
        }
    }
}

/// <summary>A convolution of a sequence.</summary>
internal sealed class Conv1D() : Convolution(1)
{
    public override string Name => "Conv1D";
}

/// <summary>A convolution of an image.</summary>
internal sealed class Conv2D() : Convolution(2)
{
    public override string Name => "Conv2D";
}

/// <summary>A convolution of a volume.</summary>
internal sealed class Conv3D() : Convolution(3)
{
    public override string Name => "Conv3D";
}

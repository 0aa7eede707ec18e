using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>
/// A convolution over one, two or three axes: <c>y[o, p] = b[o] + Σ W[o, c, k] x[c, s p − P + d k]</c> over channels c and taps k, with stride s, padding P and
/// dilation d along each axis; what is outside of x is zero, or x is padded with its own values first. (The field's convolution is the cross-correlation of mathematics.) With groups, the sum is over
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
internal abstract record Convolution(int Rank, ConvOptions Options) : Operator
{
    /// <summary>The members of <c>PaddingMode</c>.</summary>
    internal static readonly string[] Modes = ["Constant", "Reflect", "Replicate", "Circular"];

    public override string Symbol => "z";

    public override bool ReadsChannelsFirst => true;

    public override TensorShape? Infer(ShapeContext context)
    {
        var rules = new ConvRules(context, Options, Rank);
        if (!rules.Hold(Name) || !CheckSame(context) || !ModeFits(context, rules) || !rules.KernelFits() || !rules.WeightFits())
            return null;
        var channels = Options.Channels;
        var axes = ConvGeometry.Axes(Options, context.Input);
        if (!rules.ValueFits(context.Input.Sizes[0], axes.Select(static a => a.In)) || !rules.ValueFits(channels, axes.Select(static a => a.Out)))
            return null;
        var (inputs, taps) = (context.Input.Sizes[0] / Options.Groups, axes.Aggregate(1, static (product, axis) => product * axis.Kernel));
        context.Parameter(
            "weight", "w", new([channels, inputs, .. axes.Select(static a => a.Kernel)]), "Weight", Options.Init, inputs * taps, channels * taps, outputsTogether: channels);
        if (Options.Bias)
            context.Parameter("bias", "b", new([channels]), "Bias", Options.Init, inputs * taps, channels * taps);
        if (Options.PadsFirst)
            context.Intermediate("padded", new([context.Input.Sizes[0], .. axes.Select(static a => a.In)]));
        return new([channels, .. axes.Select(static a => a.Out)]);
    }

    public override int? StepAxis(TensorShape x, TensorShape y, int axis) => axis == Rank && ReadsNoLaterStep ? axis : null;

    public override int StepsBefore => (int)Options.Reach(Rank - 1) - 1;

    /// <summary>The same where the positions that lie before the first are there to be read.</summary>
    public Convolution OfWindow => this with { Options = Options with { Causal = false } };

    /// <summary>Whether a position of a sequence reads itself and those before it alone.</summary>
    private bool ReadsNoLaterStep => Rank == 1 && (Options.Causal || (Options.Reach(0) == 1 && Options.Stride.Along(0) == 1 && Options.Padding.Along(0) == 0));

    public override long Flops(NodeContext node)
    {
        var taps = Enumerable.Range(0, Rank).Aggregate(1L, (product, i) => product * Options.Kernel.Along(i));
        return (2L * node.Input.Shape.Sizes[0] / Options.Groups * taps + (node.HasParameter(1) ? 1 : 0)) * node.Output.Size;
    }

    public override Equation Forward(NodeContext node) => node.Is($"{node.W} ∗ {Notation.Of(Source(node).Name)}{(node.HasParameter(1) ? $" + {node.p(1)}" : "")}");

    public override string Onnx(OnnxContext node)
    {
        var padding = ConvGeometry.Padding(Options, node.In());
        var x = Options.PadsFirst ? OnnxPadding.Add(node, node.x(), [new(0, 0, 0), .. padding], Options.PaddingMode, 0) : node.x();
        var pads = Options.PadsFirst ? Enumerable.Repeat(0, 2 * Rank) : [.. padding.Select(static a => a.Before), .. padding.Select(static a => a.After)];
        return node.Add("Conv", [x, .. node.Parameters], [.. OnnxPadding.Windows(Options, Rank), new("pads", pads)]);
    }

    public override IEnumerable<Gradient> Backward(NodeContext node)
    {
        if (node.NeedsInputGradient)
            yield return node.ToInput(0, $"{node.W}ᵀ ∗ {node.dy}{(Options.PadsFirst ? ", each value's places summed" : "")}");
        if (node.Trains(0))
            yield return node.ToMatrix($"{node.dy} ⋆ {Notation.Of(Source(node).Name)}", 2, Equation.RowsAndPositions);
        if (node.Trains(1))
            yield return node.ToParameter(1, node.dy, 3, Equation.RowsAndPositions);
    }

    // ẏ = W ẋ + Ẇ x + ḃ
    public override int? Tangent(TangentContext node) => node.Bilinear();

    /// <summary>What is convolved: the input, or the input after padding.</summary>
    public Value Source(NodeContext node) => Options.PadsFirst ? node.Intermediate(0) : node.Input;

    /// <summary>Values that are mirrored or taken from the other side are those of one image.</summary>
    private bool ModeFits(ShapeContext context, ConvRules rules)
    {
        var mode = Options.PaddingMode;
        if (mode < 0 || mode >= Modes.Length)
        {
            context.Report(Rules.ValueOutOfRange, "PaddingMode", $"The padding mode of '{context.NodeName}'", "a member of PaddingMode", mode);
            return false;
        }
        var less = Modes[mode] switch { "Reflect" => 1, "Circular" => 0, _ => -1 };
        var padding = ConvGeometry.Padding(Options, context.Input);
        for (var i = 0; i < Rank && less >= 0; i++)
        {
            if (padding[i].After <= padding[i].Size - less)
                continue;
            context.ReportAt(
                context.PlaceOf(Options.Padding, i), Rules.ValueOutOfRange, $"The padding of '{context.NodeName}' along its {rules.AxisName(i)}",
                $"at most {padding[i].Size - less} where PaddingMode is {Modes[mode]} and {context.Source} gives {padding[i].Size}", padding[i].After);
            return false;
        }
        return true;
    }

    /// <summary>Same and Causal decide the padding, and have a meaning for stride 1 alone.</summary>
    private bool CheckSame(ShapeContext context)
    {
        if (!Options.Same && !Options.Causal)
            return true;
        var word = Options.Causal ? "Causal" : "Same";
        if (Options.Causal && Options.Same)
            return Differs("Same");
        if (Options.Causal && Options.PadsFirst)
            return Differs("PaddingMode");
        for (var i = 0; i < Rank; i++)
        {
            if (Options.Stride.Along(i) != 1)
                return Refuse(i, Options.Stride, $"1 where {word} is set");
            if (Options.Padding.Along(i) != 0)
                return Refuse(i, Options.Padding, $"left out where {word} is set");
        }
        return true;

        bool Differs(string argument)
        {
            context.Report(Rules.ArgumentDoesNotFit, argument, $"{argument} of '{context.NodeName}'", "pads behind the end, which Causal does not", "remove one of the two");
            return false;
        }

        bool Refuse(int axis, PerAxis option, string range)
        {
            context.ReportAt(
                context.PlaceOf(option, axis), Rules.ValueOutOfRange, $"The {option.Name.ToLowerInvariant()} of '{context.NodeName}'", range, option.Along(axis));
            return false;
        }
    }
}

/// <summary>A convolution of a sequence.</summary>
internal sealed record Conv1D(ConvOptions Options) : Convolution(1, Options)
{
    public override string Name => "Conv1D";
}

/// <summary>A convolution of an image.</summary>
internal sealed record Conv2D(ConvOptions Options) : Convolution(2, Options)
{
    public override string Name => "Conv2D";
}

/// <summary>A convolution of a volume.</summary>
internal sealed record Conv3D(ConvOptions Options) : Convolution(3, Options)
{
    public override string Name => "Conv3D";
}

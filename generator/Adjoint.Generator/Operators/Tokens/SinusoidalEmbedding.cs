using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Sines and cosines of one number: <c>yᵢ = sin(t fᵢ)</c> and <c>y_{h+i} = cos(t fᵢ)</c>, <c>fᵢ = b^(−i/h)</c> for i from 0 to h − 1, h half the size.
/// <para>Gradient: sin′ = cos and cos′ = −sin, so (1) dt = Σᵢ fᵢ (dyᵢ y_{h+i} − dy_{h+i} yᵢ). Backward reads the output.</para>
/// <para>Source: Vaswani et al. (2017), and for the time of a diffusion Ho et al. (2020).</para>
/// </summary>
internal sealed record SinusoidalEmbedding(SinusoidalEmbeddingOptions Options) : Operator
{
    public override string Name => "SinusoidalEmbedding";

    /// <summary>How often it is derived with respect to t: yᵢ = fᵢᵏ sin(t fᵢ + k π/2), and so the cosines. Nobody declares other orders than 0.</summary>
    public int Order { get; init; }

    /// <summary>The number of frequencies.</summary>
    public int Half => Options.Size / 2;

    /// <summary>The frequencies.</summary>
    public EquatableArray<double> Frequencies => Enumerable.Range(0, Half).Select(i => Math.Pow(Options.Base, -(double)i / Half)).ToEquatableArray();

    public override TensorShape? Infer(ShapeContext context)
    {
        if (context.Input.Size != 1)
            context.Report(Rules.RankDiffers, null, Name, "one number", context.Source, context.Input, "write Slice and SinusoidalEmbedding for each of several");
        else if (Options.Size < 2 || Options.Size % 2 != 0)
        {
            var even = Math.Max(2, Options.Size + Options.Size % 2);
            context.ReportWith(
                [Remedy.Set(FormattableString.Invariant($"Write {even}"), context.PlaceOf("size"), FormattableString.Invariant($"{even}"))], Rules.ValueOutOfRange, context.PlaceOf("size"),
                $"The size of '{context.NodeName}'", "even, and at least 2", Options.Size);
        }
        else if (!(Options.Base > 1 && Options.Base < double.PositiveInfinity))
            context.Report(Rules.ValueOutOfRange, "Base", $"The base of '{context.NodeName}'", "above 1 and finite", Options.Base);
        else
            return new([Options.Size]);
        return null;
    }

    public override long Flops(NodeContext node) => 20L * node.Output.Size;

    public override Equation Forward(NodeContext node) => node.Is($"{(Order == 0 ? "" : $"derivative {Order} of ")}sin, cos of {node.x()}·{Options.Base}^(−i/{Half})");

    public override string Onnx(OnnxContext node)
    {
        var i = node.Add("Range", node.Double(0), node.Double(Half), node.Double(1));
        var frequencies = node.Add("CastLike", node.Add("Exp", node.Add("Mul", i, node.Double(-Math.Log(Options.Base) / Half))), node.Number(0));
        var angles = node.Add("Mul", node.Reshape(node.x(), [1]), frequencies);
        var (sines, cosines) = (node.Add("Sin", angles), node.Add("Cos", angles));
        for (var order = 0; order < Order; order++)
            (sines, cosines) = (node.Add("Mul", cosines, frequencies), node.Add("Neg", node.Add("Mul", sines, frequencies)));
        return node.Concat(1, sines, cosines);
    }

    public override IEnumerable<Gradient> Backward(NodeContext node) =>
        node.NeedsInputGradient ? [node.ToInput(0, $"Σ f (d sin · cos − d cos · sin) of {node.dy}")] : [];

    // ẏ = y′ ṫ, and y′ is the embedding of the next order
    public override int? Tangent(TangentContext node)
    {
        if (node.TangentOf(0) is not { } tangent)
            return null;
        var derivative = node.Add(this with { Order = Order + 1 }, [node.Input(0)]);
        var spread = node.Add(new Expand(node.Shape), [tangent]);
        return node.Map("SinusoidTangent", Map.Variable(0) * Map.Variable(1), derivative, spread);
    }
}

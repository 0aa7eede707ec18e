using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Local response normalisation across channels: <c>y_c = x_c d_c^(−β)</c>, <c>d_c = k + α/n Σⱼ xⱼ²</c> over the n channels from c − ⌊n/2⌋ to
/// c + ⌊(n − 1)/2⌋, of which those that do not exist count as 0.
/// <para>
/// Gradient. ∂d_j/∂x_c = 2α/n x_c where c is one of the channels of j, so (1) dx_c = dy_c d_c^(−β) − 2αβ/n x_c Σⱼ dyⱼ yⱼ / dⱼ over the j whose channels
/// include c, that is from c − ⌊(n − 1)/2⌋ to c + ⌊n/2⌋.
/// </para>
/// <para>Tangent: ḋ_c = 2α/n Σⱼ xⱼ ẋⱼ, so ẏ_c = d_c^(−β) (ẋ_c − β x_c ḋ_c / d_c).</para>
/// <para>
/// Backward reads input and output. It writes the terms of the sums to where dx will lie, sums them there with n of them in variables, and then takes d once
/// more: walking through the channels in all four buffers at once would have their lines push one another out of the cache.
/// Powers go by exp and ln: d is at least k, and two square roots and a division would take longer.
/// </para>
/// <para>Source: Krizhevsky, Sutskever and Hinton (2012). Semantics: PyTorch's LocalResponseNorm, which divides α by n where the paper does not.</para>
/// </summary>
internal sealed record LocalResponseNorm(LocalResponseNormOptions Options) : Operator
{
    public override string Name => "LocalResponseNorm";

    public override TensorShape? Infer(ShapeContext context)
    {
        var (size, k) = (Options.Size, Options.K);
        if (size is < 1 or > MostChannels)
            context.Report(Rules.ValueOutOfRange, "size", $"The number of channels of '{context.NodeName}'", $"from 1 to {MostChannels}", size);
        else if (k is not (> 0 and < double.PositiveInfinity))
            context.Report(Rules.ValueOutOfRange, "K", $"The k of '{context.NodeName}'", "above 0 and finite", k);
        else if (Options.Alpha is not (>= 0 and < double.PositiveInfinity) and var alpha)
            context.Report(Rules.ValueOutOfRange, "Alpha", $"The alpha of '{context.NodeName}'", "0 or more, and finite", alpha);
        else if (double.IsNaN(Options.Beta) || double.IsInfinity(Options.Beta))
            context.Report(Rules.ValueOutOfRange, "Beta", $"The beta of '{context.NodeName}'", "finite", Options.Beta);
        else
            return context.Input;
        return null;
    }

    public override long Flops(NodeContext node) => (2L * Options.Size + 30) * node.Output.Size;

    public override Equation Forward(NodeContext node) => node.Is(Formula(node.x()));

    public override string Onnx(OnnxContext node)
    {
        var (size, channels) = (Options.Size, node.Out.Sizes[0]);
        OnnxAttribute[] attributes = [new("size", (long)size), new("alpha", Options.Alpha), new("beta", Options.Beta), new("bias", Options.K)];
        if (size % 2 == 1 && node.Out.Rank == 3)
            return node.Add("LRN", [node.x()], attributes);
        // ONNX Runtime knows images alone.
        if (size % 2 == 1)
            return node.Reshaped(node.Add("LRN", [node.Reshape(node.x(), [channels, -1, 1])], attributes));
        // Of an even number of channels ONNX has one more behind, and this layer one more before.
        var mean = OnnxPadding.MeanOfChannels(node, node.Add("Mul", node.x(), node.x()), size / 2, (size - 1) / 2);
        var d = node.Add("Add", node.Number(Options.K), node.Add("Mul", node.Number(Options.Alpha), node.Reshaped(mean)));
        return node.Add("Mul", node.x(), node.Add("Pow", d, node.Number(-Options.Beta)));
    }

    public override IEnumerable<Gradient> Backward(NodeContext node) =>
        node.NeedsInputGradient ? [node.ToInput(0, $"{node.dy} d^(−β) − 2αβ/n {node.x()} Σ {node.dy} {node.y} / d, d = k + α/n Σ {node.x()}²")] : [];

    public override int? Tangent(TangentContext node)
    {
        if (node.TangentOf(0) is not { } dx)
            return null;
        var (a, b, size, alpha, beta) = (Operators.Map.Variable(0), Operators.Map.Variable(1), Options.Size, Options.Alpha, Options.Beta);
        int Sum(int value) => node.Add(new ChannelSum(size / 2, (size - 1) / 2), [value], []);
        var d = node.Map(Named("Denominator"), MultiplyAdd(a, alpha / size, Options.K), Sum(node.Map("Square", a * a, node.Input(0))));
        var products = Sum(node.Map("Product", a * b, node.Input(0), dx));
        var (x, s, v) = (a, Operators.Map.Variable(2), Operators.Map.Variable(3));
        return node.Map(Named("LocalResponseNormTangent"), Exp(-beta * Log(b)) * (v - x * s * (2 * alpha * beta / size) / b), node.Input(0), d, products, dx);

        string Named(string kernel) => FormattableString.Invariant($"{kernel}Size{size}Alpha{Elementwise.InName(alpha)}Beta{Elementwise.InName(beta)}K{Elementwise.InName(Options.K)}");
    }

    private const int MostChannels = 32;

    /// <summary>The formula.</summary>
    public static string Formula(string x) => $"{x} (k + α/n Σ {x}² over channels)^(−β)";
}

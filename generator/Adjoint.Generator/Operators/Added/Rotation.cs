namespace Adjoint.Generator.Operators;

/// <summary>
/// Rotary positions: each pair of numbers of a head is turned by an angle that grows with the position, so that ⟨q_p, k_r⟩ depends on p − r alone. With θ = p·b^(−2i/d) for pair i:
/// <c>y₁ = x₁ cos θ − x₂ sin θ</c>, <c>y₂ = x₁ sin θ + x₂ cos θ</c>. The pair is (x_i, x_{i+d/2}), or (x_{2i}, x_{2i+1}) where pairs are interleaved. The compiler writes it before attention.
/// <para>Gradient: a rotation's transpose turns back, so (1) dx₁ = dy₁ cos θ + dy₂ sin θ, dx₂ = dy₂ cos θ − dy₁ sin θ. Backward reads nothing.</para>
/// <para>Source: Su et al., RoFormer (2021). Semantics: Hugging Face's, half a head apart; interleaved, Meta's.</para>
/// </summary>
/// <param name="Heads">The heads that are turned, from the first on; what lies behind them stays.</param>
/// <param name="Width">The numbers d of a head.</param>
/// <param name="First">The first position.</param>
/// <param name="Base">The base b.</param>
/// <param name="Interleaved">Whether the two of a pair are neighbours.</param>
internal sealed record Rotation(int Heads, int Width, int First, double Base, bool Interleaved) : Operator
{
    public override string Name => "Rotation";

    /// <summary>How many rows, one behind the other, are the positions of one; 0 where a row has all of them.</summary>
    public int Positions { get; init; }

    public override string Symbol => "q";

    public override bool IsLinear => true;

    // Each step has an angle of its own.
    public override int? StepAxis(TensorShape x, TensorShape y, int axis) => null;

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => 3L * node.Output.Size;

    public override Equation Forward(NodeContext node) => node.Is($"R(p) {node.x()}, pairs of {Heads} heads turned by p·{Base}^(−2i/{Width})");

    public override string Onnx(OnnxContext node)
    {
        var (sizes, axis, turned, half) = (node.In().Sizes, node.In().Rank, Heads * Width, Width / 2);
        var positions = PositionsOf(node.In());
        var (sines, cosines) = OnnxAngles.Add(node, First, positions, half, Base, Width);
        int[] shape = [.. sizes.Take(sizes.Count - 1), Heads, .. Interleaved ? new[] { half, 2 } : [2, half]];
        // [N, …, positions, heads, 2, half]: the two of a pair along the last axis but one, or along the last.
        var (pair, x) = (axis + (Interleaved ? 2 : 1), node.Reshape(turned == node.In().Last ? node.x() : node.Slice(node.x(), axis, 0, turned), shape));
        var (a, b) = (Of(0), Of(1));
        var (sin, cos) = (node.Unsqueeze(sines, 1), node.Unsqueeze(cosines, 1));
        var first = node.Add("Sub", node.Add("Mul", a, cos), node.Add("Mul", b, sin));
        var second = node.Add("Add", node.Add("Mul", a, sin), node.Add("Mul", b, cos));
        var y = node.Reshape(node.Concat(pair, node.Unsqueeze(first, pair), node.Unsqueeze(second, pair)), [.. sizes.Take(sizes.Count - 1), turned]);
        return turned == node.In().Last ? y : node.Concat(axis, y, node.Slice(node.x(), axis, turned, node.In().Last));

        string Of(int which) => node.Add("Gather", [x, node.Integer(which)], new OnnxAttribute("axis", (long)pair));
    }

    public override IEnumerable<Gradient> Backward(NodeContext node) => node.NeedsInputGradient ? [node.ToInput(0, $"R(p)ᵀ {node.dy}")] : [];

    /// <summary>The positions along the axis before the last.</summary>
    public static int PositionsOf(TensorShape shape) => shape.Sizes[shape.Rank - 2];
}

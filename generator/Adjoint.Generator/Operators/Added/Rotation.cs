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

    public override IEnumerable<Gradient> Backward(NodeContext node) => node.NeedsInputGradient ? [node.ToInput(0, $"R(p)ᵀ {node.dy}")] : [];

    /// <summary>The positions along the axis before the last.</summary>
    public static int PositionsOf(TensorShape shape) => shape.Sizes[shape.Rank - 2];
}

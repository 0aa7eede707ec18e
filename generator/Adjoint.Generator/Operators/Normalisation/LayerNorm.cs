using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Normalisation over the trailing axes: <c>y = g ⊙ (x − m) / √(v + ε) + b</c>, m and v the mean and the variance (divided by n) over those axes, with a
/// weight and a bias for each of their positions.
/// <para>Gradients: see <see cref="Normalisation"/>. Source: Ba, Kiros and Hinton (2016). Semantics: PyTorch's LayerNorm.</para>
/// </summary>
internal class LayerNorm : Normalisation
{
    public override string Name => "LayerNorm";

    protected override bool AreRight(ShapeContext context)
    {
        var (axes, rank) = (context.Use.Int("Axes", 1), context.Input.Rank);
        if (axes >= 1 && axes <= rank)
            return true;
        context.Report(
            Rules.ValueOutOfRange, "Axes", $"The number of axes of '{context.NodeName}'",
            FormattableString.Invariant($"from 1 to {rank}, for {context.Source} gives {context.Input}"), axes);
        return false;
    }

    protected override NormAxes AxesOf(AttributeUse use, TensorShape input)
    {
        var size = (int)Trailing(use, input).Size;
        return new((int)(input.Size / size), size, 1, HasOwnWeights: false);
    }

    protected override TensorShape? WeightShape(AttributeUse use, TensorShape input) => use.Bool("Affine", true) ? Trailing(use, input) : null;

    private static TensorShape Trailing(AttributeUse use, TensorShape input) => new([.. input.Sizes.Skip(input.Rank - use.Int("Axes", 1))]);
}

/// <summary>
/// Normalisation over the trailing axes by the mean square alone: <c>y = g ⊙ x / √(1/n Σ x² + ε)</c>; nothing is centred and nothing added.
/// <para>Gradients: see <see cref="Normalisation"/>. Source: Zhang and Sennrich (2019). Semantics: PyTorch's RMSNorm, whose ε is float's 2⁻²³.</para>
/// </summary>
internal sealed class RMSNorm : LayerNorm
{
    public override string Name => "RMSNorm";

    public override IReadOnlyList<string> Tensors => ["weight"];

    protected override bool IsCentred => false;

    protected override double UsualEpsilon => 1.1920929e-7;

    protected override bool HasBias(AttributeUse use) => false;
}

namespace Adjoint.Generator.Operators;

/// <summary>
/// Numbers drawn from N(μ, e^ℓ), as a function of μ and ℓ: <c>z = μ + e^(ℓ/2) ⊙ ε</c>, ε from N(0, 1). In Predict and Loss, z = μ.
/// <para>
/// Gradients: ε does not depend on μ or ℓ, and (e^(ℓ/2))′ = ½ e^(ℓ/2), so (1) dμ = dz, (2) dℓ = ½ e^(ℓ/2) ⊙ ε ⊙ dz. ε is a function of (seed, step, layer, position); it is kept, for half of what
/// a draw costs is the quantile.
/// </para>
/// <para>Source: Kingma and Welling, Auto-encoding variational Bayes (2014).</para>
/// </summary>
internal sealed record Gaussian : Operator
{
    public override string Name => "Gaussian";

    public override string Symbol => "z";

    public override bool OnlyTrains => true;

    public override TensorShape? Infer(ShapeContext context) => NormalRules.Check(context, Name) ? context.Input : null;

    public override int? StepAxis(TensorShape x, TensorShape y, int axis) => axis;

    public override long Flops(NodeContext node) => 0;

    public override Equation Forward(NodeContext node) => node.Is($"{node.x()} + exp({node.x(1)}/2) ⊙ ε, ε drawn from (seed, step, layer, position)");

    public override string Onnx(OnnxContext node) => node.x();

    public override IEnumerable<Gradient> Backward(NodeContext node)
    {
        if (node.NeedsGradient(0))
            yield return node.ToInput(0, node.dy, isCopy: true);
        if (node.NeedsGradient(1))
            yield return node.ToInput(1, $"½ exp({node.x(1)}/2) ⊙ ε ⊙ {node.dy}", 2);
    }

    // Derivatives are of what is predicted, and there z = μ.
    public override int? Tangent(TangentContext node) => node.TangentOf(0);
}

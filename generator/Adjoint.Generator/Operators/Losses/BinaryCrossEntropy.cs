using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using static Adjoint.Generator.Kernels.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Binary cross-entropy of the logit y with t in [0, 1]: <c>ℓ = −t ln σ(y) − (1 − t) ln(1 − σ(y)) = ln(1 + eʸ) − t y</c>, the mean over all elements.
/// <para>Gradient: (ln(1 + eʸ))′ = σ(y), so (1) dy = σ(y) − t.</para>
/// <para>Source: Cox (1958). Semantics: PyTorch's BCEWithLogitsLoss.</para>
/// </summary>
internal sealed class BinaryCrossEntropy : ElementwiseLoss
{
    public override string Name => "BinaryCrossEntropy";

    protected override Expr Value(Expr y, Expr t, AttributeUse use) => Softplus(y) - t * y;

    protected override Expr Derivative(Expr y, Expr t, AttributeUse use) => Sigmoid(y) - t;

    protected override string Formula(string y) => $"mean of ln(1 + exp({y})) − t {y}";

    protected override string GradientFormula(string y) => $"(σ({y}) − t) / n";
}

using Adjoint.Generator.Declare;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>ℓ = (y − t)²</c>, the mean over all elements.
/// <para>Gradient: (1) dy = 2 (y − t).</para>
/// <para>Source: Legendre (1805). Semantics: PyTorch's MSELoss.</para>
/// </summary>
internal sealed record MeanSquaredError(LossOptions Common) : ElementwiseLoss(Common)
{
    public override string Name => "MeanSquaredError";

    public override Expr Value(Expr y, Expr t) => (y - t) * (y - t);

    public override Expr Derivative(Expr y, Expr t) => 2 * (y - t);
}

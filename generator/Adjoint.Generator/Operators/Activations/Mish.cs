using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using static Adjoint.Generator.Kernels.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>y = x tanh(softplus(x))</c>.
/// <para>Gradient: with t = tanh(softplus(x)) and softplus′ = σ, y′ = t + x (1 − t²) σ(x), so (1) dx = dy (t + x (1 − t²) σ(x)). Backward reads the input.</para>
/// <para>Source: Misra (2019).</para>
/// </summary>
internal sealed class Mish : Elementwise
{
    public override string Name => "Mish";

    protected override int FlopsPerElement => 50;

    protected override Expr Value(Expr x, AttributeUse use) => x * Tanh(Softplus(x));

    protected override Expr Derivative(Expr x, Expr y, AttributeUse use) => Tanh(Softplus(x)) + x * (1 - Tanh(Softplus(x)) * Tanh(Softplus(x))) * Sigmoid(x);

    protected override string Formula(string x) => $"{x} tanh(ln(1 + exp({x})))";
}

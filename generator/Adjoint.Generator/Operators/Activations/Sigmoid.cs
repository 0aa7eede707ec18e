using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>y = σ(x) = 1 / (1 + e⁻ˣ)</c>.
/// <para>Gradient: σ′ = e⁻ˣ / (1 + e⁻ˣ)² = σ (1 − σ), so (1) dx = dy y (1 − y). Backward reads the output.</para>
/// </summary>
internal sealed record Sigmoid : Elementwise
{
    public override string Name => "Sigmoid";

    public override double LowerBound => 0;

    public override double UpperBound => 1;

    protected override int FlopsPerElement => 20;

    public override Expr Value(Expr x) => Sigmoid(x);

    public override Expr Derivative(Expr x, Expr y) => y * (1 - y);

    public override string Onnx(OnnxContext node) => node.Add("Sigmoid", node.x());
}

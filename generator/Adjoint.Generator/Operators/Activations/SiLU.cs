using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using static Adjoint.Generator.Kernels.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>y = x σ(x)</c>, also called swish.
/// <para>
/// Gradient: with s = σ(x), y′ = s + x s (1 − s), so (1) dx = dy s (1 + x (1 − s)). With eˣ = n/m that is dy n (n + m + x m) / (n + m)², which loses no digits
/// where s is near 1. Backward reads the input.
/// </para>
/// <para>x is held where σ is 0 or 1, for ∞ · 0 is no number: the limits are 0 and x.</para>
/// <para>Source: Elfwing, Uchibe and Doya (2018).</para>
/// </summary>
internal sealed class SiLU : Elementwise
{
    /// <summary>Past ±750 e⁻ˣ is 0 or infinite, in doubles too.</summary>
    private const float Most = 750;

    public override string Name => "SiLU";

    protected override int FlopsPerElement => 21;

    protected override Expr Value(Expr x, AttributeUse use) => Max(-Most, x) * Sigmoid(x);

    protected override Expr Derivative(Expr x, Expr y, AttributeUse use)
    {
        var (n, m) = ExpQuotient(x);
        return n * (n + m + Clamp(x, -Most, Most) * m) / ((n + m) * (n + m));
    }

    protected override string Formula(string x) => $"{x} σ({x})";
}

using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>y = x tanh(softplus(x))</c>. With z = eˣ, tanh ln(1 + z) = ((1 + z)² − 1) / ((1 + z)² + 1) = (z² + 2z) / (z² + 2z + 2), which for z = n/m is t = a/d with
/// a = n (n + 2m) and d = a + 2m²: one exponential, and nothing that overflows.
/// <para>
/// Gradient: t′ = 4z (1 + z) / (z² + 2z + 2)² = 4 n m² (n + m) / d², so (1) dx = dy (t + x t′) = dy (a d + x 4 n m² (n + m)) / d². Backward reads the input.
/// </para>
/// <para>Source: Misra (2019).</para>
/// </summary>
internal sealed record Mish : Elementwise
{
    public override string Name => "Mish";

    public override double LowerBound => -0.31;

    protected override int FlopsPerElement => 30;

    public override Expr Value(Expr x)
    {
        var (a, d) = Tanh(ExpQuotient(x));
        return x * (a / d);
    }

    public override Expr Derivative(Expr x, Expr y)
    {
        var (n, m) = ExpQuotient(x);
        var (a, d) = Tanh((n, m));
        return (a * d + x * (4 * n * (m * m) * (n + m))) / (d * d);
    }

    public override string Onnx(OnnxContext node) => node.Add("Mul", node.x(), node.Add("Tanh", node.Add("Softplus", node.x())));

    public override string Formula(string x) => $"{x} tanh(ln(1 + exp({x})))";

    private static (Expr A, Expr D) Tanh((Expr N, Expr M) exponential)
    {
        var (n, m) = exponential;
        var a = n * (n + 2 * m);
        return (a, a + 2 * (m * m));
    }
}

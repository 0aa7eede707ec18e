using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>y = x · clamp((x + 3)/6, 0, 1)</c>: a sum that is exact near −3, where it is small.
/// <para>Gradient: (1) dx = dy (2x + 3)/6 for −3 ≤ x &lt; 3, dy above, 0 below; at the kinks it is 1 for x = 3 and −½ for x = −3, as in PyTorch. Backward reads the input.</para>
/// <para>Source: Howard et al. (2019).</para>
/// </summary>
internal sealed record Hardswish : Elementwise
{
    public override string Name => "Hardswish";

    public override double LowerBound => -0.375;

    protected override int FlopsPerElement => 5;

    public override Expr Value(Expr x) => x * (Clamp(x + 3, 0, 6) * Sixth);

    public override Expr Derivative(Expr x, Expr y) => IfGreater(3, x, IfGreater(-3, x, 0, (x + 1.5f) * Third), 1);

    public override string Onnx(OnnxContext node) => node.Add("HardSwish", node.x());

    public override string Formula(string x) => $"{x} clamp(({x} + 3)/6, 0, 1)";

    private const double Sixth = 1.0 / 6;
    private const double Third = 1.0 / 3;
}

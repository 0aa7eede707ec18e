using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>y = clamp((x + 3)/6, 0, 1)</c>: a sum that is exact near −3, where it is small.
/// <para>Gradient: (1) dx = dy / 6 for −3 &lt; x &lt; 3, else 0; at the kinks x = ±3 it is 0, as in PyTorch. Backward reads the input.</para>
/// <para>Source: Howard et al. (2019).</para>
/// </summary>
internal sealed record Hardsigmoid : Elementwise
{
    public override string Name => "Hardsigmoid";

    public override double LowerBound => 0;

    public override double UpperBound => 1;

    protected override int FlopsPerElement => 4;

    public override Expr Value(Expr x) => Clamp(x + 3, 0, 6) * Sixth;

    public override Expr Derivative(Expr x, Expr y) => IfGreater(3, Abs(x), Sixth, 0);

    public override string Onnx(OnnxContext node) => node.Add("HardSigmoid", [node.x()], new OnnxAttribute("alpha", Sixth), new OnnxAttribute("beta", 0.5));

    public override string Formula(string x) => $"clamp(({x} + 3)/6, 0, 1)";

    private const double Sixth = 1.0 / 6;
}

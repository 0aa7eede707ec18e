using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>y = max(x, 0)</c>.
/// <para>Gradient: (1) dx = dy where x &gt; 0, else 0. At the kink x = 0 the subgradient 0 is taken. y &gt; 0 exactly where x &gt; 0, so backward reads the output.</para>
/// <para>The order of max's operands lets a NaN through: the instruction returns its second operand when either is NaN.</para>
/// <para>Source: Nair and Hinton (2010).</para>
/// </summary>
internal sealed record ReLU : Elementwise
{
    public override string Name => "ReLU";

    public override double LowerBound => 0;

    protected override int FlopsPerElement => 1;

    public override Expr Value(Expr x) => Max(0, x);

    public override Expr Derivative(Expr x, Expr y) => IfGreater(y, 0, 1, 0);

    public override string Onnx(OnnxContext node) => node.Add("Relu", node.x());

    public override string Formula(string x) => $"max({x}, 0)";
}

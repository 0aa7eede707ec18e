using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>y = λ x</c> for x &gt; 0, else <c>λ α (eˣ − 1)</c>, with the λ and α for which mean 0 and variance 1 are a fixed point.
/// <para>Gradient: (1) dx = λ dy for x &gt; 0, else λ α eˣ dy = (y + λ α) dy. Backward reads the output.</para>
/// <para>Source: Klambauer, Unterthiner, Mayr and Hochreiter (2017); the constants are theirs.</para>
/// </summary>
internal sealed record SELU : Elementwise
{
    public override string Name => "SELU";

    protected override int FlopsPerElement => 30;

    public override Expr Value(Expr x) => IfGreater(x, 0, Scale * x, (Scale * Alpha) * ExpMinusOne(Min(0, x)));

    public override Expr Derivative(Expr x, Expr y) => IfGreater(y, 0, Scale, y + (Scale * Alpha));

    public override string Onnx(OnnxContext node) => node.Add("Selu", [node.x()], new OnnxAttribute("alpha", Alpha), new OnnxAttribute("gamma", Scale));

    public override string Formula(string x) => $"λ ({x} where {x} > 0, else α (exp({x}) − 1))";

    private const double Scale = 1.0507009873554805;
    private const double Alpha = 1.6732632423543772;
}

using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>y = x</c> for x &gt; 0, else <c>α (eˣ − 1)</c>.
/// <para>Gradient: (1) dx = dy for x &gt; 0, else α eˣ dy = (y + α) dy. At x = 0 the value α of the left side is taken, as PyTorch does. Backward reads the output.</para>
/// <para>Source: Clevert, Unterthiner and Hochreiter (2016).</para>
/// </summary>
internal sealed record ELU(ELUOptions Options) : Elementwise
{
    public override string Name => "ELU";

    protected override int FlopsPerElement => 30;

    public override TensorShape? Infer(ShapeContext context)
    {
        var alpha = Options.Alpha;
        if (alpha > 0 && !double.IsInfinity(alpha))
            return context.Input;
        context.Report(Rules.ValueOutOfRange, "alpha", "ELU's alpha", "above 0 and finite", alpha);
        return null;
    }

    public override Expr Value(Expr x) => IfGreater(x, 0, x, Options.Alpha * ExpMinusOne(Min(0, x)));

    public override Expr Derivative(Expr x, Expr y) => IfGreater(y, 0, 1, y + Options.Alpha);

    public override string Onnx(OnnxContext node) => node.Add("Elu", [node.x()], new OnnxAttribute("alpha", Options.Alpha));

    public override string Formula(string x) => $"{x} where {x} > 0, else α (exp({x}) − 1)";

    public override string Variant => InName(Options.Alpha);
}

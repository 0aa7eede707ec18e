using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Operators;

/// <summary>
/// A multiplication by a number: <c>y = a x</c>.
/// <para>Gradient: (1) dx = a dy. Backward reads nothing.</para>
/// </summary>
internal sealed record Scale(ScaleOptions Options) : Elementwise
{
    public override string Name => "Scale";

    public override bool IsLinear => true;

    protected override int FlopsPerElement => 1;

    public override TensorShape? Infer(ShapeContext context)
    {
        if (!double.IsNaN(Options.Factor) && !double.IsInfinity(Options.Factor))
            return context.Input;
        context.Report(Rules.ValueOutOfRange, "factor", "Scale's factor", "finite", Options.Factor);
        return null;
    }

    public override Expr Value(Expr x) => Options.Factor * x;

    public override Expr Derivative(Expr x, Expr y) => Options.Factor;

    public override string Onnx(OnnxContext node) => node.Add("Mul", node.x(), node.Number(Options.Factor));

    public override string Variant => InName(Options.Factor);
}

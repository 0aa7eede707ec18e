using Adjoint.Generator.Declare;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>ℓ(y, t)</c>, a function of the user's of output and target, the mean over all elements.
/// <para>Gradient, derived by the compiler: (1) dy = ∂ℓ/∂y. Kinks are as the table of derivatives has them.</para>
/// </summary>
internal sealed record FunctionLoss(FunctionLossOptions Options) : ElementwiseLoss(Options)
{
    public override string Name => "Loss";

    public override TensorShape? Infer(ShapeContext context) => FunctionExpressions.Check(context, Name, Options.Function, data: 2, canTrain: false) ? context.Input : null;

    public override string Variant => "_" + Options.Function!.Key;

    public override Expr Value(Expr y, Expr t) => FunctionExpressions.Of(Options.Function!, 0, y, t);

    public override Expr Derivative(Expr y, Expr t) => FunctionExpressions.Of(Options.Function!, 1, y, t);

    public override string Title => Options.Function!.Name;

    public override string Formula(string y) => $"mean of ℓ({y}, t)";

    public override string GradientFormula(string y) => $"∂ℓ/∂{y} / n";
}

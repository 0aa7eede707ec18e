using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>y = √(x + ε)</c>: with a sum of squares before it, the length of a vector.
/// <para>Gradient: y′ = 1 / (2 √(x + ε)), so (1) dx = dy / (2 y). Infinite at x = −ε, where y = 0; below it y is no number. Backward reads the output.</para>
/// <para>Semantics: PyTorch's <c>(x + eps).sqrt()</c>.</para>
/// </summary>
internal sealed record Sqrt(SqrtOptions Options) : Elementwise
{
    public override string Name => "Sqrt";

    public override double LowerBound => 0;

    protected override int FlopsPerElement => 10;

    public override TensorShape? Infer(ShapeContext context)
    {
        if (Options.Epsilon is >= 0 and < double.PositiveInfinity)
            return context.Input;
        context.Report(Rules.ValueOutOfRange, "Epsilon", "Sqrt's epsilon", "at least 0 and finite", Options.Epsilon);
        return null;
    }

    public override Expr Value(Expr x) => Sqrt(Options.Epsilon == 0 ? x : x + Options.Epsilon);

    public override Expr Derivative(Expr x, Expr y) => 0.5 / y;

    public override string Variant => Options.Epsilon == 0 ? "" : InName(Options.Epsilon);
}

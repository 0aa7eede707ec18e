using System.Globalization;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Operators;

/// <summary>
/// An activation: <c>y = f(x)</c> for each element, so that <c>dx = f′ · dy</c>. A file of this kind is a formula and its derivative; backward reads
/// what the derivative's formula mentions: the input, the output, or nothing.
/// </summary>
internal abstract record Elementwise : Operator
{
    /// <summary>f(x).</summary>
    public abstract Expr Value(Expr x);

    /// <summary>f′(x), from x or from y = f(x), whichever is cheaper.</summary>
    public abstract Expr Derivative(Expr x, Expr y);

    /// <summary>f as the lectures write it, of the value named; overridden where they write it otherwise than it is computed.</summary>
    public virtual string Formula(string x) => MathText.IfShort(Value(new Variable("x")), _ => x) ?? $"{Name}({x})";

    /// <summary>What sets kernels of this operator with other arguments apart.</summary>
    public virtual string Variant => "";

    /// <summary>Operations for one element, with one for each step of a polynomial or a division.</summary>
    protected virtual int FlopsPerElement => 1;

    public override bool KeepsPlaces => true;

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => (long)FlopsPerElement * node.Output.Size;

    public override Equation Forward(NodeContext node) => node.Is(Formula(node.x()));

    public override string Onnx(OnnxContext node) => node.Formula(Value(new Variable("x")), given => given is Variable ? node.x() : null);

    public override IEnumerable<Gradient> Backward(NodeContext node)
    {
        if (node.NeedsInputGradient)
            yield return node.ToInput(0, $"{node.dy} ⊙ {Name}′({node.x()})");
    }

    // ẏ = f′(x) ẋ
    public override int? Tangent(TangentContext node)
    {
        if (node.TangentOf(0) is not { } tangent)
            return null;
        var derivative = Derivative(Operators.Map.Variable(0), Operators.Map.Variable(1));
        return node.Map($"{Name}{Variant}Tangent", Scalars.Derivative.Chain([(derivative, Operators.Map.Variable(2))]), node.Input(0), node.Output, tangent);
    }

    /// <summary>A number in the name of a class: 0.01 is 0p01. All digits count, for kernels of two numbers are two classes.</summary>
    internal static string InName(double value) =>
        value.ToString("R", CultureInfo.InvariantCulture).Replace('.', 'p').Replace("-", "Minus").Replace("+", "");
}

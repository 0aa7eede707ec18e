using Adjoint.Generator.Calculus;
using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Operators;

/// <summary>
/// An elementwise formula of values of one shape and of parameters with a number for each channel, <c>y = f(a, b, …, p, q, …)</c>, which the compiler writes where
/// tangents of layers with such parameters need one, and for batch normalisation as it predicts. Nobody declares it.
/// <para>
/// Gradients: (1) da = dy ∂f/∂a for every value; (2) dp = Σ dy ∂f/∂p for every parameter, over the rows and over the features that share the number. Tangent:
/// ẏ = ∂f/∂a ȧ + … + ∂f/∂p ṗ + …, a formula again. All come from the one table of derivatives, as for <see cref="Operators.Formula"/>.
/// </para>
/// </summary>
/// <param name="Kernel">The kernel's name: equal names have equal formulas.</param>
/// <param name="Value">The formula.</param>
/// <param name="Places">Which number of a parameter belongs to which feature.</param>
internal sealed record ParameterFormula(string Kernel, Expr Value, ParameterPlaces Places) : Operator
{
    public override string Name => "ParameterFormula";

    /// <summary>What stands for the parameter of this number in a formula; for values see <see cref="Operators.Formula.Variable"/>.</summary>
    public static Variable Parameter(int number) => new(FormattableString.Invariant($"p{number}v"));

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => 2L * (node.InputCount + node.ParameterCount) * node.Output.Size;

    public override Equation Forward(NodeContext node) => node.Is(Text(node, Value));

    public override IEnumerable<Gradient> Backward(NodeContext node)
    {
        for (var i = 0; i < node.InputCount; i++)
        {
            if (node.NeedsGradient(i) && OfValue(i) is { } partial)
                yield return node.ToInput(i, $"{node.dy} ⊙ ({Text(node, partial)})");
        }
        for (var i = 0; i < node.ParameterCount; i++)
        {
            if (node.Trains(i) && OfParameter(i) is { } partial)
                yield return node.ToParameter(i, $"{node.dy} ⊙ ({Text(node, partial)})", 2);
        }
    }

    /// <summary>∂f/∂a; null where it is zero.</summary>
    public Expr? OfValue(int value) => Partial(Operators.Formula.Variable(value));

    /// <summary>∂f/∂p; null where it is zero.</summary>
    public Expr? OfParameter(int parameter) => Partial(Parameter(parameter));

    private Expr? Partial(Variable of) => ExprDerivative.Of(Value, of.Name) is var partial && partial is not Constant { Value: 0 } ? partial : null;

    public override int? Tangent(TangentContext node) => node.Chain(Kernel, Value, Places);

    private static string Text(NodeContext node, Expr formula)
    {
        var symbols = Enumerable.Range(0, node.ParameterCount).ToDictionary(static i => Parameter(i), i => node.Parameter(i).Symbol);
        return Notation.Of(formula, variable => Notation.Of(symbols.TryGetValue(variable, out var symbol) ? symbol : node.InputAt(Operators.Formula.Number(variable)).Name));
    }
}

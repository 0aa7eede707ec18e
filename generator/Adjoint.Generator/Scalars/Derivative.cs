namespace Adjoint.Generator.Scalars;

/// <summary>Derivatives of formulas, simplified, again as formulas: so that formulas can be derived as often as one likes.</summary>
internal static class Derivative
{
    /// <summary>∂formula/∂variable.</summary>
    /// <exception cref="InvalidOperationException">The formula has a function without a line in <see cref="DerivativeRules"/>.</exception>
    public static Expr Of(Expr formula, Variable variable)
    {
        // A constant is rounded when it is written: only then is it known whether to floats or to doubles.
        var algebra = new Algebra(isSingle: false);
        var (value, along) = (algebra.Make(formula), algebra.Make(variable));
        return ForwardMode.Tangents(algebra, new Partials(algebra, []), [value], new Dictionary<Expr, Expr> { [along] = algebra.Constant(1) })[0];
    }

    /// <summary>The chain rule: ẏ = Σ ∂f/∂xᵢ ẋᵢ.</summary>
    public static Expr Chain(IEnumerable<(Expr Partial, Expr Tangent)> terms)
    {
        var algebra = new Algebra(isSingle: false);
        return terms.Aggregate(algebra.Constant(0), (sum, term) => algebra.Make(Op.Add, sum, ForwardMode.Times(algebra, algebra.Make(term.Partial), algebra.Make(term.Tangent))));
    }
}

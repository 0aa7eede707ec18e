using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Calculus;

/// <summary>
/// The derivative of an elementwise formula with respect to one of its variables, again as a formula: so that formulas can be derived as often as one likes.
/// Constants are folded, and neither sums with zero nor products with zero or one are left.
/// </summary>
internal static class ExprDerivative
{
    private static readonly Constant Zero = new(0), One = new(1);

    /// <summary>∂formula/∂variable.</summary>
    /// <exception cref="InvalidOperationException">The formula has a function without a line in <see cref="DerivativeRules"/>.</exception>
    public static Expr Of(Expr formula, string variable)
    {
        if (!formula.Reads(variable))
            return Zero;
        return formula switch
        {
            Variable => One,
            Binary b => Of(b, variable),
            Function { Name: "SelectGreater" or "SelectGreaterOrEqual", Arguments: var a } choice =>
                Choose(choice, Of(a[2], variable), Of(a[3], variable)),
            Function f => Of(f, variable),
            _ => throw new InvalidOperationException($"{formula} has no derivative."),
        };
    }

    private static Expr Of(Binary b, string variable)
    {
        var (left, right) = (Of(b.Left, variable), Of(b.Right, variable));
        return b.Operator switch
        {
            '+' => Add(left, right),
            '-' => Subtract(left, right),
            '*' => Add(Multiply(left, b.Right), Multiply(b.Left, right)),
            // (a / b)′ = (a′ − (a / b) b′) / b
            _ => Divide(Subtract(left, Multiply(b, right)), b.Right),
        };
    }

    private static Expr Of(Function f, string variable)
    {
        var partials = DerivativeRules.Partials(f.Name, f.Arguments, f) ?? throw new InvalidOperationException($"{f.Name} has no line in the table of derivatives.");
        Expr sum = Zero;
        for (var i = 0; i < partials.Count; i++)
        {
            var inner = Of(f.Arguments[i], variable);
            if (inner != Zero)
                sum = Add(sum, Multiply(Tidy(partials[i]), inner));
        }
        return sum;
    }

    /// <summary>The derivative of what is chosen is chosen as it is; what is not chosen has no part in it, not even as zero times infinity.</summary>
    private static Expr Choose(Function choice, Expr then, Expr otherwise) =>
        then == otherwise ? then : choice with { Arguments = [choice.Arguments[0], choice.Arguments[1], then, otherwise] };

    /// <summary>The formula without the zeros and ones that a rule of the table leaves at constant arguments.</summary>
    private static Expr Tidy(Expr formula) => formula switch
    {
        Binary { Operator: '+' } b => Add(Tidy(b.Left), Tidy(b.Right)),
        Binary { Operator: '-' } b => Subtract(Tidy(b.Left), Tidy(b.Right)),
        Binary { Operator: '*' } b => Multiply(Tidy(b.Left), Tidy(b.Right)),
        Binary b => Divide(Tidy(b.Left), Tidy(b.Right)),
        _ => formula,
    };

    private static Expr Add(Expr a, Expr b) => (a, b) switch
    {
        (Constant x, Constant y) => x.Value + y.Value,
        (Constant { Value: 0 }, _) => b,
        (_, Constant { Value: 0 }) => a,
        _ => a + b,
    };

    private static Expr Subtract(Expr a, Expr b) => (a, b) switch
    {
        (Constant x, Constant y) => x.Value - y.Value,
        (_, Constant { Value: 0 }) => a,
        _ => a - b,
    };

    private static Expr Multiply(Expr a, Expr b) => (a, b) switch
    {
        (Constant x, Constant y) => x.Value * y.Value,
        (Constant { Value: 0 }, _) or (_, Constant { Value: 0 }) => Zero,
        (Constant { Value: 1 }, _) => b,
        (_, Constant { Value: 1 }) => a,
        (_, Constant) => Multiply(b, a),
        (Constant x, Binary { Operator: '*', Left: Constant y } product) => Multiply(x.Value * y.Value, product.Right),
        _ => a * b,
    };

    private static Expr Divide(Expr a, Expr b) => (a, b) switch
    {
        (Constant { Value: 0 }, _) => Zero,
        (_, Constant { Value: 1 }) => a,
        _ => a / b,
    };
}

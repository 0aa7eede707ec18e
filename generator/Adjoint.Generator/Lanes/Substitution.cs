namespace Adjoint.Generator.Lanes;

/// <summary>Formulas with parts replaced.</summary>
internal static class Substitution
{
    /// <summary>The formula with what <paramref name="replace"/> gives in place of the parts for which it gives something.</summary>
    public static Expr Of(Expr expr, Func<Expr, Expr?> replace) => replace(expr) ?? expr switch
    {
        Binary b => b with { Left = Of(b.Left, replace), Right = Of(b.Right, replace) },
        Function f => f with { Arguments = f.Arguments.Select(a => Of(a, replace)).ToEquatableArray() },
        _ => expr,
    };
}

namespace Adjoint.Generator.Scalars;

/// <summary>Formulas as text: what mathematics and C# have in common, which is that what binds weakly needs parentheses inside of what binds strongly.</summary>
internal abstract class FormulaText
{
    /// <summary>How strongly operators bind, from the weakest.</summary>
    protected enum Level
    {
        Choice,
        Or,
        And,
        Equality,
        Relation,
        Sum,

        /// <summary>A product that begins with a minus, which is not written behind another sign.</summary>
        Negative,

        /// <summary>A quotient, which among factors without a sign between them would be read as one of their product.</summary>
        Quotient,
        Product,
        Unary,
        Primary,
    }

    /// <summary>The formula.</summary>
    public string Of(Expr formula) => Spell(formula).Text;

    /// <summary>A formula in full.</summary>
    protected abstract Written Write(Expr formula);

    /// <summary>The text of a formula, and how strongly its outermost operator binds; what overrides this may remember it, or write a name in its place.</summary>
    protected virtual Written Spell(Expr formula) => Write(formula);

    /// <summary>A formula inside of another, in parentheses if it binds more weakly than this.</summary>
    protected string At(Expr formula, Level level)
    {
        var (text, own) = Spell(formula);
        return own < level ? $"({text})" : text;
    }

    /// <summary>Two formulas with a sign between them. Equally strong signs are read from the left.</summary>
    protected Written Infix(Expr formula, string sign, Level level) => new($"{At(formula.Arguments[0], level)} {sign} {At(formula.Arguments[1], level + 1)}", level);

    /// <summary>A function of a formula's arguments.</summary>
    protected Written Function(string name, Expr formula) => new($"{name}({List(formula.Arguments)})", Level.Primary);

    /// <summary>Formulas with commas between them.</summary>
    protected string List(IEnumerable<Expr> formulas) => string.Join(", ", formulas.Select(Of));

    /// <summary>A text, and how strongly its outermost operator binds.</summary>
    protected readonly record struct Written(string Text, Level Level);
}

using System.Globalization;

namespace Adjoint.Generator.Scalars;

/// <summary>Formulas as mathematics writes them, for documentation.</summary>
/// <param name="name">What a variable or an input is called.</param>
internal sealed class MathText(Func<Expr, string> name) : FormulaText
{
    /// <summary>Longer formulas explain nothing.</summary>
    private const int Longest = 120;

    private static readonly Written TooLong = new("…", Level.Primary);

    private readonly Dictionary<Expr, Written> known = [];

    /// <summary>A formula, with what its variables are called, or null where it would be too long to be read.</summary>
    public static string? IfShort(Expr formula, Func<Variable, string> name) => new MathText(given => name((Variable)given)).IfShort(formula);

    /// <summary>A formula, or null where it would be too long to be read.</summary>
    public string? IfShort(Expr formula)
    {
        // Arguments first: a computation may be deeper than the stack.
        foreach (var part in formula.Parts())
            Spell(part);
        return Spell(formula) == TooLong ? null : Of(formula);
    }

    protected override Written Spell(Expr formula)
    {
        if (!known.TryGetValue(formula, out var written))
            known.Add(formula, written = Write(formula));
        return written;
    }

    protected override Written Write(Expr formula)
    {
        // What is too long in itself is too long inside of something else.
        if (formula.Arguments.Any(a => Spell(a) == TooLong))
            return TooLong;
        var written = formula switch
        {
            Constant c => Number(c.Value),
            MachineEpsilon => new("ε", Level.Primary),
            Variable or Input => new(name(formula), Level.Primary),
            Call { Part: null } c => Function(MethodName(c), c),
            Call c => new($"{MethodName(c)}({List(c.Arguments)})[{c.Part!.Value.ToString(CultureInfo.InvariantCulture)}]", Level.Primary),
            Operation o => Write(o),
            _ => throw new InvalidOperationException($"No notation for {formula}."),
        };
        return written.Text.Length > Longest ? TooLong : written;
    }

    private Written Write(Operation step)
    {
        string Inner(int argument, Level level) => At(step.Arguments[argument], level);
        return step.Op switch
        {
            Op.Add => new($"{Inner(0, Level.Sum)} + {Behind(step.Arguments[1], Level.Sum)}", Level.Sum),
            Op.Subtract => new($"{Inner(0, Level.Sum)} − {Behind(step.Arguments[1], Level.Quotient)}", Level.Sum),
            Op.Multiply when step.Arguments[0] == step.Arguments[1] => new(Inner(0, Level.Primary) + "²", Level.Unary),
            Op.Multiply => Product(step.Arguments[0], step.Arguments[1]),
            Op.Divide => new($"{Inner(0, Level.Negative)} / {Inner(1, Level.Unary)}", Spell(step.Arguments[0]).Level == Level.Negative ? Level.Sum : Level.Quotient),
            Op.Negate => Spell(step.Arguments[0]).Level == Level.Quotient ? new("−" + Inner(0, Level.Quotient), Level.Sum) : new("−" + Inner(0, Level.Product), Level.Negative),
            Op.MultiplyAdd => new($"{Product(step.Arguments[0], step.Arguments[1]).Text} + {Behind(step.Arguments[2], Level.Sum)}", Level.Sum),
            Op.Greater => Comparison(step, ">", "<"),
            Op.GreaterOrEqual => Comparison(step, "≥", "≤"),
            Op.Equal => Infix(step, "=", Level.Relation),
            Op.And => new($"{Inner(0, Level.And)} and {Inner(1, Level.And)}", Level.And),
            Op.Or => new($"{Inner(0, Level.Or)} or {Inner(1, Level.Or)}", Level.Or),
            Op.Not => new("not " + Inner(0, Level.Unary), Level.Unary),
            Op.Select => new($"{Inner(1, Level.Or)} where {Inner(0, Level.Or)}, else {Inner(2, Level.Or)}", Level.Choice),
            Op.Sqrt => new("√" + Inner(0, Level.Primary), Level.Unary),
            Op.Abs => new($"|{Inner(0, Level.Choice)}|", Level.Primary),
            Op.Expm1 => new($"exp({Inner(0, Level.Choice)}) − 1", Level.Sum),
            Op.Log1p => new($"ln(1 + {Behind(step.Arguments[0], Level.Sum)})", Level.Primary),
            Op.Softplus => new($"ln(1 + exp({Inner(0, Level.Choice)}))", Level.Primary),
            _ => Function(NameOf(step.Op), step),
        };
    }

    /// <summary>A formula behind a sign, where no other sign may follow.</summary>
    private string Behind(Expr formula, Level level) => Spell(formula).Text[0] == '−' ? $"({Spell(formula).Text})" : At(formula, level);

    /// <summary>Factors stand beside each other, but for one that would be read as a part of the factor before it.</summary>
    private Written Product(Expr first, Expr second)
    {
        var isNegative = Spell(first).Level == Level.Negative;
        var (left, right) = (At(first, isNegative ? Level.Negative : Level.Product), At(second, Level.Product));
        return new(char.IsDigit(right[0]) ? $"{left} · {right}" : $"{left} {right}", isNegative ? Level.Negative : Level.Product);
    }

    /// <summary>0 &gt; x reads better as x &lt; 0.</summary>
    private Written Comparison(Operation step, string sign, string turned) => step is Operation(_, Constant constant, var other)
        ? new($"{At(other, Level.Sum)} {turned} {At(constant, Level.Sum)}", Level.Relation)
        : Infix(step, sign, Level.Relation);

    private static string NameOf(Op function) => function switch
    {
        Op.Log => "ln",
        Op.Sigmoid => "σ",
        Op.NormalCdf => "Φ",
        Op.NormalDensity => "φ",
        Op.GELUDerivative => "GELU′",
        Op.Maximum => "max",
        Op.Minimum => "min",
        _ => $"{function}".ToLowerInvariant(),
    };

    private static Written Number(double value)
    {
        var text = value.ToString("G6", CultureInfo.InvariantCulture).Replace("-", "−");
        return new(text, value < 0 ? Level.Negative : Level.Primary);
    }

    private static string MethodName(Call call) => call.Method.Substring(call.Method.LastIndexOf('.') + 1);
}

namespace Adjoint.Generator.Shape;

/// <summary>
/// A number that a declaration writes as a text, such as <c>"width * 4"</c>: numbers and names with + - * / %, parentheses, <c>min</c>, <c>max</c> and <c>sqrt</c>.
/// Where it stands for a whole number, a division rounds towards zero, as it does in C#.
/// </summary>
internal abstract record SizeExpression
{
    /// <summary>The names that it mentions.</summary>
    public abstract IEnumerable<string> Names { get; }

    /// <summary>Whether it is whole by itself: nothing in it but names has a fraction.</summary>
    public abstract bool IsWhole { get; }

    /// <summary>
    /// Its value, when each name is replaced by its own. The first thing that goes wrong is told in <paramref name="error"/>; then the value means nothing.
    /// </summary>
    /// <param name="values">What the names stand for.</param>
    /// <param name="whole">Whether it is worked out in whole numbers.</param>
    /// <param name="error">What goes wrong.</param>
    public abstract double Evaluate(IReadOnlyDictionary<string, double> values, bool whole, ref string? error);

    /// <summary>A value that no size comes near is an error before it can grow out of what a number holds exactly.</summary>
    private protected static double Bounded(double value, bool whole, ref string? error)
    {
        if (whole ? value is < -int.MaxValue or > int.MaxValue : double.IsNaN(value) || double.IsInfinity(value))
            error ??= whole ? "it grows beyond what a size can be" : "it is not finite";
        return error is null ? value : 0;
    }

    /// <summary>A number with a fraction where there can be none.</summary>
    private protected static double Fraction(string what, ref string? error)
    {
        error ??= $"{what} is not a whole number";
        return 0;
    }
}

/// <summary>A number.</summary>
internal sealed record SizeNumber(double Value) : SizeExpression
{
    public override IEnumerable<string> Names => [];

    public override bool IsWhole => Value == Math.Floor(Value);

    public override double Evaluate(IReadOnlyDictionary<string, double> values, bool whole, ref string? error) =>
        whole && !IsWhole ? Fraction(FormattableString.Invariant($"{Value}"), ref error) : Value;
}

/// <summary>A name: of a block's parameter, of a size of the incoming value, or of a size of a named value.</summary>
internal sealed record SizeName(string Name) : SizeExpression
{
    public override IEnumerable<string> Names => [Name];

    public override bool IsWhole => true;

    public override double Evaluate(IReadOnlyDictionary<string, double> values, bool whole, ref string? error)
    {
        if (!values.TryGetValue(Name, out var value))
            error ??= $"'{Name}' has no value";
        return whole && value != Math.Floor(value) ? Fraction(FormattableString.Invariant($"'{Name}', which is {value},"), ref error) : value;
    }
}

/// <summary>The value with the other sign.</summary>
internal sealed record SizeNegation(SizeExpression Operand) : SizeExpression
{
    public override IEnumerable<string> Names => Operand.Names;

    public override bool IsWhole => Operand.IsWhole;

    public override double Evaluate(IReadOnlyDictionary<string, double> values, bool whole, ref string? error) => Bounded(0 - Operand.Evaluate(values, whole, ref error), whole, ref error);
}

/// <summary>The square root.</summary>
internal sealed record SizeRoot(SizeExpression Operand) : SizeExpression
{
    public override IEnumerable<string> Names => Operand.Names;

    public override bool IsWhole => false;

    public override double Evaluate(IReadOnlyDictionary<string, double> values, bool whole, ref string? error) =>
        whole ? Fraction("a square root", ref error) : Bounded(Math.Sqrt(Operand.Evaluate(values, whole, ref error)), whole, ref error);
}

/// <summary>Two values combined: by an operator, or by the functions <c>min</c> and <c>max</c>.</summary>
internal sealed record SizeOperation(string Operator, SizeExpression Left, SizeExpression Right) : SizeExpression
{
    public override IEnumerable<string> Names => [.. Left.Names, .. Right.Names];

    public override bool IsWhole => Left.IsWhole && Right.IsWhole;

    public override double Evaluate(IReadOnlyDictionary<string, double> values, bool whole, ref string? error)
    {
        var (left, right) = (Left.Evaluate(values, whole, ref error), Right.Evaluate(values, whole, ref error));
        if (error is null && right == 0 && Operator is "/" or "%")
            error ??= "it divides by zero";
        if (error is not null)
            return 0;
        return Bounded(
            Operator switch
            {
                "+" => left + right,
                "-" => left - right,
                "*" => left * right,
                "/" => whole ? Math.Truncate(left / right) : left / right,
                "%" => left % right,
                "min" => Math.Min(left, right),
                _ => Math.Max(left, right),
            },
            whole, ref error);
    }
}

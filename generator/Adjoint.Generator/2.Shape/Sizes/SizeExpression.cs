namespace Adjoint.Generator.Shape;

/// <summary>
/// A size that a declaration writes as a text, such as <c>"width * 4"</c>: whole numbers and names with + - * / %, parentheses, <c>min</c> and <c>max</c>.
/// A division rounds towards zero, as it does in C#.
/// </summary>
internal abstract record SizeExpression
{
    /// <summary>The names that it mentions.</summary>
    public abstract IEnumerable<string> Names { get; }

    /// <summary>
    /// Its value, when each name is replaced by its own. The first thing that goes wrong is told in <paramref name="error"/>; then the value means nothing.
    /// </summary>
    public abstract long Evaluate(IReadOnlyDictionary<string, long> values, ref string? error);

    /// <summary>A value that no size comes near is an error before it can grow out of what a <c>long</c> holds.</summary>
    private protected static long Bounded(long value, ref string? error)
    {
        if (value is < -int.MaxValue or > int.MaxValue)
            error ??= "it grows beyond what a size can be";
        return error is null ? value : 0;
    }
}

/// <summary>A whole number.</summary>
internal sealed record SizeNumber(int Value) : SizeExpression
{
    public override IEnumerable<string> Names => [];

    public override long Evaluate(IReadOnlyDictionary<string, long> values, ref string? error) => Value;
}

/// <summary>A name: of a block's parameter, or of a size of the incoming value.</summary>
internal sealed record SizeName(string Name) : SizeExpression
{
    public override IEnumerable<string> Names => [Name];

    public override long Evaluate(IReadOnlyDictionary<string, long> values, ref string? error)
    {
        if (!values.TryGetValue(Name, out var value))
            error ??= $"'{Name}' has no value";
        return value;
    }
}

/// <summary>The value with the other sign.</summary>
internal sealed record SizeNegation(SizeExpression Operand) : SizeExpression
{
    public override IEnumerable<string> Names => Operand.Names;

    public override long Evaluate(IReadOnlyDictionary<string, long> values, ref string? error) =>
        Bounded(-Operand.Evaluate(values, ref error), ref error);
}

/// <summary>Two values combined: by an operator, or by the functions <c>min</c> and <c>max</c>.</summary>
internal sealed record SizeOperation(string Operator, SizeExpression Left, SizeExpression Right) : SizeExpression
{
    public override IEnumerable<string> Names => [.. Left.Names, .. Right.Names];

    public override long Evaluate(IReadOnlyDictionary<string, long> values, ref string? error)
    {
        var (left, right) = (Left.Evaluate(values, ref error), Right.Evaluate(values, ref error));
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
                "/" => left / right,
                "%" => left % right,
                "min" => Math.Min(left, right),
                _ => Math.Max(left, right),
            },
            ref error);
    }
}

using System.Globalization;
using Adjoint.Generator.Naming;

namespace Adjoint.Generator.Shape;

/// <summary>
/// Reads a <see cref="SizeExpression"/> by recursive descent:
/// <code>
/// sum     = product { ("+" | "-") product }
/// product = factor { ("*" | "/" | "%") factor }
/// factor  = "-" factor | number | name [ "." name ] | ("min" | "max") "(" sum "," sum { "," sum } ")" | "sqrt" "(" sum ")" | "(" sum ")"
/// </code>
/// </summary>
internal sealed class SizeParser
{
    /// <summary>Parentheses and signs within one another; more is nothing that anybody writes, and would exhaust the stack.</summary>
    private const int MostLevels = 64;

    /// <summary>For the same reason.</summary>
    private const int MostCharacters = 1000;

    private readonly string text;
    private int position;
    private int level;
    private string? error;

    private SizeParser(string text) => this.text = text;

    /// <summary>The expression, or null and what is wrong with the text.</summary>
    public static SizeExpression? Parse(string text, out string? error)
    {
        var parser = new SizeParser(text);
        var expression = text.Length > MostCharacters ? parser.Fail("it is too long") : parser.Sum();
        if (parser.error is null && parser.Next() is { Length: > 0 } rest)
            parser.Fail($"'{rest}' cannot follow here");
        error = parser.error;
        return error is null ? expression : null;
    }

    private SizeExpression Sum() => Chain(Product, "+", "-");

    private SizeExpression Product() => Chain(Factor, "*", "/", "%");

    /// <summary>Operands from left to right, with operators of one rank between them.</summary>
    private SizeExpression Chain(Func<SizeExpression> operand, params string[] operators)
    {
        var left = operand();
        while (error is null && operators.Contains(Next()))
            left = new SizeOperation(Take(), left, operand());
        return left;
    }

    private SizeExpression Factor()
    {
        if (++level > MostLevels)
            return Fail("it is nested too deeply");
        var factor = Next() switch
        {
            "" => Fail("it ends where a number or a name is needed"),
            "-" => Negation(),
            "(" => Parentheses(),
            var token when IsDigit(token[0]) => Number(token),
            var token when Names.IsIdentifier(token) => NameOrCall(),
            var token => Fail($"'{token}' stands where a number or a name is needed"),
        };
        level--;
        return factor;
    }

    private SizeExpression Negation()
    {
        Take();
        return new SizeNegation(Factor());
    }

    private SizeExpression Parentheses()
    {
        Take();
        var inner = Sum();
        Require(")");
        return inner;
    }

    private SizeExpression Number(string token)
    {
        Take();
        if (token.All(IsDigit) && position < text.Length && text[position] == '.')
            token += $"{Take()}{Take()}";
        if (!token.All(static c => IsDigit(c) || c == '.') || token.EndsWith(".", StringComparison.Ordinal)
            || !double.TryParse(token, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            return Fail($"'{token}' is neither a number nor a name");
        return value <= int.MaxValue ? new SizeNumber(value) : Fail($"'{token}' is too large");
    }

    private SizeExpression NameOrCall()
    {
        var name = Take();
        if (Next() == ".")
            return SizeOf(name);
        if (Next() != "(")
            return new SizeName(name);
        if (name is not ("min" or "max" or "sqrt"))
            return Fail($"there is no function '{name}', only min, max and sqrt");
        Take();
        var result = Sum();
        if (name == "sqrt")
        {
            Require(")");
            return new SizeRoot(result);
        }
        do
        {
            Require(",");
            result = new SizeOperation(name, result, Sum());
        }
        while (error is null && Next() == ",");
        Require(")");
        return result;
    }

    /// <summary>A size of a named value, such as <c>x.features</c>.</summary>
    private SizeExpression SizeOf(string value)
    {
        Take();
        var size = Next();
        return Names.IsIdentifier(size) ? new SizeName($"{value}.{Take()}") : Fail($"the name of a size is missing after '{value}.'");
    }

    private void Require(string token)
    {
        if (error is not null)
            return;
        if (Next() is var next && next == token)
            Take();
        else
            Fail(next.Length == 0 ? $"a '{token}' is missing at its end" : $"'{next}' stands where '{token}' is needed");
    }

    /// <summary>Keeps the first thing that is wrong.</summary>
    private SizeExpression Fail(string what)
    {
        error ??= what;
        return new SizeNumber(0);
    }

    private string Take()
    {
        var token = Next();
        position += token.Length;
        return token;
    }

    /// <summary>The next number, name or sign; nothing at the end.</summary>
    private string Next()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
            position++;
        if (position == text.Length)
            return "";
        var end = position + 1;
        if (IsWord(text[position]))
        {
            while (end < text.Length && IsWord(text[end]))
                end++;
        }
        else if (char.IsHighSurrogate(text[position]) && end < text.Length)
        {
            end++;
        }
        return text.Substring(position, end - position);
    }

    private static bool IsWord(char c) => IsDigit(c) || c == '_' || char.IsLetter(c);

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}

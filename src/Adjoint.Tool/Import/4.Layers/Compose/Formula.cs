using System.Text.RegularExpressions;

namespace Adjoint.Tool.Import.Layers;

/// <summary>A C# expression, and how strongly it holds together.</summary>
/// <param name="Characters">The expression.</param>
/// <param name="Strength">3 for a name, a number or a call, 2 for a product, 1 for a sum, and 0 for a choice.</param>
internal sealed partial record Formula(string Characters, int Strength)
{
    public static Formula Of(string text) => new(text, StrengthOf(text));

    public static Formula Sum(Formula a, Formula b) => b.Characters[0] == '-' && b.Strength > 1 ? new($"{a.In(1)} - {b.Characters[1..]}", 1) : new($"{a.In(1)} + {b.In(1)}", 1);

    public static Formula Difference(Formula a, Formula b) => new($"{a.In(1)} - {b.In(2)}", 1);

    public static Formula Product(Formula a, Formula b) => a.Characters == "-1" ? new($"-{b.In(2)}", 2)
        : b.Strength == 2 && b.Characters.StartsWith(Inverse, StringComparison.Ordinal) ? new($"{a.In(2)} / {b.Characters[Inverse.Length..]}", 2)
        : new($"{a.In(2)} * {b.In(b.Characters.Contains('/', StringComparison.Ordinal) ? 3 : 2)}", 2);

    /// <summary>One of two, as a condition says.</summary>
    public static Formula Choice(Formula condition, Formula yes, Formula no) => new($"{condition.Characters} ? {yes.In(1)} : {no.Characters}", 0);

    private const string Inverse = "1 / ";

    /// <summary>A function's body with another expression for x.</summary>
    public static Formula Substituted(string body, Formula x) => Of(X().Replace(body, match =>
    {
        var (before, behind) = (match.Index == 0 ? ' ' : body[match.Index - 1], match.Index + 1 == body.Length ? ' ' : body[match.Index + 1]);
        var isArgument = before == '(' && behind is ')' or ',';
        var isSummand = match.Index == 0 && x.Strength >= 1 && body.Length > 2 && body[2] is '+' or '-';
        return x.Strength == 3 || isArgument || isSummand || body.Length == 1 ? x.Characters : $"({x.Characters})";
    }));

    /// <summary>The expression, in brackets where what is around it would tear it apart.</summary>
    private string In(int strength) => Strength >= strength ? Characters : $"({Characters})";

    /// <summary>By the weakest operator outside of brackets.</summary>
    private static int StrengthOf(string text)
    {
        var (strength, depth) = (text[0] == '-' ? 2 : 3, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] is '(' ? 1 : text[i] is ')' ? -1 : 0;
            // Operators of two values stand between spaces.
            if (depth == 0 && text[i] == ' ' && i + 2 < text.Length && text[i + 2] == ' ')
                strength = Math.Min(strength, text[i + 1] switch { '*' or '/' => 2, '+' or '-' => 1, '?' or ':' or '<' or '>' => 0, _ => 3 });
        }
        return text.Contains(">= ", StringComparison.Ordinal) || text.Contains("<= ", StringComparison.Ordinal) ? 0 : strength;
    }

    [GeneratedRegex(@"\bx\b")]
    private static partial Regex X();
}

using System.Globalization;

namespace Adjoint.CodeFixes;

/// <summary>A call as Python writes it: <c>nn.Conv2d(1, 6, kernel_size=5)</c>.</summary>
/// <param name="name">The function's name, without what stands before the last dot.</param>
/// <param name="positional">The arguments without names.</param>
/// <param name="named">The arguments with names.</param>
internal sealed class TorchCall(string name, IReadOnlyList<object> positional, IReadOnlyDictionary<string, object> named)
{
    /// <summary>The function's name.</summary>
    public string Name => name;

    /// <summary>The arguments without names.</summary>
    public IReadOnlyList<object> Positional => positional;

    /// <summary>The arguments with names.</summary>
    public IReadOnlyDictionary<string, object> Named => named;

    /// <summary>The argument at a position or under a name; null if it is not written.</summary>
    public object? Argument(int position, string parameter) => position < Positional.Count ? Positional[position] : Named.TryGetValue(parameter, out var value) ? value : null;

    /// <summary>Whether no argument is written but those that are listed, and no more in their positions.</summary>
    public bool HasOnly(params string[] names) => Positional.Count <= names.Length && Named.Keys.All(names.Contains);
}

/// <summary>
/// Reads Python's calls, numbers, tuples, texts and words, which is all that <c>nn.Sequential(…)</c> is written with:
/// <code>
/// value = number | text | word | "(" value { "," value } ")" | name "(" { [ name "=" ] value "," } ")"
/// </code>
/// </summary>
internal sealed class TorchParser
{
    private readonly IReadOnlyList<string> tokens;
    private int position;

    private TorchParser(IReadOnlyList<string> tokens) => this.tokens = tokens;

    /// <summary>The first call of a function in a text, or null if there is none or it is not closed.</summary>
    public static TorchCall? Find(string text, string function)
    {
        var start = text.IndexOf(function, StringComparison.Ordinal);
        return start < 0 ? null : new TorchParser(Tokens(text.Substring(start))).Value() as TorchCall;
    }

    /// <summary>A number (int or double), a text or word (string), a list of values, or a call; null for what is none of these.</summary>
    private object? Value()
    {
        var token = Take();
        if (token is null)
            return null;
        if (token == "(" || token == "[")
            return Values(token == "(" ? ")" : "]", out var list, out _) ? list : null;
        if (int.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return whole;
        if (double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number;
        if (token[0] is '\'' or '"')
            return token.Substring(1, token.Length - 2);
        if (!char.IsLetter(token[0]))
            return null;
        if (Peek() != "(")
            return token;
        Take();
        return Values(")", out var positional, out var named) ? new TorchCall(token.Split('.').Last(), positional, named) : null;
    }

    private bool Values(string end, out IReadOnlyList<object> positional, out IReadOnlyDictionary<string, object> named)
    {
        var (list, names) = (new List<object>(), new Dictionary<string, object>(StringComparer.Ordinal));
        (positional, named) = (list, names);
        while (Peek() is { } token && token != end)
        {
            var name = position + 1 < tokens.Count && tokens[position + 1] == "=" ? Take() : null;
            if (name is not null)
                Take();
            if (Value() is not { } value)
                return false;
            if (name is null)
                list.Add(value);
            else
                names[name] = value;
            if (Peek() == ",")
                Take();
            else if (Peek() != end)
                return false;
        }
        return Take() == end;
    }

    private string? Peek() => position < tokens.Count ? tokens[position] : null;

    private string? Take() => position < tokens.Count ? tokens[position++] : null;

    private static IReadOnlyList<string> Tokens(string text)
    {
        var tokens = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }
            if (text[i] == '#')
            {
                while (i < text.Length && text[i] != '\n')
                    i++;
                continue;
            }
            if (text[i] is '\'' or '"')
                i = Math.Max(i + 1, text.IndexOf(text[i], i + 1) + 1);
            else if (IsWord(text[i]))
                while (i < text.Length && IsWord(text[i]))
                    i++;
            else
                i++;
            tokens.Add(text.Substring(start, i - start));
        }
        return tokens;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' or '-';
}

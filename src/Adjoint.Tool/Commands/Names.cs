using System.Text;

namespace Adjoint.Tool.Commands;

/// <summary>Names that come from files or from the command line.</summary>
internal static class Names
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default", "delegate", "do", "double", "else", "enum", "event",
        "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null",
        "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short",
        "sizeof", "stackalloc", "static", "string", "struct",
        "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    };

    public static bool IsIdentifier(string name) =>
        name.Length > 0 && (char.IsAsciiLetter(name[0]) || name[0] == '_') && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_') && !Keywords.Contains(name);

    /// <summary>A class's name, made of a file's: <c>resnet18-v1</c> is <c>Resnet18V1</c>.</summary>
    public static string Class(string name)
    {
        var words = new StringBuilder();
        var startsWord = true;
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c))
                words.Append(startsWord ? char.ToUpperInvariant(c) : c);
            startsWord = !char.IsAsciiLetterOrDigit(c);
        }
        return words.Length == 0 || char.IsAsciiDigit(words[0]) ? "Model" + words : words.ToString();
    }

    /// <summary>A text without characters that move a terminal's cursor, or do worse.</summary>
    public static string Printable(string text) =>
        string.Concat(text.Select(static c =>
            char.IsControl(c) || char.IsSurrogate(c) || c is (>= '\u200b' and <= '\u200f') or (>= '\u2028' and <= '\u202e') or (>= '\u2060' and <= '\u206f')
                ? FormattableString.Invariant($"\\u{(int)c:x4}")
                : c.ToString()));
}

using System.Text.RegularExpressions;

namespace Adjoint.Generator.Tests.Docs;

/// <summary>The C# in a Markdown file, cut into the pieces that must each stand somewhere in the tree, line after line.</summary>
internal static partial class QuotedCode
{
    /// <summary>A line of a block that says: here something is left out.</summary>
    private const string Elision = "// …";

    /// <summary>The pieces of every block marked <c>csharp</c>.</summary>
    public static IReadOnlyList<string[]> Pieces(string markdown)
    {
        var pieces = new List<string[]>();
        foreach (Match block in Block().Matches(markdown))
        {
            var lines = Lines(block.Groups["code"].Value);
            while (lines.Length > 0)
            {
                var piece = lines.TakeWhile(line => line != Elision).ToArray();
                if (piece.Length > 0)
                    pieces.Add(piece);
                lines = lines[Math.Min(piece.Length + 1, lines.Length)..];
            }
        }
        return pieces;
    }

    /// <summary>Whether the piece's lines follow one another in <paramref name="source"/>; indentation and blank lines do not count.</summary>
    public static bool Stands(string[] piece, string source) => Stands(piece, Lines(source));

    /// <summary>The same for a source whose lines are told apart already.</summary>
    public static bool Stands(string[] piece, string[] lines)
    {
        for (var start = 0; start + piece.Length <= lines.Length; start++)
        {
            if (lines.AsSpan(start, piece.Length).SequenceEqual(piece))
                return true;
        }
        return false;
    }

    /// <summary>The lines that are not blank, without indentation.</summary>
    public static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex("^ *```csharp\r?\n(?<code>.*?)^ *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}

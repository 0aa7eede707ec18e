using System.Text;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Adjoint.Generator.Tests.Harness;

/// <summary>The difference between two texts as a reviewer reads it: changed lines with a few lines around them.</summary>
internal static class TextDiff
{
    private const int LinesAround = 3;

    /// <summary>Lines that only <paramref name="expected"/> has begin with −, lines that only <paramref name="actual"/> has with +.</summary>
    public static string Of(string expected, string actual)
    {
        var lines = new InlineDiffBuilder(new Differ()).BuildDiffModel(expected, actual, ignoreWhitespace: false).Lines;
        var text = new StringBuilder("(− expected, + actual)\n");
        var last = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            if (!HasChangeNear(lines, i))
                continue;
            if (i != last + 1)
                text.Append("  …\n");
            text.Append(Sign(lines[i].Type)).Append(' ').Append(lines[i].Text).Append('\n');
            last = i;
        }
        return text.ToString();
    }

    private static bool HasChangeNear(List<DiffPiece> lines, int index)
    {
        for (var i = Math.Max(0, index - LinesAround); i <= Math.Min(lines.Count - 1, index + LinesAround); i++)
        {
            if (lines[i].Type != ChangeType.Unchanged)
                return true;
        }
        return false;
    }

    private static char Sign(ChangeType change) => change switch
    {
        ChangeType.Deleted => '−',
        ChangeType.Inserted => '+',
        _ => ' ',
    };
}

using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace Adjoint.Generator.Tests.Harness;

/// <summary>A source in which <c>{|ADJ1003:text|}</c> says that ADJ1003 must be reported exactly on <c>text</c>; several ids may stand there, with commas.</summary>
internal sealed record MarkedSource(string Text, ImmutableArray<(string Id, TextSpan Span)> Expected)
{
    private static readonly Regex Mark = new(@"\{\|(?<id>\w+(,\w+)*):(?<text>.*?)\|\}", RegexOptions.Singleline | RegexOptions.CultureInvariant);

    /// <summary>Takes the marks out and remembers where they were.</summary>
    public static MarkedSource Parse(string marked)
    {
        var text = new StringBuilder();
        var expected = ImmutableArray.CreateBuilder<(string, TextSpan)>();
        var end = 0;
        foreach (Match match in Mark.Matches(marked))
        {
            text.Append(marked, end, match.Index - end);
            foreach (var id in match.Groups["id"].Value.Split(','))
                expected.Add((id, new TextSpan(text.Length, match.Groups["text"].Length)));
            text.Append(match.Groups["text"].Value);
            end = match.Index + match.Length;
        }
        text.Append(marked, end, marked.Length - end);
        RequireNoneLeft(text.ToString());
        return new MarkedSource(text.ToString(), expected.ToImmutable());
    }

    private static void RequireNoneLeft(string text)
    {
        if (text.Contains("{|", StringComparison.Ordinal) || text.Contains("|}", StringComparison.Ordinal))
            throw new ArgumentException($"A mark is not closed, has no id, or stands inside another; the form is {{|ADJ1003:text|}}.\n{text}");
    }
}

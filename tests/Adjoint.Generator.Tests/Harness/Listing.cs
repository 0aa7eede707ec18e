using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Tests.Harness;

/// <summary>Sources and diagnostics as failure messages show them.</summary>
internal static class Listing
{
    /// <summary>Each source under its name, its lines numbered from 1 as in the diagnostics.</summary>
    public static string Of(IEnumerable<SyntaxTree> trees)
    {
        var text = new StringBuilder();
        foreach (var tree in trees)
        {
            text.Append("── ").Append(tree.FilePath).Append('\n');
            foreach (var line in tree.GetText().Lines)
                text.Append($"{line.LineNumber + 1,5}  {line}\n");
        }
        return text.ToString();
    }

    /// <summary>One diagnostic a line, in order of place: <c>(3,14) warning CS0168: …</c>.</summary>
    public static string Of(IEnumerable<Diagnostic> diagnostics) => string.Join('\n', InOrder(diagnostics).Select(diagnostic => "  " + Of(diagnostic)));

    /// <summary>Diagnostics in order of file, place and id.</summary>
    public static IEnumerable<Diagnostic> InOrder(IEnumerable<Diagnostic> diagnostics) => diagnostics
        .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
        .ThenBy(diagnostic => diagnostic.Location.SourceSpan)
        .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal);

    private static string Of(Diagnostic diagnostic)
    {
        var start = diagnostic.Location.GetLineSpan().StartLinePosition;
        var place = diagnostic.Location.IsInSource ? $"{diagnostic.Location.SourceTree!.FilePath}({start.Line + 1},{start.Character + 1})" : "(no place)";
        var message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        return $"{place} {diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Id}: {message}";
    }
}

using System.Globalization;
using System.Text;
using Adjoint.CodeFixes;
using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Tests.CodeFixes;

/// <summary>What a user is told about a program: the compiler's errors, the messages with the place that they mark, and the source after each fix. Messages are written by looking at this.</summary>
internal static class Sayings
{
    /// <summary>Writes what is told about each of several programs, between which there is a line of ---.</summary>
    public static async Task Write(string programs, TextWriter to)
    {
        foreach (var program in programs.Split("\n---\n", StringSplitOptions.RemoveEmptyEntries))
        {
            StringBuilder said = new();
            said.Append("════ ").AppendLine(program.Trim());
            await Say(said, "using Adjoint;\n" + program.Trim() + "\n");
            await to.WriteAsync(said);
        }
    }

    private static async Task Say(StringBuilder said, string source)
    {
        foreach (var diagnostic in AnalyzerHarness.Build(source, new HarnessSettings { ExpectErrors = true }))
        {
            var place = diagnostic.Location.Kind is LocationKind.SourceFile or LocationKind.ExternalFile && diagnostic.Location.SourceSpan.End <= source.Length
                ? source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)
                : "?";
            said.AppendLine(CultureInfo.InvariantCulture, $"  {diagnostic.Severity} {diagnostic.Id} at «{place.Split('\n')[0]}»: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
        }
        foreach (var (title, text) in await CodeFixHarness.OffersOfAll(source))
        {
            var left = AnalyzerHarness.Build(text, new HarnessSettings { ExpectErrors = true }).Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.Id);
            said.AppendLine(
                CultureInfo.InvariantCulture,
                $"    fix «{title}» ({string.Join(' ', left)}): {string.Join(" ⏎ ", text.Split('\n').Except(source.Split('\n')).Select(line => line.Trim()))}");
        }
    }
}

using System.Net;
using System.Text.RegularExpressions;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Docs;

/// <summary>
/// The pages that set mathematics and generated code side by side. A page is written by hand, with its network; what stands between the marks of a layer is written here: what the
/// layer's operator says of itself, and each step of training with its formula.
/// </summary>
internal static partial class DerivationPages
{
    /// <summary>One step of a generated pass.</summary>
    /// <param name="When">Forward, backward, or over all rows.</param>
    /// <param name="Formulas">What it computes, by the names of the layers.</param>
    /// <param name="Code">The line of code.</param>
    private sealed record PassStep(string When, IReadOnlyList<(string Layer, string Formula)> Formulas, string Code);

    /// <summary>The network that a page declares.</summary>
    public static string Declaration(string page) => Declared().Match(page).Groups["code"].Value;

    /// <summary>The page with everything between the marks written anew.</summary>
    /// <param name="page">The page.</param>
    /// <param name="operators">The operators of the network's layers, by the layers' names, in order.</param>
    /// <param name="generated">The network's generated file.</param>
    public static string Rewrite(string page, IReadOnlyList<(string Layer, string Operator)> operators, string generated)
    {
        var (steps, documented) = (Steps(generated), new HashSet<string>());
        return Marked().Replace(page, match =>
        {
            var layer = match.Groups["layer"].Value;
            var of = operators.FirstOrDefault(o => o.Layer == layer).Operator
                ?? throw new InvalidOperationException($"The page marks '{layer}', which is none of {string.Join(", ", operators.Select(o => o.Layer))}.");
            // What an operator says of itself stands at its first layer.
            return $"<!-- layer: {layer} -->\n{(documented.Add(of) ? Documentation(of) : "")}{Table(layer, steps)}<!-- end -->";
        });
    }

    /// <summary>The layers that a page has marks for.</summary>
    public static IEnumerable<string> Layers(string page) => Marked().Matches(page).Select(static m => m.Groups["layer"].Value);

    private static string Table(string layer, List<PassStep> steps)
    {
        var rows = steps.Where(s => s.Formulas.Any(f => f.Layer == layer)).Select(s =>
            $"| {s.When} | {string.Join("<br>", s.Formulas.Where(f => f.Layer == layer).Select(static f => f.Formula.Replace("|", "\\|")))} | `{s.Code}` |\n").ToList();
        return rows.Count == 0 ? "" : "\n| | mathematics | generated code |\n|---|---|---|\n" + string.Concat(rows);
    }

    private static List<PassStep> Steps(string generated)
    {
        List<PassStep> steps = [];
        List<(string, string)> formulas = [];
        var (when, isOpen, isOverRows) = ("", false, false);
        foreach (var line in generated.Split('\n').Select(static l => l.Trim()))
        {
            if (Method().Match(line) is { Success: true } method)
            {
                // Of passes for prediction nothing is shown: they are training's forward pass.
                isOpen = method.Groups["name"].Value is var name
                    && (name.StartsWith("Train", StringComparison.Ordinal)
                        || name.StartsWith("Meet", StringComparison.Ordinal)
                        || name.StartsWith("ParameterGradients", StringComparison.Ordinal));
                isOverRows = !method.Groups["name"].Value.StartsWith("Train", StringComparison.Ordinal);
                formulas.Clear();
            }
            else if (line is "// Forward" or "// Backward")
                when = line == "// Forward" ? "forward" : "backward";
            else if (isOpen && Comment().Match(line) is { Success: true } comment)
                formulas.Add((comment.Groups["layer"].Value, comment.Groups["formula"].Value));
            else if (isOpen && formulas.Count > 0 && line.Length > 0)
            {
                steps.Add(new PassStep(isOverRows ? "over all rows" : when, [.. formulas], line.StartsWith("//", StringComparison.Ordinal) ? line[2..].Trim(' ', '(', ')') : line));
                formulas.Clear();
            }
        }
        return steps;
    }

    /// <summary>What an operator's file says of its mathematics, as a quotation; what it derives from says it where it does not itself.</summary>
    private static string Documentation(string name)
    {
        var sources = Repository.Files("generator/Adjoint.Generator/Operators", "*.cs").Select(File.ReadAllText).ToList();
        for (var of = name; ;)
        {
            var found = sources.Select(
                s => Regex.Match(s, $@"(?<doc>(^ */// .*\n)+)^ *internal [\w ]*(?:class|record) {of}\b(\([^)]*\))?( : (?<base>\w+))?", RegexOptions.Multiline)).FirstOrDefault(static m => m.Success)
                ?? throw new InvalidOperationException($"No file of operators documents {of}.");
            if (found.Groups["doc"].Value.Contains("<para>", StringComparison.Ordinal) || !found.Groups["base"].Success || found.Groups["base"].Value == "Operator")
                return Markdown(found.Groups["doc"].Value);
            of = found.Groups["base"].Value;
        }
    }

    private static string Markdown(string documentation)
    {
        var text = string.Join(' ', documentation.Split('\n').Select(static l => l.Trim().TrimStart('/').Trim()));
        text = Regex.Replace(text, @"</?summary>|<remarks>.*?</remarks>|<param .*?</param>", "");
        text = Regex.Replace(text, @"<see cref=""(?:\w+\.)*(\w+)""\s*/>", "`$1`").Replace("<c>", "`").Replace("</c>", "`");
        var paragraphs = Regex.Split(text, "</?para>").Select(static p => WebUtility.HtmlDecode(Regex.Replace(p, @"\s+", " ").Trim())).Where(static p => p.Length > 0);
        // Each numbered term on a line of its own.
        return "\n" + string.Join("\n>\n", paragraphs.Select(static p => "> " + Regex.Replace(p, @" (?=\(\d\) )", "<br>\n> ").Replace("*", "\\*"))) + "\n";
    }

    [GeneratedRegex(@"```csharp\n(?<code>\[Network.*?)```", RegexOptions.Singleline)]
    private static partial Regex Declared();

    [GeneratedRegex("<!-- layer: (?<layer>\\w+) -->.*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Marked();

    [GeneratedRegex(@"static void (?<name>\w+)\(")]
    private static partial Regex Method();

    [GeneratedRegex("^// (?<layer>\\w+): (?<formula>.*)$")]
    private static partial Regex Comment();
}

using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Adjoint.Training;

/// <summary>
/// Puts a page together: its text, its look, its program, the drawing of curves (uPlot) and the data, in a single file. The page states that nothing else may run or be fetched, so
/// a name in the data that looks like a program stays a name.
/// </summary>
internal static class ReportPage
{
    /// <summary>The program, in the order in which its parts need each other.</summary>
    private static readonly string[] Program = ["tools.js", "curves.js", "classes.js", "rows.js", "boundary.js", "tensors.js", "network.js", "page.js"];

    /// <summary>The bytes of a page.</summary>
    /// <param name="title">Its title, any text.</param>
    /// <param name="data">What it shows: JSON in which the signs that end elements are escaped.</param>
    public static byte[] Of(string title, ReadOnlySpan<byte> data)
    {
        var plot = Resource("uPlot.iife.min.js");
        var program = $"(() => {{\n\"use strict\";\n{string.Concat(Program.Select(Resource))}}})();\n";
        var style = Resource("uPlot.min.css") + "\n" + Resource("page.css");
        return Encoding.UTF8.GetBytes(Filled(Resource("page.html"), new Dictionary<string, string>
        {
            ["policy"] = $"default-src 'none'; img-src data:; style-src {Digest(style)}; script-src {Digest(plot)} {Digest(program)}; base-uri 'none'; form-action 'none'",
            ["title"] = WebUtility.HtmlEncode(title),
            ["licence"] = Resource("uPlot.LICENSE.txt").Trim(),
            ["style"] = style,
            ["data"] = Encoding.UTF8.GetString(data),
            ["plot"] = plot,
            ["program"] = program,
        }));
    }

    /// <summary>Fills a text's <c>{{places}}</c> in one pass: what is filled in is not looked at again, whatever signs it has.</summary>
    private static string Filled(string text, Dictionary<string, string> parts)
    {
        var page = new StringBuilder();
        for (var start = 0; ;)
        {
            var open = text.IndexOf("{{", start, StringComparison.Ordinal);
            if (open < 0)
                return page.Append(text, start, text.Length - start).ToString();
            var close = text.IndexOf("}}", open, StringComparison.Ordinal);
            page.Append(text, start, open - start).Append(parts[text[(open + 2)..close]]);
            start = close + 2;
        }
    }

    private static string Digest(string element) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(element)))}'";

    private static string Resource(string name)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream($"Report.{name}")
            ?? throw new InvalidOperationException($"The part '{name}' of the report is missing in the assembly.");
        using var reader = new StreamReader(stream);
        // Browsers read every end of line as one sign, and take the digest of that.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

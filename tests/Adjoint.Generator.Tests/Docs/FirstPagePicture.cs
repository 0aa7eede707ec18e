using System.Globalization;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using Adjoint.Generator.Tests.CodeFixes;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Docs;

/// <summary>
/// The picture of the first page: an editor with a mistake in a declaration, its message, the line after the fix, and a part of what is then generated. Only the declaration is written here;
/// all else is what the compiler and its fix say.
/// </summary>
internal static partial class FirstPagePicture
{
    public const string File = "docs/picture.svg";

    private const string Source = """
        [Network, Input(3, 32, 32)]
        [Conv2D(16, Kernel = 3, Padding = 1), ReLU, As("x")]
        [Conv2D(16, Kernel = 3), ReLU, Conv2D(16, Kernel = 3), Add("x")]
        [GlobalAveragePool2D, Dense(10), CrossEntropy]
        public sealed partial class Pictures;

        """;

    private const int LinesOfBackward = 11;
    private const double CharacterWidth = 7.4;
    private const int LineHeight = 19, Left = 20, Width = 900, CharactersOfMessage = 104;

    /// <summary>The SVG. It brings its own background, so it can be read on a light and on a dark page.</summary>
    public static async Task<string> Draw()
    {
        var diagnostic = Assert.Single(AnalyzerHarness.Build("using Adjoint;\n" + Source, new HarnessSettings { ExpectErrors = true }), static d => d.Id == "ADJ0301");
        var (title, text) = (await CodeFixHarness.OffersOfAll("using Adjoint;\n" + Source))[0];
        var fixedSource = text["using Adjoint;\n".Length..];
        var at = diagnostic.Location.GetLineSpan();
        var drawing = new Drawing();
        drawing.Tab("Pictures.cs");
        var lines = Source.TrimEnd().Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            drawing.Code(lines[i]);
            if (i != at.StartLinePosition.Line - 1)
                continue;
            drawing.Squiggle(at.StartLinePosition.Character, at.EndLinePosition.Character);
            drawing.Message(diagnostic.Id, diagnostic.GetMessage(CultureInfo.InvariantCulture));
            drawing.Fix(title, lines[i], fixedSource.Split('\n')[i]);
        }
        drawing.Tab("Pictures.g.cs");
        foreach (var line in Backward(fixedSource))
            drawing.Code(line);
        return drawing.ToString();
    }

    /// <summary>The last lines of the backward pass, without those that only copy numbers.</summary>
    private static IEnumerable<string> Backward(string source)
    {
        var network = GeneratorHarness.Run("using Adjoint;\n" + source).Files.Select(static file => file.SourceText.ToString())
            .Single(static text => text.Contains("partial class Pictures ", StringComparison.Ordinal));
        var lines = network.Split('\n').SkipWhile(static line => line.Trim() != "// Backward").Skip(1).TakeWhile(static line => line.Trim() != "}").Select(static line => line.Trim())
            .Where(static line => !line.StartsWith("LaneBlocks.", StringComparison.Ordinal) && !line.Contains("for the sums over rows", StringComparison.Ordinal)).ToList();
        Assert.True(lines.Count > LinesOfBackward, $"The backward pass has {lines.Count} lines.");
        return lines.TakeLast(LinesOfBackward);
    }

    [GeneratedRegex("""(?<comment>//.*)|(?<text>"[^"]*")|(?<word>\b(?:public|sealed|partial|class|true)\b)|(?<number>\b\d+\b)|(?<type>\b[A-Z]\w*)""")]
    private static partial Regex Token();

    /// <summary>Draws from top to bottom.</summary>
    private sealed class Drawing
    {
        private readonly StringBuilder body = new();
        private int y = 10;

        public void Tab(string name)
        {
            y += y > 10 ? 20 : 6;
            Line("tab", name, Left, y += 12);
            body.Append(CultureInfo.InvariantCulture, $"<path class=\"rule\" d=\"M{Left} {y + 8}H{Width - Left}\"/>\n");
            y += 12;
        }

        public void Code(string line)
        {
            y += LineHeight;
            Place(Left, y, line.Length, Coloured(line));
        }

        public void Squiggle(int from, int to)
        {
            var (x, end) = (Left + from * CharacterWidth, Left + to * CharacterWidth);
            var path = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"M{x:0.#} {y + 5}"));
            for (var up = true; x < end; x += 3, up = !up)
                path.Append(CultureInfo.InvariantCulture, $"l3 {(up ? -3 : 3)}");
            body.Append(CultureInfo.InvariantCulture, $"<path class=\"wrong\" d=\"{path}\"/>\n");
        }

        public void Message(string id, string message)
        {
            var lines = Wrapped($"{id}: {message}").ToList();
            Box("message", lines.Count);
            foreach (var line in lines)
                Place(Left + 16, y += LineHeight, line.Length, SecurityElement.Escape(line));
            y += 14;
        }

        public void Fix(string title, string before, string after)
        {
            Box("fix", 2);
            body.Append(CultureInfo.InvariantCulture, $"<circle class=\"lamp\" cx=\"{Left + 20}\" cy=\"{y + 15}\" r=\"4.5\"/>\n");
            Place(Left + 32, y += LineHeight, title.Length, SecurityElement.Escape(title));
            var line = after.Trim();
            Assert.NotEqual(before.Trim(), line);
            Place(Left + 16, y += LineHeight, line.Length, Coloured(line));
            y += 14;
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $$"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{{Width}}" height="{{y + 20}}" viewBox="0 0 {{Width}} {{y + 20}}" role="img">
            <title>A mistake in a declaration, its fix, and the generated backward pass</title>
            <!-- The tests of the generator write this file; see FirstPagePicture.cs. -->
            <style>
            text { font: 12.3px ui-monospace, "Cascadia Mono", Consolas, Menlo, "DejaVu Sans Mono", monospace; fill: #d7dce5; white-space: pre }
            .comment { fill: #8fb58a } .text { fill: #e2b97f } .word { fill: #86b3f0 } .number { fill: #d9a0dc } .type { fill: #74cfc0 } .tab text, text.tab { fill: #98a2b3 }
            .paper { fill: #1d2230; stroke: #4a5468 } .rule { stroke: #39425a } .wrong { fill: none; stroke: #ff6b6b; stroke-width: 1.4 } .lamp { fill: #ffcc4d }
            .message { fill: #3a2530; stroke: #ff6b6b } .fix { fill: #25303c; stroke: #5f7fa8 }
            </style>
            <rect class="paper" x="0.5" y="0.5" width="{{Width - 1}}" height="{{y + 19}}" rx="8"/>
            {{body.ToString().TrimEnd()}}
            </svg>

            """);

        private void Box(string kind, int lines)
        {
            y += 10;
            body.Append(CultureInfo.InvariantCulture, $"<rect class=\"{kind}\" x=\"{Left + 4}\" y=\"{y}\" width=\"{Width - 2 * Left - 8}\" height=\"{lines * LineHeight + 10}\" rx=\"4\"/>\n");
        }

        private void Line(string kind, string text, int x, int top) => body.Append(CultureInfo.InvariantCulture, $"<text class=\"{kind}\" x=\"{x}\" y=\"{top}\">{SecurityElement.Escape(text)}</text>\n");

        /// <summary>A line whose width is that of its characters, whatever font there is.</summary>
        private void Place(int x, int top, int characters, string marked) => body.Append(
            CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{top}\" textLength=\"{characters * CharacterWidth:0.#}\" lengthAdjust=\"spacingAndGlyphs\">{marked}</text>\n");

        private static string Coloured(string line)
        {
            var coloured = new StringBuilder();
            var end = 0;
            foreach (Match token in Token().Matches(line))
            {
                var kind = token.Groups.Values.Skip(1).First(static group => group.Success).Name;
                coloured.Append(SecurityElement.Escape(line[end..token.Index])).Append(CultureInfo.InvariantCulture, $"<tspan class=\"{kind}\">{SecurityElement.Escape(token.Value)}</tspan>");
                end = token.Index + token.Length;
            }
            return coloured.Append(SecurityElement.Escape(line[end..])).ToString();
        }

        private static IEnumerable<string> Wrapped(string text)
        {
            var line = "";
            foreach (var word in text.Split(' '))
            {
                if (line.Length + 1 + word.Length > CharactersOfMessage)
                {
                    yield return line;
                    line = word;
                }
                else
                    line = line.Length == 0 ? word : $"{line} {word}";
            }
            yield return line;
        }
    }
}

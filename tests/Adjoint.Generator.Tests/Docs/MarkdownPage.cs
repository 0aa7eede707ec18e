using System.Text;
using System.Text.RegularExpressions;

namespace Adjoint.Generator.Tests.Docs;

/// <summary>A page of Markdown: its links, and the anchors that others can link to.</summary>
internal static partial class MarkdownPage
{
    /// <summary>The targets of links and images, without those of code, in the order of the text.</summary>
    public static IEnumerable<string> Links(string text) => Link().Matches(WithoutCode(text)).Select(static match => match.Groups["target"].Value);

    /// <summary>The anchors that GitHub and the site give to headings, and those that the page writes itself.</summary>
    public static IReadOnlySet<string> Anchors(string text)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match heading in Heading().Matches(WithoutBlocks(text)))
        {
            var slug = Slug(heading.Groups[1].Value);
            // A second heading of the same words gets a number.
            for (var number = 0; !anchors.Add(number == 0 ? slug : $"{slug}-{number}"); number++)
            {
            }
        }
        anchors.UnionWith(OwnAnchor().Matches(text).Select(static match => match.Groups[1].Value));
        return anchors;
    }

    /// <summary>The anchor of a heading: small letters, digits, hyphens and underscores, with hyphens for spaces.</summary>
    public static string Slug(string heading)
    {
        var words = LinkText().Replace(heading, "$1").Trim();
        var slug = new StringBuilder();
        foreach (var character in words)
        {
            if (char.IsLetterOrDigit(character) || character is '-' or '_')
                slug.Append(char.ToLowerInvariant(character));
            else if (character == ' ')
                slug.Append('-');
        }
        return slug.ToString();
    }

    /// <summary>The text without blocks and spans of code.</summary>
    public static string WithoutCode(string text) => CodeSpan().Replace(WithoutBlocks(text), "");

    private static string WithoutBlocks(string text) => CodeBlock().Replace(text, "");

    [GeneratedRegex(@"^( *)(```+)[^\n]*\n.*?^\1\2 *$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"(`+)(?!`).+?(?<!`)\1(?!`)")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)|<(?:a|img)\s[^>]*?(?:href|src)=""(?<target>[^""]+)""")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} +(.+?) *#*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();

    [GeneratedRegex(@"<a\s[^>]*?(?:id|name)=""([^""]+)""")]
    private static partial Regex OwnAnchor();
}

using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Adjoint.Generator.Tests.Fuzz;

/// <summary>Makes a source smaller as long as something stays true of it.</summary>
internal static class Reducer
{
    /// <summary>The source without whatever lines, declarations, attributes and arguments can go, the largest first.</summary>
    public static string Reduce(string source, Func<string, bool> holds)
    {
        for (var isSmaller = true; isSmaller;)
        {
            isSmaller = false;
            foreach (var part in Parts(source))
            {
                var without = Mutator.Replaced(source, part, "");
                if (without.Length == source.Length || !holds(without))
                    continue;
                (source, isSmaller) = (without, true);
                break;
            }
        }
        return source;
    }

    private static IEnumerable<TextSpan> Parts(string source)
    {
        var root = CSharpSyntaxTree.ParseText(source).GetRoot();
        var nodes = root.DescendantNodes().Where(static node => node is MemberDeclarationSyntax or UsingDirectiveSyntax or AttributeListSyntax or StatementSyntax or AttributeArgumentListSyntax)
            .Select(static node => node.FullSpan);
        var attributes = root.DescendantNodes()
            .OfType<AttributeListSyntax>()
            .SelectMany(static list => list.Attributes.Skip(1).Select((next, i) => TextSpan.FromBounds(list.Attributes[i].SpanStart, next.SpanStart)));
        var lastAttributes = root.DescendantNodes().OfType<AttributeListSyntax>().Where(static list => list.Attributes.Count > 1)
            .Select(static list => TextSpan.FromBounds(list.Attributes[^2].Span.End, list.Attributes[^1].Span.End));
        var arguments = root.DescendantNodes().OfType<AttributeArgumentListSyntax>().Where(static list => list.Arguments.Count > 1)
            .Select(static list => TextSpan.FromBounds(list.Arguments[^2].Span.End, list.Arguments[^1].Span.End));
        var lines = SourceText.From(source).Lines.Select(static line => line.SpanIncludingLineBreak);
        return nodes.Concat(lines).Concat(attributes).Concat(lastAttributes).Concat(arguments).OrderByDescending(static part => part.Length);
    }
}

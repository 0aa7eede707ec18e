using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Adjoint.Generator.Tests.Fuzz;

/// <summary>Changes a source as people do who try, err, and are not done typing; the same random numbers give the same changes.</summary>
internal sealed class Mutator(Vocabulary vocabulary)
{
    /// <summary>The source after one to four changes.</summary>
    public string Mutate(string source, Random random)
    {
        for (var changes = 1 + random.Next(4); changes > 0; changes--)
            source = Change(source, random);
        // What is cut off while somebody types is cut last.
        return random.Next(12) == 0 ? source[..random.Next(source.Length + 1)] : source;
    }

    private string Change(string source, Random random)
    {
        var root = CSharpSyntaxTree.ParseText(source).GetRoot();
        var attributes = root.DescendantNodes().OfType<AttributeSyntax>().ToList();
        if (attributes.Count == 0 || random.Next(10) == 0)
            return TokenMutations.Change(source, root, random);
        return random.Next(10) switch
        {
            < 3 => OfAttributes(source, attributes, random),
            < 6 => OfArguments(source, Vocabulary.Pick(attributes, random), random),
            < 8 => OfLiterals(source, root, random),
            _ => TypeMutations.Change(source, root, random),
        };
    }

    private string OfAttributes(string source, List<AttributeSyntax> attributes, Random random)
    {
        var (one, other) = (Vocabulary.Pick(attributes, random), Vocabulary.Pick(attributes, random));
        return random.Next(6) switch
        {
            0 => Dropped(source, one),
            1 => Inserted(source, one.SpanStart, $"{one}, "),
            2 => Swapped(source, one.Span, other.Span),
            3 => Inserted(source, one.SpanStart, $"{other}, "),
            4 => Replaced(source, one.Name.Span, vocabulary.Attribute(random).Split('(')[0]),
            _ => Inserted(source, random.Next(2) == 0 ? one.SpanStart : one.Span.End, random.Next(2) == 0 ? $"{vocabulary.Attribute(random)}, " : $", {vocabulary.Attribute(random)}"),
        };
    }

    private string OfArguments(string source, AttributeSyntax attribute, Random random)
    {
        if (attribute.ArgumentList is not { Arguments.Count: > 0 and var count } list)
            return Inserted(source, attribute.Name.Span.End, $"({Argument(random)})");
        var (one, other) = (list.Arguments[random.Next(count)], list.Arguments[random.Next(count)]);
        return random.Next(6) switch
        {
            0 => Replaced(source, one.Span, ""),
            1 => Swapped(source, one.Span, other.Span),
            2 => Inserted(source, list.CloseParenToken.SpanStart, $", {one}"),
            3 => Inserted(source, list.CloseParenToken.SpanStart, $", {Argument(random)}"),
            4 when one.NameEquals is { } name => Replaced(source, name.Name.Span, Vocabulary.Pick(vocabulary.Options, random)),
            _ => Replaced(source, one.Expression.Span, Vocabulary.Value(random)),
        };
    }

    private string Argument(Random random) => random.Next(2) == 0 ? Vocabulary.Value(random) : $"{Vocabulary.Pick(vocabulary.Options, random)} = {Vocabulary.Value(random)}";

    private static string OfLiterals(string source, SyntaxNode root, Random random)
    {
        var literals = root.DescendantNodes().OfType<LiteralExpressionSyntax>().ToList();
        if (literals.Count == 0)
            return source;
        var literal = Vocabulary.Pick(literals, random);
        return Replaced(source, literal.Span, literal.IsKind(SyntaxKind.StringLiteralExpression) ? Vocabulary.Text(random) : Vocabulary.Number(random));
    }

    private static string Dropped(string source, AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        return list.Attributes.Count == 1
            ? Replaced(source, list.Span, "")
            : Replaced(source, list.Span, list.RemoveNode(attribute, SyntaxRemoveOptions.KeepNoTrivia)!.ToString());
    }

    private static string Inserted(string source, int position, string text) => source.Insert(position, text);

    /// <summary>The source with another text in a place.</summary>
    public static string Replaced(string source, TextSpan place, string text) => string.Concat(source.AsSpan(0, place.Start), text, source.AsSpan(place.End));

    /// <summary>The source with the texts of two places swapped; where they overlap, as it is.</summary>
    public static string Swapped(string source, TextSpan one, TextSpan other)
    {
        if (one.OverlapsWith(other))
            return source;
        var (first, second) = one.Start < other.Start ? (one, other) : (other, one);
        var (former, latter) = (source.Substring(first.Start, first.Length), source.Substring(second.Start, second.Length));
        return Replaced(Replaced(source, second, former), first, latter);
    }
}

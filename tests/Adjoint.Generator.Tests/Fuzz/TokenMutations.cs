using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Adjoint.Generator.Tests.Fuzz;

/// <summary>Changes of tokens and characters, whatever they belong to: what slips from a hand.</summary>
internal static class TokenMutations
{
    /// <summary>The source after one change.</summary>
    public static string Change(string source, SyntaxNode root, Random random)
    {
        var tokens = root.DescendantTokens().ToList();
        if (tokens.Count < 2)
            return source + Vocabulary.Pick(Vocabulary.Tokens, random);
        var (one, other) = (Vocabulary.Pick(tokens, random), Vocabulary.Pick(tokens, random));
        return random.Next(6) switch
        {
            0 => Mutator.Replaced(source, one.Span, ""),
            1 => source.Insert(one.Span.End, $" {one}"),
            2 => Mutator.Swapped(source, one.Span, other.Span),
            3 => source.Insert(one.SpanStart, Vocabulary.Pick(Vocabulary.Tokens, random) + " "),
            4 => source.Remove(random.Next(source.Length), 1),
            _ => Mutator.Replaced(source, TextSpan.FromBounds(Math.Min(one.SpanStart, other.SpanStart), Math.Min(source.Length, Math.Min(one.SpanStart, other.SpanStart) + random.Next(30))), ""),
        };
    }
}

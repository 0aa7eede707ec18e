using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Adjoint.Generator.Diagnostics;

/// <summary>Turns remedies, which name places of a declaration, into edits of its source.</summary>
internal sealed class RemedyLocator(PlaceLocator places)
{
    /// <summary>The remedies whose places have a source.</summary>
    public IReadOnlyList<(Remedy Remedy, Fix Fix)> Find(EquatableArray<Remedy> remedies) =>
        [.. remedies.Select(remedy => (remedy, Fix: FixOf(remedy))).Where(static found => found.Fix is not null).Select(static found => (found.remedy, found.Fix!))];

    private Fix? FixOf(Remedy remedy)
    {
        var edits = new List<SourceEdit>();
        foreach (var edit in remedy.Edits)
        {
            if ((edit.Kind is EditKind.Word or EditKind.Chain ? InDeclaration(edit) : InAttribute(edit)) is not { } next)
                return null;
            // Two insertions at one place are one edit.
            if (edits.Count > 0 && edits[edits.Count - 1] is { Place.SourceSpan.IsEmpty: true } last && last.Place == next.Place)
                edits[edits.Count - 1] = last with { Text = last.Text + next.Text };
            else
                edits.Add(next);
        }
        return new Fix(remedy.Title, edits);
    }

    private SourceEdit? InAttribute(Edit edit)
    {
        if (edit.Copied >= 0)
            edit = edit with { Text = places.SyntaxOf(SourcePlace.Of(edit.Copied)) is { Attribute: var copied } ? copied.ToString().Substring(Qualifier(copied).Length) : "" };
        return places.SyntaxOf(edit.Place) is { } found ? Located(edit, found.Attribute, found.Argument) : null;
    }

    /// <summary>A modifier or keyword of a declaration, with the space after it where it goes; or what a constructor calls.</summary>
    private SourceEdit? InDeclaration(Edit edit)
    {
        var declaration = places.DeclarationOf(edit.Place);
        if (edit.Kind == EditKind.Chain)
            return declaration is ConstructorDeclarationSyntax { ParameterList: var list } ? new(Location.Create(list.SyntaxTree, new TextSpan(list.Span.End, 0)), edit.Text) : null;
        var word = declaration?.ChildTokens().FirstOrDefault(token => token.Text == edit.Word) ?? default;
        if (word.Text != edit.Word || word.SyntaxTree is not { } tree)
            return null;
        return new(edit.Text.Length > 0 ? word.GetLocation() : Location.Create(tree, TextSpan.FromBounds(word.SpanStart, word.FullSpan.End)), edit.Text);
    }

    private static SourceEdit Located(Edit edit, AttributeSyntax attribute, SyntaxNode? argument) => edit.Kind switch
    {
        EditKind.Insert => new(At(attribute, attribute.SpanStart, 0), $"{Qualifier(attribute)}{edit.Text}, "),
        EditKind.Replace => new(attribute.GetLocation(), Qualifier(attribute) + edit.Text),
        EditKind.Remove => new(WithComma(attribute), ""),
        EditKind.Omit when argument?.FirstAncestorOrSelf<AttributeArgumentSyntax>() is { } written => new(WithComma(written), ""),
        _ when argument is not null => new(argument.GetLocation(), edit.Text),
        // What a constructor takes comes first, and properties have capitals.
        _ when char.IsLower(edit.Place.Argument![0]) => First(attribute, edit.Text),
        _ => Added(attribute, $"{edit.Place.Argument} = {edit.Text}"),
    };

    /// <summary>An argument more, before the others.</summary>
    private static SourceEdit First(AttributeSyntax attribute, string text) => attribute.ArgumentList is { Arguments.Count: > 0 } list
        ? new(At(attribute, list.OpenParenToken.Span.End, 0), $"{text}, ")
        : Added(attribute, text);

    /// <summary>An argument more, after the others.</summary>
    private static SourceEdit Added(AttributeSyntax attribute, string text) => attribute.ArgumentList is { } list
        ? new(At(attribute, list.CloseParenToken.SpanStart, 0), list.Arguments.Count == 0 ? text : ", " + text)
        : new(At(attribute, attribute.Span.End, 0), $"({text})");

    /// <summary>An attribute with the comma beside it, or the whole list if it is the only one there, with the line that it stood on.</summary>
    private static Location WithComma(AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        var index = list.Attributes.IndexOf(attribute);
        if (index > 0)
            return Between(attribute, list.Attributes[index - 1].Span.End, attribute.Span.End);
        if (list.Attributes.Count > 1)
            return Between(attribute, attribute.SpanStart, list.Attributes[1].SpanStart);
        var next = list.GetLastToken().GetNextToken();
        var isBlank = list.GetTrailingTrivia().Concat(next.LeadingTrivia).All(static trivia => string.IsNullOrWhiteSpace(trivia.ToString()));
        return Between(attribute, list.SpanStart, isBlank ? next.SpanStart : list.Span.End);
    }

    /// <summary>An argument with the comma beside it, or the whole list if it is the only one.</summary>
    private static Location WithComma(AttributeArgumentSyntax argument)
    {
        var list = (AttributeArgumentListSyntax)argument.Parent!;
        var attribute = (AttributeSyntax)list.Parent!;
        var index = list.Arguments.IndexOf(argument);
        if (list.Arguments.Count == 1)
            return list.GetLocation();
        return index > 0
            ? Between(attribute, list.Arguments[index - 1].Span.End, argument.Span.End)
            : Between(attribute, argument.SpanStart, list.Arguments[1].SpanStart);
    }

    private static Location Between(AttributeSyntax attribute, int start, int end) => At(attribute, start, end - start);

    private static Location At(AttributeSyntax attribute, int start, int length) => Location.Create(attribute.SyntaxTree, new TextSpan(start, length));

    /// <summary>A namespace that is written before the attribute's name is needed before its neighbours' too.</summary>
    private static string Qualifier(AttributeSyntax attribute) => attribute.Name is QualifiedNameSyntax name ? $"{name.Left}." : "";
}

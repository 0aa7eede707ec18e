using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Adjoint.Generator.Declare;

/// <summary>An attribute of a network or block that C# cannot bind, for it is written as PyTorch, Keras or a slip of the finger has it.</summary>
/// <param name="Written">What is written.</param>
/// <param name="Text">What to write in its place; null where nothing takes its place.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Path">The file.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Lines">Where it stands, in lines and columns.</param>
internal sealed record ForeignWord(string Written, string? Text, string Advice, string Path, TextSpan Span, LinePositionSpan Lines)
{
    private const string Suffix = "Attribute";

    /// <summary>What is meant by an attribute that C# cannot bind; null where nobody knows.</summary>
    public static ForeignWord? Of(AttributeSyntax attribute, IReadOnlyList<string> layers)
    {
        var name = NameOf(attribute);
        if (Meant(name, attribute.ArgumentList, layers) is not var (text, note) || (text is null && note.Length == 0))
            return null;
        var written = attribute.ToString();
        // A layer of ours as it is written, which C# refuses because it has no number.
        if (text == name && attribute.ArgumentList is null or { Arguments.Count: 0 } && ForeignTable.Examples.TryGetValue(name, out var example))
            (text, note) = (null, $"it needs a number, as in {example}");
        var advice = text is null ? note : $"write {text}{(note.Length == 0 ? "" : ": " + note)}";
        var place = attribute.GetLocation();
        return text == written ? null : new(written, text, advice, attribute.SyntaxTree.FilePath, attribute.Span, place.GetLineSpan().Span);
    }

    private static (string? Text, string Note)? Meant(string name, AttributeArgumentListSyntax? arguments, IReadOnlyList<string> layers)
    {
        if (ForeignTable.Names.TryGetValue(name, out var foreign))
            return foreign.Layer is null ? (null, foreign.Note) : Translated(name, foreign.Layer, foreign.Arguments, arguments, foreign.Note);
        if (name.Equals("Activation", StringComparison.OrdinalIgnoreCase))
            return Activation(arguments) is { } layer ? (layer, "") : null;
        if ((layers.Contains(name) ? name : Spelling.Nearest(name, layers)) is not { } ours)
            return null;
        return Translated(name, ours, ForeignTable.Orders.TryGetValue(ours, out var order) ? order : null, arguments, note: "");
    }

    /// <summary>A layer of ours with the arguments that another has; where one of them has no place here, only its name.</summary>
    private static (string? Text, string Note)? Translated(string name, string layer, string[]? order, AttributeArgumentListSyntax? arguments, string note)
    {
        // PyTorch's names end with a small d: Conv2d.
        var isTorch = name.Length > 2 && name[name.Length - 1] == 'd' && char.IsDigit(name[name.Length - 2]);
        if (ForeignArguments.Of(layer, order, isTorch, arguments) is var (text, remark))
            return (text, note.Length > 0 ? note : remark);
        return layer == name ? null : (null, $"its name here is {layer}");
    }

    private static string? Activation(AttributeArgumentListSyntax? arguments) =>
        arguments is { Arguments.Count: 1 } && arguments.Arguments[0].Expression is LiteralExpressionSyntax { Token.Value: string name }
        && ForeignTable.Activations.TryGetValue(name, out var layer) && layer.Length > 0 ? layer : null;

    private static string NameOf(AttributeSyntax attribute)
    {
        var name = (attribute.Name as QualifiedNameSyntax)?.Right.Identifier.ValueText ?? (attribute.Name as SimpleNameSyntax)?.Identifier.ValueText ?? "";
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>Moves a creation from the body of a loop to a line before the loop.</summary>
internal static class Hoist
{
    /// <summary>The fix, or none where the code is not laid out so that a line can be moved, or a name would then stand for two things.</summary>
    /// <param name="creation">What is created.</param>
    /// <param name="loop">The loop.</param>
    /// <param name="name">What to call it, if it has no name yet.</param>
    /// <param name="keyword">What declares it then.</param>
    public static IReadOnlyList<Fix> Before(IOperation creation, ILoopOperation loop, string name, string keyword)
    {
        if (loop.Syntax is not { Parent: BlockSyntax or GlobalStatementSyntax, SyntaxTree: var tree } statement || statement.SyntaxTree != creation.Syntax.SyntaxTree)
            return [];
        var text = tree.GetText();
        var start = text.Lines.GetLineFromPosition(statement.SpanStart).Start;
        var indentation = text.ToString(TextSpan.FromBounds(start, statement.SpanStart));
        if (indentation.Any(static c => !char.IsWhiteSpace(c)))
            return [];
        if (creation.Syntax.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is { Declaration.Variables: { Count: 1 } variables } declaration)
            return Moved(declaration, variables[0], text, start, indentation);
        return creation.Syntax.Parent is ArgumentSyntax && !IsTaken(creation.Syntax, name, 0)
            ? [new Fix($"Create '{name}' before the loop", [Insert(tree, start, $"{indentation}{keyword} {name} = {creation.Syntax};\n"), new(creation.Syntax.GetLocation(), name)])]
            : [];
    }

    /// <summary>A declaration that has lines of its own.</summary>
    private static IReadOnlyList<Fix> Moved(LocalDeclarationStatementSyntax declaration, VariableDeclaratorSyntax variable, SourceText text, int start, string indentation)
    {
        var (first, last) = (text.Lines.GetLineFromPosition(declaration.SpanStart), text.Lines.GetLineFromPosition(declaration.Span.End));
        var lines = TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak);
        if (declaration.Parent is not BlockSyntax || text.ToString(lines).Trim() != declaration.ToString() || IsTaken(declaration, variable.Identifier.ValueText, 1))
            return [];
        var name = variable.Identifier.ValueText;
        return
        [
            new Fix(
                $"Create '{name}' before the loop",
                [Insert(declaration.SyntaxTree, start, $"{indentation}{declaration}\n"), new(Location.Create(declaration.SyntaxTree, lines), "")]),
        ];
    }

    private static SourceEdit Insert(SyntaxTree tree, int position, string text) => new(Location.Create(tree, new TextSpan(position, 0)), text);

    /// <summary>Whether a name is declared more often than so in the member, or in the whole of a program without one.</summary>
    private static bool IsTaken(SyntaxNode node, string name, int times)
    {
        var member = node.Ancestors().LastOrDefault(static a => a is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax) ?? node.SyntaxTree.GetRoot();
        return member.DescendantNodes().Count(declared => declared switch
        {
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText == name,
            ParameterSyntax parameter => parameter.Identifier.ValueText == name,
            SingleVariableDesignationSyntax designation => designation.Identifier.ValueText == name,
            ForEachStatementSyntax each => each.Identifier.ValueText == name,
            _ => false,
        }) > times;
    }
}

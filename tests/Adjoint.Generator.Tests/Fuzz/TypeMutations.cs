using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adjoint.Generator.Tests.Fuzz;

/// <summary>Changes of the classes that carry the attributes: their names, kinds, members, and what is around them.</summary>
internal static class TypeMutations
{
    private static readonly string[] Keywords =
        ["static", "abstract", "sealed", "file", "unsafe", "public", "private", "protected internal", "private protected", "readonly", "ref", "new", "partial partial", "required"];

    private static readonly string[] Kinds = ["class", "record", "record class", "struct", "record struct", "interface", "enum", "delegate"];
    private static readonly string[] Types = ["int", "float", "double", "string", "void", "object", "Net", "T", "Span<float>", "int[]", "nint", "dynamic", "Missing", "float*"];

    /// <summary>The source after one change.</summary>
    public static string Change(string source, SyntaxNode root, Random random)
    {
        var types = root.DescendantNodes().OfType<TypeDeclarationSyntax>().ToList();
        if (types.Count == 0)
            return source;
        var type = Vocabulary.Pick(types, random);
        return random.Next(11) switch
        {
            0 => source.Replace(type.Identifier.Text, Vocabulary.Pick(Vocabulary.Names, random), StringComparison.Ordinal),
            1 => Mutator.Replaced(source, type.Identifier.Span, Vocabulary.Pick(Vocabulary.Names, random)),
            2 => Mutator.Replaced(source, type.Modifiers.Span, ""),
            3 => source.Insert(type.Keyword.SpanStart, Vocabulary.Pick(Keywords, random) + " "),
            4 => Mutator.Replaced(source, type.Keyword.Span, Vocabulary.Pick(Kinds, random)),
            5 =>
                source.Insert(
                    type.Identifier.Span.End,
                    Vocabulary.Pick(["<T>", "<T> where T : struct", "(int size)", " : object", " : System.IDisposable", " : INetwork<float>", " : Net", "<in T>"], random)),
            6 => WithMember(source, type, random),
            7 => Around(source, type, random),
            8 => source + $"\n{(random.Next(2) == 0 ? "[Dense(2)] " : "")}partial class {type.Identifier.Text};",
            9 => source + "\n" + type,
            _ => OtherType(source, root, random),
        };
    }

    private static string WithMember(string source, TypeDeclarationSyntax type, Random random)
    {
        var member = Vocabulary.Pick(Vocabulary.Members, random).Replace("Net", type.Identifier.Text, StringComparison.Ordinal);
        return type.OpenBraceToken.IsKind(SyntaxKind.OpenBraceToken) && !type.OpenBraceToken.IsMissing
            ? source.Insert(type.OpenBraceToken.Span.End, $" {member} ")
            : type.SemicolonToken.IsMissing ? source : Mutator.Replaced(source, type.SemicolonToken.Span, $" {{ {member} }}");
    }

    private static string Around(string source, TypeDeclarationSyntax type, Random random)
    {
        var name = Vocabulary.Pick(Vocabulary.Names, random);
        string[] outer =
            [
                $"partial class {name}", $"static partial class {name}", $"partial struct {name}<T>", $"partial interface {name}", $"class {name}",
                $"namespace {name}", $"namespace {name}.Adjoint", $"partial record {name}(int x)"
            ];
        return Mutator.Replaced(source, type.Span, $"{Vocabulary.Pick(outer, random)} {{ {type} }}");
    }

    private static string OtherType(string source, SyntaxNode root, Random random)
    {
        var types = root.DescendantNodes().OfType<PredefinedTypeSyntax>().Cast<TypeSyntax>()
            .Concat(root.DescendantNodes().OfType<TypeArgumentListSyntax>().SelectMany(static list => list.Arguments)).ToList();
        return types.Count == 0 ? source : Mutator.Replaced(source, Vocabulary.Pick(types, random).Span, Vocabulary.Pick(Types, random));
    }
}

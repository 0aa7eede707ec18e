using Microsoft.CodeAnalysis.CSharp;

namespace Adjoint.Generator.Naming;

/// <summary>Names as C# spells them.</summary>
internal static class Identifiers
{
    /// <summary>A dotted name with an @ before every part that is a keyword.</summary>
    public static string Escape(string name) =>
        string.Join(".", name.Split('.').Select(static part => SyntaxFacts.GetKeywordKind(part) == SyntaxKind.None ? part : "@" + part));

    /// <summary>A type's name, with an @ before what is or may become a word of the language: the compiler warns of names in small letters.</summary>
    public static string Type(string name) =>
        name.All(static c => c is >= 'a' and <= 'z') || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : Escape(name);

    /// <summary>A layer's name as a member: <c>dense1</c> is <c>Dense1</c>, and <c>layer1.0.conv1</c> is <c>Layer1_0_Conv1</c>.</summary>
    public static string Member(string layer) =>
        string.Join("_", layer.Split('.').Select(static part => char.ToUpperInvariant(part[0]) + part.Substring(1)));

    /// <summary>A tensor's name as a member: <c>running_mean</c> is <c>RunningMean</c>.</summary>
    public static string Tensor(string name) => string.Concat(name.Split('_').Select(Member));
}

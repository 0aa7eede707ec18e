using Microsoft.CodeAnalysis.CSharp;

namespace Adjoint.Generator.Emit;

/// <summary>Names as C# spells them.</summary>
internal static class Identifiers
{
    /// <summary>A dotted name with an @ before every part that is a keyword.</summary>
    public static string Escape(string name) =>
        string.Join(".", name.Split('.').Select(static part => SyntaxFacts.GetKeywordKind(part) == SyntaxKind.None ? part : "@" + part));

    /// <summary>A layer's name as a member: <c>dense1</c> is <c>Dense1</c>.</summary>
    public static string Member(string layer) => char.ToUpperInvariant(layer[0]) + layer.Substring(1);

    /// <summary>A tensor's name as a member: <c>running_mean</c> is <c>RunningMean</c>.</summary>
    public static string Tensor(string name) => string.Concat(name.Split('_').Select(Member));
}

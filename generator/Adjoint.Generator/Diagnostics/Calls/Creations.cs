using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>The syntax that creates arrays and spans.</summary>
internal static class Creations
{
    /// <summary>The size in <c>new float[size]</c> and <c>stackalloc float[size]</c>, where no list of elements says it too.</summary>
    public static ExpressionSyntax? SizeIn(SyntaxNode creation) => creation switch
    {
        ArrayCreationExpressionSyntax { Initializer: null, Type.RankSpecifiers: var ranks } => OnlySize(ranks),
        StackAllocArrayCreationExpressionSyntax { Initializer: null, Type: ArrayTypeSyntax { RankSpecifiers: var ranks } } => OnlySize(ranks),
        _ => null,
    };

    private static ExpressionSyntax? OnlySize(SyntaxList<ArrayRankSpecifierSyntax> ranks) => ranks.Count > 0 && ranks[0].Sizes.Count == 1 ? ranks[0].Sizes[0] : null;
}

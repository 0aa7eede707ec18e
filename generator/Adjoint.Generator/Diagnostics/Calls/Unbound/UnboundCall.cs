using Adjoint.Generator.Declare;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>A call, or the use of a member, of a network that C# cannot bind: it speaks of spans and overloads then, and knows nothing of losses.</summary>
/// <param name="Model">What C# knows of the source.</param>
/// <param name="Network">The facts about the network.</param>
/// <param name="Member">The member's name as it is written.</param>
/// <param name="Call">The call; null where a member is only named.</param>
internal sealed record UnboundCall(SemanticModel Model, NetworkFacts Network, SimpleNameSyntax Member, InvocationExpressionSyntax? Call)
{
    /// <summary>The name of the member.</summary>
    public string Name => Member.Identifier.ValueText;

    /// <summary>What is passed.</summary>
    public IReadOnlyList<ArgumentSyntax> Arguments { get; } = Call is null ? [] : [.. Call.ArgumentList.Arguments];

    /// <summary>What an operation that C# could not make sense of is of a network's; null where it is none of ours.</summary>
    public static UnboundCall? Of(IOperation invalid, CallScope scope)
    {
        if (invalid.SemanticModel is not { } model || NameIn(invalid.Syntax) is not (var member, var receiver, var call))
            return null;
        var type = receiver is null ? model.GetEnclosingSymbol(member.SpanStart)?.ContainingType : model.GetTypeInfo(receiver).Type ?? model.GetSymbolInfo(receiver).Symbol;
        return scope.FactsOf(type as INamedTypeSymbol) is { } network ? new UnboundCall(model, network, member, call) : null;
    }

    /// <summary>Whether C# takes an argument where a type is wanted.</summary>
    public bool IsTaken(ArgumentSyntax argument, ITypeSymbol wanted) => Model.ClassifyConversion(argument.Expression, wanted).IsImplicit;

    /// <summary>The type of an argument; null where it has none of its own.</summary>
    public ITypeSymbol? TypeOf(ArgumentSyntax argument) => Model.GetTypeInfo(argument.Expression).Type is { TypeKind: not TypeKind.Error } type ? type : null;

    /// <summary>The methods of that name, but for those that take a mini-batch where none is given.</summary>
    public IEnumerable<IMethodSymbol> Methods() => Network.Type.GetMembers(Name).OfType<IMethodSymbol>()
        .Where(method => Arguments.Count == 0 || method.Parameters.Length == 0 || method.Parameters[0].Type.Name != "MiniBatch" || IsTaken(Arguments[0], method.Parameters[0].Type));

    private static (SimpleNameSyntax Member, ExpressionSyntax? Receiver, InvocationExpressionSyntax? Call)? NameIn(SyntaxNode syntax) => syntax switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression } access } call => (access.Name, access.Expression, call),
        InvocationExpressionSyntax { Expression: SimpleNameSyntax name } call => (name, null, call),
        MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression, Parent: not InvocationExpressionSyntax } access => (access.Name, access.Expression, null),
        _ => null,
    };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>The optimizer that a call forgot.</summary>
internal static class Optimizers
{
    /// <summary>The only variable in sight that holds one; where there is none a new one, but not in a loop, which would begin anew in each turn. Null where nobody can tell.</summary>
    public static string? Of(UnboundCall call)
    {
        var names = call.Model.LookupSymbols(call.Call!.SpanStart).Where(symbol => IsOptimizer(TypeOf(symbol)) && IsDeclaredBefore(symbol, call)).Select(static symbol => symbol.Name).ToList();
        return names.Count switch
        {
            1 => names[0],
            0 when !call.Call.Ancestors().Any(static outer => outer is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax) => "new Adam(1e-3f)",
            _ => null,
        };
    }

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    private static bool IsOptimizer(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type is { Name: "Optimizer", ContainingNamespace: { Name: "Adjoint", ContainingNamespace.IsGlobalNamespace: true } })
                return true;
        }
        return false;
    }

    private static bool IsDeclaredBefore(ISymbol symbol, UnboundCall call) => symbol is not ILocalSymbol || symbol.Locations[0].SourceSpan.End < call.Call!.SpanStart;
}

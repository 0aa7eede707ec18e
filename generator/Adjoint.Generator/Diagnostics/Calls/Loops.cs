using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>The loops that code stands in, and what in them is new in each turn.</summary>
internal static class Loops
{
    /// <summary>The loops in whose body an operation stands, innermost first. A lambda runs when it is called: loops around it do not count.</summary>
    public static IEnumerable<ILoopOperation> Around(IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation; outer = outer.Parent)
        {
            if (outer is ILoopOperation loop && IsWithin(operation.Syntax, loop.Body.Syntax))
                yield return loop;
        }
    }

    /// <summary>Whether a node lies in another.</summary>
    public static bool IsWithin(SyntaxNode node, SyntaxNode outer) => node.SyntaxTree == outer.SyntaxTree && outer.Span.Contains(node.Span);

    /// <summary>Whether a variable is declared by a loop or in its body, and so is another one in each turn.</summary>
    public static bool Declares(ILoopOperation loop, ISymbol variable) =>
        variable.DeclaringSyntaxReferences.Any(declared => IsWithin(declared.GetSyntax(), loop.Syntax));

    /// <summary>Whether an expression surely has the same value in each turn: constants, and variables that are set once and outside of the loop.</summary>
    public static bool IsSteady(IOperation expression, ILoopOperation loop, Variables variables) => expression.DescendantsAndSelf().All(operation => operation switch
    {
        { ConstantValue.HasValue: true } => true,
        ILocalReferenceOperation { Local: var local } => !Declares(loop, local) && !variables.IsAssignedAgain(local),
        IParameterReferenceOperation { Parameter: var parameter } => !Declares(loop, parameter) && !variables.IsAssignedAgain(parameter),
        IFieldReferenceOperation { Field: var field } => field.IsReadOnly || field.IsConst,
        IInvocationOperation call => call.TargetMethod.IsStatic && call.TargetMethod.ContainingType.Name == "Schedule",
        IAnonymousFunctionOperation or IAwaitOperation => false,
        _ => true,
    });
}

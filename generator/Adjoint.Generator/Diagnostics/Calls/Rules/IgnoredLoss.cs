using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>A call of Loss whose result goes nowhere: it changes nothing, so it was computed in vain.</summary>
internal static class IgnoredLoss
{
    /// <summary>Judges a call of Loss that is a statement. In a lambda it may be there for what it throws.</summary>
    public static bool Check(NetworkCall call, CallScope scope)
    {
        if (call is { Kind: "Loss", Operation.Parent: IExpressionStatementOperation } && !Ancestors(call.Operation).OfType<IAnonymousFunctionOperation>().Any())
            scope.Report(Rules.LossIgnored, call.Operation.Syntax.GetLocation(), call.Network.Name);
        return true;
    }

    private static IEnumerable<IOperation> Ancestors(IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
            yield return outer;
    }
}

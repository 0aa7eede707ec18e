using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>An array for the network to write, made anew in each turn of a loop though it never leaves it: one before the loop would do for all turns.</summary>
internal static class AllocationInLoop
{
    /// <summary>Judges the spans that the call writes: they are overwritten whole, so that nothing of the last turn is left in them.</summary>
    public static bool Check(NetworkCall call, CallScope scope)
    {
        foreach (var span in call.Spans.Where(static s => s.Facts.IsWritten))
        {
            var value = Variables.Plain(span.Value);
            var creation = Variables.Plain((value is ILocalReferenceOperation ? scope.Variables.ValueOf(value) : value) ?? value) as IArrayCreationOperation;
            if (creation is not { Initializer: null } || Loops.Around(creation).FirstOrDefault() is not { } loop || !Loops.IsWithin(call.Operation.Syntax, loop.Body.Syntax))
                continue;
            if (Loops.IsSteady(creation, loop, scope.Variables) && (value is not ILocalReferenceOperation local || StaysInside(local.Local, loop)))
                scope.ReportWith(Hoist.Before(creation, loop, span.Facts.Name, "var"), Rules.AllocatedInLoop, creation.Syntax.GetLocation(), span.Facts.Name, call.Title);
        }
        return true;
    }

    /// <summary>
    /// Whether an array is only ever read, written and passed as a span in the loop: what is kept, handed on as an array, or seen by a lambda that may run later, must be a new one.
    /// </summary>
    private static bool StaysInside(ILocalSymbol array, ILoopOperation loop) =>
        Loops.Declares(loop, array)
        && loop.Body.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Where(r => SymbolEqualityComparer.Default.Equals(r.Local, array)).All(r => !IsInLambda(r, loop) && r.Parent switch
        {
            IArrayElementReferenceOperation element => element.ArrayReference == r,
            IPropertyReferenceOperation { Property.Name: "Length" } => true,
            IConversionOperation { Type.Name: "Span" or "ReadOnlySpan", Parent: IArgumentOperation { Parent: IInvocationOperation call } } => !ReturnsSpan(call),
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "AsSpan", Parent: IArgumentOperation or IConversionOperation { Parent: IArgumentOperation } } } => true,
            _ => false,
        });

    private static bool IsInLambda(IOperation operation, ILoopOperation loop)
    {
        for (var outer = operation.Parent; outer is not null && outer != loop; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return true;
        }
        return false;
    }

    private static bool ReturnsSpan(IInvocationOperation call) => call.Type is { IsRefLikeType: true };
}

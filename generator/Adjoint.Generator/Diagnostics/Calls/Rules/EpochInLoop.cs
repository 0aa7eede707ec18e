using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary><c>batches.Epoch(0)</c> in a loop over epochs, in which one network is trained: each turn has the batches of the same epoch, in the same order.</summary>
internal static class EpochInLoop
{
    /// <summary>Judges a call.</summary>
    public static void Check(IInvocationOperation call, CallScope scope)
    {
        if (call.TargetMethod is not { Name: "Epoch", ContainingType: { Name: "MiniBatches" or "TokenBatches" } type } || type.ContainingNamespace?.ToDisplayString() != "Adjoint.Data")
            return;
        if (call.Arguments.FirstOrDefault(static a => a.Parameter?.Ordinal == 0)?.Value is not { ConstantValue: { HasValue: true, Value: int number } } epoch || EachOf(call) is not { } each)
            return;
        var trained = each.Body.DescendantsAndSelf().OfType<IInvocationOperation>()
            .Where(inner => inner.TargetMethod.Name == "TrainStep" || NetworkCall.Of(inner, scope) is { Kind: "TrainStep" }).ToList();
        if (Loops.Around(each).FirstOrDefault() is not { } loop || trained.Count == 0)
            return;
        if (!trained.All(step => NetworkInLoop.IsOutside(step.Instance, loop)) || !NetworkInLoop.IsOutside(call.Instance, loop))
            return;
        var place = epoch.Syntax.GetLocation();
        var turn = (loop as IForLoopOperation)?.Locals.FirstOrDefault(static local => local.Type.SpecialType == SpecialType.System_Int32)?.Name;
        scope.ReportWith(turn is null ? [] : [Fix.Of($"Write Epoch({turn})", place, turn)], Rules.EpochInLoop, place, number, turn ?? "epoch");
    }

    /// <summary>The loop over the batches of an epoch.</summary>
    private static IForEachLoopOperation? EachOf(IOperation epoch)
    {
        var outer = epoch.Parent;
        while (outer is IConversionOperation)
            outer = outer.Parent;
        return outer as IForEachLoopOperation;
    }
}

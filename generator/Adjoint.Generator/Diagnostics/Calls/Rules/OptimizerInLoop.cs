using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>An optimizer that is created in the loop that trains one network with it: its moments and its count of steps start over in each turn.</summary>
internal static class OptimizerInLoop
{
    /// <summary>Judges the optimizer of a call of TrainStep.</summary>
    public static bool Check(NetworkCall call, CallScope scope)
    {
        if (call.Optimizer is not { } passed || CreationOf(passed, scope.Variables) is not { } creation || !Remembers(creation))
            return true;
        // The outermost loop that trains the same network all the time, and in which nothing gives the optimizer another setting.
        var loop = Loops.Around(creation)
            .Where(l => Loops.IsWithin(call.Operation.Syntax, l.Body.Syntax) && IsSame(call.Operation.Instance, l) && Loops.IsSteady(creation, l, scope.Variables))
            .LastOrDefault();
        if (loop is not null)
        {
            scope.ReportWith(
                Hoist.Before(creation, loop, "optimizer", "using var"), Rules.OptimizerInLoop, creation.Syntax.GetLocation(), creation.Type!.Name, call.Network.Name);
        }
        return true;
    }

    private static IObjectCreationOperation? CreationOf(IOperation passed, Variables variables)
    {
        var value = Variables.Plain(passed);
        return (value as IObjectCreationOperation) ?? (variables.ValueOf(value) is { } given ? Variables.Plain(given) as IObjectCreationOperation : null);
    }

    /// <summary>Plain gradient descent at one rate is the same in each step.</summary>
    private static bool Remembers(IObjectCreationOperation creation) =>
        creation.Type is not { Name: "GradientDescent" } || creation.Initializer is not null
        || creation.Arguments.Any(static a => a is { IsImplicit: false } && LearningRates.Constant(a.Value) is null);

    /// <summary>Whether the network is one from before the loop.</summary>
    private static bool IsSame(IOperation? network, ILoopOperation loop) => network is null ? false : Variables.Plain(network) switch
    {
        ILocalReferenceOperation local => !Loops.Declares(loop, local.Local),
        IParameterReferenceOperation parameter => !Loops.Declares(loop, parameter.Parameter),
        IFieldReferenceOperation or IInstanceReferenceOperation => true,
        _ => false,
    };
}

using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>A network that is created in each turn of the loop that trains it: it takes one step, and the next turn begins with other numbers.</summary>
internal static class NetworkInLoop
{
    /// <summary>Judges a call of TrainStep.</summary>
    public static bool Check(NetworkCall call, CallScope scope)
    {
        if (call.Kind != "TrainStep" || call.Operation.Instance is not { } instance || Variables.Plain(instance) is not ILocalReferenceOperation { Local: var local } reference)
            return true;
        if (scope.Variables.ValueOf(reference) is not { } given || Variables.Plain(given) is not IObjectCreationOperation creation)
            return true;
        // A loop around the step alone trains what was created once.
        if (Loops.Around(call.Operation).FirstOrDefault() is { } loop && Loops.Declares(loop, local) && Loops.Around(creation).FirstOrDefault() == loop)
            scope.ReportWith(Hoist.Before(creation, loop, "network", "var"), Rules.NetworkInLoop, creation.Syntax.GetLocation(), call.Network.Name);
        return true;
    }

    /// <summary>Whether a value is one from before the loop.</summary>
    public static bool IsOutside(IOperation? value, ILoopOperation loop) => value is not null && Variables.Plain(value) switch
    {
        ILocalReferenceOperation local => !Loops.Declares(loop, local.Local),
        IParameterReferenceOperation parameter => !Loops.Declares(loop, parameter.Parameter),
        IFieldReferenceOperation or IInstanceReferenceOperation => true,
        _ => false,
    };
}

using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>One optimizer for two networks, or two objectives of one, which refuses the second: it has moments for each parameter of the first.</summary>
internal sealed class OneOptimizer
{
    private readonly Dictionary<ISymbol, (ISymbol Network, string Objective, string Name)> owners = new(SymbolEqualityComparer.Default);

    /// <summary>Judges a step of training, after those before it in the member.</summary>
    public void Check(NetworkCall call, CallScope scope)
    {
        if (call.Optimizer is not { } passed || SymbolOf(passed, scope) is not { } optimizer || call.Operation.Instance is not { } instance || SymbolOf(instance, scope) is not { } network)
            return;
        var objective = call.Generated.Objective;
        var name = objective.Length == 0 ? network.Name : $"{network.Name}.{call.Generated.Name}";
        if (!owners.TryGetValue(optimizer, out var owner))
            owners.Add(optimizer, (network, objective, name));
        else if (!SymbolEqualityComparer.Default.Equals(owner.Network, network) || owner.Objective != objective)
            scope.Report(Rules.OneOptimizer, passed.Syntax.GetLocation(), optimizer.Name, owner.Name, name);
    }

    /// <summary>A variable that holds one thing; one that stands for another is that one.</summary>
    private static ISymbol? SymbolOf(IOperation operation, CallScope scope) => Variables.Plain(operation) switch
    {
        ILocalReferenceOperation local when !scope.Variables.IsAssignedAgain(local.Local) && scope.Variables.WholeOf(local) is null =>
            scope.Variables.ValueOf(local) is { } value && Variables.Plain(value) is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation
                ? SymbolOf(value, scope)
                : local.Local,
        IParameterReferenceOperation parameter when !scope.Variables.IsAssignedAgain(parameter.Parameter) => parameter.Parameter,
        IFieldReferenceOperation { Field: { IsReadOnly: true } field, Instance: null or IInstanceReferenceOperation } => field,
        _ => null,
    };
}

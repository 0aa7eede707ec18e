using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>Rows that are set in a mini-batch made for a network, under a name that it does not have, or of another size.</summary>
internal static class BatchRows
{
    /// <summary>Judges <c>batch["x"].Set(rows)</c>.</summary>
    public static void Check(IInvocationOperation call, CallScope scope)
    {
        if (call is not { TargetMethod: { Name: "Set", ContainingType: var type }, Instance: IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } batch } rows }
            || !KnownData.IsData(type, "PortRows"))
            return;
        if (!KnownData.IsData(batch.Type, "MiniBatch") || scope.Data.NetworkOf(batch) is not { } network || rows.Arguments[0].Value is not { ConstantValue: { HasValue: true, Value: string name } } written)
            return;
        if (network.Inputs.Concat(network.Targets).FirstOrDefault(p => p.Name == name) is not { } port)
            scope.Report(Rules.DataDiffers, written.Syntax.GetLocation(), network.Name, $"has {Names(network)}", $"this asks for '{name}'", "write one of these names");
        else if (call.Arguments.Length == 1 && scope.Lengths.Of(call.Arguments[0].Value) is { } known && (known.Length == 0 || known.Length % port.Size != 0))
            scope.Report(Rules.RowsDiffer, call.Arguments[0].Value.Syntax.GetLocation(), $"'{network.Name}'", port.Size == 1 ? "one number for each row" : $"{port.Size} numbers for each row", name, known.Length);
    }

    private static string Names(NetworkFacts network) => string.Join(", ", network.Inputs.Concat(network.Targets).Select(static port => $"'{port.Name}'"));
}

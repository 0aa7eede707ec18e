using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>A data set, or batches of one, whose columns are not those of the network that reads them.</summary>
internal static class DataColumns
{
    /// <summary>Judges every call that gets a network and data whose columns are known.</summary>
    public static void Check(IInvocationOperation call, CallScope scope)
    {
        foreach (var argument in call.Arguments)
        {
            if (IsOfRows(argument.Parameter?.Type) && NetworkOf(call, scope) is { } network && scope.Data.Of(argument.Value) is { } columns)
                Check(argument, network, columns, scope);
        }
    }

    private static bool IsOfRows(ITypeSymbol? type) =>
        KnownData.IsData(type, "Dataset") || KnownData.IsData(type, "MiniBatch") || type is { Name: "TrainingData", ContainingNamespace: { Name: "Training", ContainingNamespace.Name: "Adjoint" } };

    private static NetworkFacts? NetworkOf(IInvocationOperation call, CallScope scope) =>
        scope.FactsOf(call.Instance) ?? call.Arguments.Select(argument => scope.FactsOf(argument.Value)).FirstOrDefault(static facts => facts is not null);

    private static void Check(IArgumentOperation argument, NetworkFacts network, KnownColumns columns, CallScope scope)
    {
        var problem = Compare(network, "reads", network.Inputs, columns.Inputs) ?? Compare(network, "compares outputs with", network.Targets, columns.Targets);
        if (problem is var (needed, found, advice))
            scope.Report(Rules.DataDiffers, argument.Value.Syntax.GetLocation(), network.Name, needed, found, advice);
    }

    /// <summary>What is needed, what there is, and what to do; null if the two fit, as far as the source says. Rows to predict have no targets.</summary>
    private static (string Needed, string Found, string Advice)? Compare(NetworkFacts network, string verb, IReadOnlyList<SpanFacts> ports, IReadOnlyList<KnownColumn> columns)
    {
        if (columns.Count == 0)
            return null;
        foreach (var port in ports)
        {
            var column = ports.Count == 1 && columns.Count == 1 ? columns[0] : columns.FirstOrDefault(c => c.Name == port.Name);
            if (column is null)
                return ($"{verb} '{port.Name}'", "the data set has no column of that name", "give it one");
            if (column.Size is { } size && (size != port.Size || column.IsIndices != port.IsIndices))
                return ($"{verb} {TextOf(port)} for each row of '{port.Name}'", $"the data set has {column.Text}", $"make the column {(port.Constant is { } constant && !port.IsIndices ? $"{network.Name}.{constant} wide" : TextOf(port))}");
        }
        return null;
    }

    private static string TextOf(SpanFacts port) => new KnownColumn(port.Name, port.IsIndices, port.Size).Text;
}

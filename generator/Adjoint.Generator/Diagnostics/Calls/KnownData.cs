using Adjoint.Generator.Declare;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>
/// The columns of a data set, where the source says them: the data set is created with constant sizes, and what is passed is it, a part of it, or a batch of it.
/// </summary>
internal sealed class KnownData(Variables variables, KnownLengths lengths, Func<IOperation?, NetworkFacts?> factsOf)
{
    /// <summary>The columns of what is passed: a data set, its parts, its batches; null if the source does not say them.</summary>
    public KnownColumns? Of(IOperation value)
    {
        for (var step = 0; step < KnownLengths.MostSteps; step++)
        {
            value = Variables.Plain(value);
            if (Columns(value) is { } columns)
                return columns;
            if (Origin(value) is not { } origin)
                return null;
            value = origin;
        }
        return null;
    }

    /// <summary>The network that a mini-batch is made for, if it is created here.</summary>
    public NetworkFacts? NetworkOf(IOperation batch)
    {
        batch = Variables.Plain(batch);
        var created = batch is ILocalReferenceOperation or IFieldReferenceOperation ? variables.ValueOf(batch) : batch;
        return created is not null && Variables.Plain(created) is IObjectCreationOperation { Type: INamedTypeSymbol type } creation && IsData(type, "MiniBatch")
            ? factsOf(Argument(creation.Arguments, "network"))
            : null;
    }

    /// <summary>What the rows come from.</summary>
    private IOperation? Origin(IOperation value) => value switch
    {
        IInvocationOperation { Instance: { } instance, TargetMethod: { Name: "Epoch", ContainingType: var type } } when IsData(type, "MiniBatches") => instance,
        IInvocationOperation { Instance: { } instance, TargetMethod: { Name: "Split" or "Take" or "ToBatch", ContainingType: var type } } when IsData(type, "Dataset") => instance,
        IObjectCreationOperation { Type: INamedTypeSymbol type } creation when IsData(type, "MiniBatches") && IsPlain(creation) => Argument(creation.Arguments, "dataset"),
        ILocalReferenceOperation local => variables.ValueOf(value) ?? variables.WholeOf(local),
        IFieldReferenceOperation => variables.ValueOf(value),
        _ => null,
    };

    private KnownColumns? Columns(IOperation value) => value switch
    {
        IObjectCreationOperation { Type: INamedTypeSymbol type } creation when IsData(type, "Dataset") => Argument(creation.Arguments, "inputs") is { } inputs
            ? Argument(creation.Arguments, "targets") is { } targets && List(inputs) is { } known && List(targets) is { } judged ? new KnownColumns(known, judged) : null
            : OfOne(creation.Arguments),
        IObjectCreationOperation when NetworkOf(value) is { } network => new KnownColumns([.. network.Inputs.Select(Column)], [.. network.Targets.Select(Column)]),
        IInvocationOperation { TargetMethod: { Name: "FromBytes", ContainingType: var type } } call when IsData(type, "Dataset") => OfOne(call.Arguments),
        _ => null,
    };

    /// <summary>Rows of features, with labels or with targets.</summary>
    private KnownColumns OfOne(IReadOnlyList<IArgumentOperation> arguments) => new(
        [new KnownColumn(null, IsIndices: false, Size(Argument(arguments, "featureCount")))],
        [Argument(arguments, "labels") is null ? new KnownColumn(null, IsIndices: false, Size(Argument(arguments, "targetCount"))) : new KnownColumn(null, IsIndices: true, 1)]);

    private List<KnownColumn>? List(IOperation value)
    {
        value = Variables.Plain(value);
        var elements = value switch
        {
            ICollectionExpressionOperation list => [.. list.Elements],
            IArrayCreationOperation { Initializer: { } list } => list.ElementValues.ToList(),
            _ => null,
        };
        var columns = elements?.Select(Column).ToList();
        return columns is null || columns.Contains(null) ? null : [.. columns.OfType<KnownColumn>()];
    }

    private KnownColumn? Column(IOperation value)
    {
        value = Variables.Plain(value);
        if (value is ILocalReferenceOperation && variables.ValueOf(value) is { } given)
            value = Variables.Plain(given);
        if (value is not IInvocationOperation { TargetMethod: { ContainingType: var type, Name: var method } } call || !IsData(type, "Column"))
            return null;
        if (Argument(call.Arguments, "name")?.ConstantValue is not { HasValue: true, Value: string name })
            return null;
        return method switch
        {
            "Of" or "OfBytes" => new KnownColumn(name, IsIndices: false, Size(Argument(call.Arguments, "size"))),
            "OfLabels" or "OfTokens" => new KnownColumn(name, IsIndices: true, Argument(call.Arguments, "positions") is { } positions ? Size(positions) : 1),
            _ => null,
        };
    }

    /// <summary>Whether batches have the columns of their data set: an augmentation may make shares of labels.</summary>
    private static bool IsPlain(IObjectCreationOperation batches) => Argument(batches.Arguments, "augmentation") is null or { ConstantValue: { HasValue: true, Value: null } };

    private static KnownColumn Column(SpanFacts port) => new(port.Name, port.IsIndices, port.Size);

    private long? Size(IOperation? value) => value is null ? null : lengths.NumberOf(value);

    private static IOperation? Argument(IEnumerable<IArgumentOperation> arguments, string name) => arguments.FirstOrDefault(a => a.Parameter?.Name == name)?.Value;

    /// <summary>Whether a type is this one of the library's namespace for data.</summary>
    public static bool IsData(ITypeSymbol? type, string name) =>
        type is { ContainingNamespace: { Name: "Data", ContainingNamespace: { Name: "Adjoint", ContainingNamespace.IsGlobalNamespace: true } } } && type.Name == name;
}

/// <summary>The columns of a data set.</summary>
/// <param name="Inputs">What is read.</param>
/// <param name="Targets">What outputs are compared with.</param>
internal sealed record KnownColumns(IReadOnlyList<KnownColumn> Inputs, IReadOnlyList<KnownColumn> Targets);

/// <summary>A column of a data set.</summary>
/// <param name="Name">Its name; null for the only one of a data set that names none.</param>
/// <param name="IsIndices">Whether it has tokens or labels, and not numbers.</param>
/// <param name="Size">How many in a row; null if the source does not say it.</param>
internal sealed record KnownColumn(string? Name, bool IsIndices, long? Size)
{
    /// <summary>The column in a message: <c>4 numbers</c>.</summary>
    public string Text => IsIndices ? Size == 1 ? "a label" : $"{Size} labels or tokens" : Size == 1 ? "one number" : $"{Size} numbers";
}

using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>Whether a network reads what a preparation gives.</summary>
internal static class PreparationMatch
{
    /// <exception cref="ArgumentException">It does not.</exception>
    public static void Check(Preparation preparation, INetwork network)
    {
        var name = network.Layout.Network;
        Port[] given = [.. preparation.Inputs], wanted = [.. network.Inputs];
        if (given.Length != wanted.Length)
            throw new ArgumentException($"The preparation gives {given.Length} inputs, {PortMatch.Names(given)}, and '{name}' reads {wanted.Length}, {PortMatch.Names(wanted)}. {From(preparation)}");
        for (var i = 0; i < wanted.Length; i++)
        {
            if (PortMatch.Find(given, wanted, i) is not (>= 0 and var found))
                throw new ArgumentException($"'{name}' reads '{wanted[i].Name}', and the preparation gives {PortMatch.Names(given)}. {From(preparation)}");
            if (given[found].Kind != wanted[i].Kind || given[found].Size != wanted[i].Size || given[found].Count > wanted[i].Count)
                throw new ArgumentException($"'{name}' reads {Describe(wanted[i])}, and the preparation gives {Describe(given[found])}. {From(preparation)}");
        }
        if (network.Targets is [var target] && Told(preparation, target) is { } told)
            throw new ArgumentException($"'{name}' tells {Describe(target)}, and the preparation gives {told}.");
    }

    /// <summary>What a preparation gives, and the columns that it comes from.</summary>
    public static string Describe(Preparation preparation) =>
        $"{string.Join(", ", preparation.Inputs.Select(static port => Describe(port)).Append(Compared(preparation)).OfType<string>())}. {From(preparation)}";

    /// <summary>What the preparation gives to compare with, where that does not fit; null where it does.</summary>
    private static string? Told(Preparation preparation, Port target)
    {
        var (count, classes) = (preparation.TargetNames.Count, preparation.Classes.Count);
        var fits = preparation.LabelName is null
            ? count == 0 || (target.Kind == PortKind.Numbers && target.Size == count)
            : target.Kind == PortKind.Indices ? target.Count == classes && target.Size == 1 : target.Size == classes;
        return fits ? null : Compared(preparation);
    }

    /// <summary>The classes or numbers that are compared with; null for none.</summary>
    private static string? Compared(Preparation preparation) => (preparation.LabelName, preparation.TargetNames) switch
    {
        ({ } label, _) => $"{preparation.Classes.Count} classes of '{label}': {NamedColumns.List(preparation.Classes)}",
        (_, { Count: > 0 } targets) => $"the numbers {NamedColumns.List(targets)}",
        _ => null,
    };

    private static string Describe(Port port) => port.Kind == PortKind.Indices
        ? $"{(port.Size == 1 ? "an index" : $"{port.Size} indices")} of {port.Count} in '{port.Name}'"
        : $"{port.Size} {(port.Size == 1 ? "number" : "numbers")} in '{port.Name}'";

    private static string From(Preparation preparation) =>
        $"They come from {string.Join(", ", preparation.Columns.Select(static c => c.Size > 1 ? $"'{c.Name}' ({c.Size})" : $"'{c.Name}'"))}.";
}

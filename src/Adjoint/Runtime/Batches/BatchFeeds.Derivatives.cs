using Adjoint.Data;

namespace Adjoint.Runtime;

/// <summary>What a derivative reads and writes next to the inputs of a batch.</summary>
internal static unsafe partial class BatchFeeds<T>
{
    /// <summary>Checks gradients or directions, one for each port, and points to them.</summary>
    /// <param name="program">The network.</param>
    /// <param name="ports">The ports.</param>
    /// <param name="given">The rows of each.</param>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="optional">Whether all or some may be left out.</param>
    /// <param name="feeds">Receives one for each port, of length 0 where it is left out.</param>
    /// <param name="argument">What the user calls them.</param>
    public static void Directions(NetworkProgram<T> program, ReadOnlySpan<Port> ports, ReadOnlySpan<PortRows?> given, int rows, bool optional, Feed* feeds, string argument)
    {
        if (!(optional && given.IsEmpty))
            CheckCount(program, ports, given, argument);
        for (var i = 0; i < ports.Length; i++)
        {
            feeds[i] = default;
            if (optional && (given.IsEmpty || given[i] is null))
                continue;
            ArgumentNullException.ThrowIfNull(given[i], argument);
            var direction = given[i]!;
            if (direction.Port.Kind != PortKind.Numbers || direction.Port.Size != ports[i].Size || direction.Rows != rows)
            {
                throw new ArgumentException(
                    $"'{program.Layout.Network}' needs {rows} rows of {ports[i].Size} numbers for '{ports[i].Name}'; there are {direction.Rows} rows of {direction.Port.Size} "
                    + $"{(direction.Port.Kind == PortKind.Numbers ? "numbers" : "indices")}.", argument);
            }
            feeds[i] = FeedOf(program, direction);
        }
    }

    /// <summary>Checks that there is room for results, one for each port, and points to it.</summary>
    /// <param name="program">The network.</param>
    /// <param name="ports">The ports.</param>
    /// <param name="given">The room for each; empty, or null in a place, where a result is not wanted.</param>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="feeds">Receives one for each port, of length 0 where it is not wanted.</param>
    /// <param name="argument">What the user calls them.</param>
    public static void Results(NetworkProgram<T> program, ReadOnlySpan<Port> ports, ReadOnlySpan<PortRows?> given, int rows, Feed* feeds, string argument)
    {
        if (!given.IsEmpty)
            CheckCount(program, ports, given, argument);
        for (var i = 0; i < ports.Length; i++)
            feeds[i] = !given.IsEmpty && given[i] is { } result ? Checks.Room(program, ports[i], rows, result, argument) : default;
    }

    /// <summary>Checks that no result is what is read, or another result.</summary>
    public static void RequireApart(
        NetworkProgram<T> program, ReadOnlySpan<PortRows?> inputs, ReadOnlySpan<PortRows?> directions, ReadOnlySpan<PortRows?> others, ReadOnlySpan<PortRows?> results, string argument)
    {
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i] is { } result && (Has(inputs, result) || Has(directions, result) || Has(others, result) || Has(results[..i], result)))
                throw new ArgumentException(
                    $"'{program.Layout.Network}' would write '{result.Port.Name}' over rows that it reads, or over another result; each result needs rows of its own.",
                    argument);
        }
    }

    /// <summary>Says how many rows were written.</summary>
    public static void SetRows(ReadOnlySpan<PortRows?> results, int rows)
    {
        foreach (var result in results)
        {
            if (result is not null)
                result.Rows = rows;
        }
    }

    /// <summary>Keeps what was read alive until here.</summary>
    public static void KeepAlive(ReadOnlySpan<PortRows?> read)
    {
        foreach (var rows in read)
            GC.KeepAlive(rows);
    }

    private static bool Has(ReadOnlySpan<PortRows?> all, PortRows one)
    {
        foreach (var rows in all)
        {
            if (ReferenceEquals(rows, one))
                return true;
        }
        return false;
    }

    private static void CheckCount(NetworkProgram<T> program, ReadOnlySpan<Port> ports, ReadOnlySpan<PortRows?> given, string argument)
    {
        if (given.Length != ports.Length)
            throw new ArgumentException($"'{program.Layout.Network}' has {PortMatch.Names(ports.ToArray())}; rows for {given.Length} were given, and {ports.Length} are needed.", argument);
    }
}

using System.Runtime.CompilerServices;
using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>One column of a data set: the values of one input or one target in each row, under its name.</summary>
/// <remarks>The arrays handed over are kept, not copied: do not change them afterwards.</remarks>
public sealed class Column
{
    private Column(Port port, int rows) => (Port, Rows) = (port, rows);

    internal Column(string name, FeatureTable<float> table)
        : this(new Port(NameOf(name), table.FeatureCount), table.Rows) => Floats = table;

    /// <summary>The name, and what a row is.</summary>
    public Port Port { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The numbers, where they are floats or become floats.</summary>
    internal FeatureTable<float>? Floats { get; }

    /// <summary>The numbers, where they are doubles.</summary>
    internal FeatureTable<double>? Doubles { get; private init; }

    /// <summary>The indices; empty for numbers.</summary>
    internal int[] Indices { get; private init; } = [];

    /// <summary>What its rows in a batch are kept in.</summary>
    internal Precision Precision => Doubles is null ? Precision.Single : Precision.Double;

    /// <summary>Rows of floats.</summary>
    /// <param name="name">The name of the network's input or target.</param>
    /// <param name="values">Row-major, <paramref name="size"/> values a row.</param>
    /// <param name="size">Values a row.</param>
    /// <exception cref="ArgumentException">The values do not divide into rows.</exception>
    public static Column Of(string name, float[] values, int size) => new(name, new ArrayTable<float>(values ?? throw new ArgumentNullException(nameof(values)), size));

    /// <summary>Rows of doubles.</summary>
    /// <inheritdoc cref="Of(string, float[], int)"/>
    public static Column Of(string name, double[] values, int size)
    {
        var table = new ArrayTable<double>(values ?? throw new ArgumentNullException(nameof(values)), size);
        return new Column(new Port(NameOf(name), size), table.Rows) { Doubles = table };
    }

    /// <summary>Rows of bytes; <c>(x · scale − mean) / deviation</c> is taken when a row is copied.</summary>
    /// <param name="name">The name of the network's input or target.</param>
    /// <param name="values">Row-major, <paramref name="size"/> values a row.</param>
    /// <param name="size">Values a row.</param>
    /// <param name="scale">What a byte is multiplied by.</param>
    /// <param name="mean">What is then subtracted.</param>
    /// <param name="deviation">What is then divided by.</param>
    /// <exception cref="ArgumentException">The values do not divide into rows, or a number is not finite or not positive where it must be.</exception>
    public static Column OfBytes(string name, byte[] values, int size, float scale = 1 / 255f, float mean = 0, float deviation = 1) =>
        new(name, new ByteTable(values ?? throw new ArgumentNullException(nameof(values)), size, new ByteConversion(scale, mean, deviation)));

    /// <summary>One class a row.</summary>
    /// <param name="name">The name of the network's target.</param>
    /// <param name="labels">The class of each row, from 0; or any negative number for what the network is to ignore.</param>
    public static Column OfLabels(string name, int[] labels) => OfIndices(name, labels, []);

    /// <summary>One class for each position of a row.</summary>
    /// <param name="name">The name of the network's target.</param>
    /// <param name="labels">The classes, row after row, from 0; or any negative number for what the network is to ignore.</param>
    /// <param name="positions">The positions of a row.</param>
    /// <exception cref="ArgumentException">The labels do not divide into rows.</exception>
    public static Column OfLabels(string name, int[] labels, int positions) => OfIndices(name, labels, [positions]);

    /// <summary>Rows of tokens, for an input that is declared with <see cref="InputAttribute.Tokens"/>.</summary>
    /// <param name="name">The name of the network's input.</param>
    /// <param name="tokens">The tokens, row after row, from 0.</param>
    /// <param name="positions">The tokens of a row.</param>
    /// <exception cref="ArgumentException">The tokens do not divide into rows, or one is negative.</exception>
    public static Column OfTokens(string name, int[] tokens, int positions)
    {
        var column = OfIndices(name, tokens, [positions]);
        var negative = Array.FindIndex(tokens, static token => token < 0);
        return negative < 0
            ? column
            : throw new ArgumentException($"{name}[{negative / positions}, {negative % positions}] is {tokens[negative]}; tokens are numbered from 0.", nameof(tokens));
    }

    /// <summary>A graph in each row, for an input that is declared with <see cref="InputAttribute.Edges"/>; <see cref="EdgeList"/> lays graphs out.</summary>
    /// <param name="name">The name of the network's input.</param>
    /// <param name="edges">Row after row, the nodes that the edges leave, then those that they enter; −1 at both ends where there is none.</param>
    /// <param name="room">The edges that a row has room for.</param>
    /// <exception cref="ArgumentException">The edges do not divide into rows, or one is below −1.</exception>
    public static Column OfEdges(string name, int[] edges, int room)
    {
        var column = OfIndices(name, edges, [2, room]);
        var wrong = Array.FindIndex(edges, static end => end < -1);
        return wrong < 0
            ? column
            : throw new ArgumentException($"{name}[{wrong / (2 * room)}, {wrong % (2 * room)}] is {edges[wrong]}; nodes are numbered from 0, and −1 means no edge.", nameof(edges));
    }

    private static Column OfIndices(string name, int[] indices, int[] shape, [CallerArgumentExpression(nameof(indices))] string argument = "")
    {
        ArgumentNullException.ThrowIfNull(indices, argument);
        var size = 1;
        foreach (var positions in shape)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(positions, 1);
            size = checked(size * positions);
        }
        if (indices.Length % size != 0)
            throw new ArgumentException($"{indices.Length} {argument} do not divide into rows of {size} ({indices.Length % size} left over).", argument);
        var count = 0;
        foreach (var index in indices)
            count = Math.Max(count, index == int.MaxValue ? index : index + 1);
        return new Column(Port.OfIndices(NameOf(name), count, shape), indices.Length / size) { Indices = indices };
    }

    /// <summary>The indices of one row.</summary>
    internal ReadOnlySpan<int> IndicesOf(int row) => Indices.AsSpan(row * Port.Size, Port.Size);

    /// <summary>One index a row, below the number of things that it tells apart.</summary>
    internal static Column OfIndices(string name, int[] indices, int count) => new(Port.OfIndices(NameOf(name), count), indices.Length) { Indices = indices };

    /// <summary>Copies the numbers of one row.</summary>
    internal void CopyRow(int row, Span<float> values)
    {
        if (Floats is null)
            throw new InvalidOperationException($"The column '{Port.Name}' has {(Doubles is null ? "indices" : "doubles")}; floats of it cannot be read.");
        Floats.CopyRow(row, values);
    }

    /// <summary>Copies rows into a batch.</summary>
    internal void Gather(ReadOnlySpan<int> rows, PortRows into)
    {
        if (Floats is not null)
            Floats.Gather(rows, into.Lanes<float>()!);
        else if (Doubles is not null)
            Doubles.Gather(rows, into.Lanes<double>()!);
        for (var i = 0; i < rows.Length && Port.Kind == PortKind.Indices; i++)
            IndicesOf(rows[i]).CopyTo(into.AllIndices.AsSpan(i * Port.Size));
        into.Rows = rows.Length;
    }

    private static string NameOf(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name;
    }
}

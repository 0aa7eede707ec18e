using System.Collections;

namespace Adjoint.Data;

/// <summary>The values of one row by the names of their columns: <c>new TableRow { ["Sex"] = "FEMALE", ["Body Mass (g)"] = 3750 }</c>.</summary>
public sealed class TableRow : IEnumerable<KeyValuePair<string, Cell>>
{
    private readonly Dictionary<string, Cell> cells = new(StringComparer.Ordinal);

    /// <summary>The names of the columns that have been set.</summary>
    public IReadOnlyCollection<string> Names => cells.Keys;

    /// <summary>The value in a column; missing where none was set.</summary>
    public Cell this[string column]
    {
        get => cells.GetValueOrDefault(column);
        set => cells[column] = value;
    }

    /// <summary>Whether a column was set.</summary>
    /// <param name="column">The column's name.</param>
    public bool Has(string column) => cells.ContainsKey(column);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, Cell>> GetEnumerator() => cells.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

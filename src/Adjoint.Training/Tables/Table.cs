using System.Text;

namespace Adjoint.Training;

/// <summary>
/// Rows with named columns, such as a CSV file has. What each column holds is told from its values and can be said by name; so can what it is for. A table is divided, and then each part is
/// prepared: the other way round does not compile. Tables never change; each method gives another one, and they share their values.
/// </summary>
public sealed partial class Table : ITable
{
    private readonly TableColumn[] columns;

    /// <summary>The rows of the file that are rows here.</summary>
    private readonly int[] index;

    private Table(TableColumn[] columns, int[] index) => (this.columns, this.index) = (columns, index);

    /// <summary>The number of rows.</summary>
    public int Rows => index.Length;

    /// <summary>The columns, in the order of the file.</summary>
    public IReadOnlyList<ITableColumn> Columns => columns;

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Names => [.. columns.Select(static c => c.Name)];

    /// <summary>Reads a CSV file (RFC 4180, UTF-8) whose first line names the columns.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is read; null for the usual way.</param>
    /// <exception cref="InvalidDataException">
    /// A row has more or fewer fields than the header, two columns have one name or one has none, bytes are not UTF-8, or the file is too large; messages say file, line and column.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Table ReadCsv(string path, TableOptions? options = null)
    {
        using var stream = Open(path);
        options ??= TableOptions.Default;
        if (stream.CanSeek && stream.Length > options.MaxBytes)
        {
            throw new InvalidDataException(
                $"'{path}' has {stream.Length:#,0} bytes, and at most {options.MaxBytes:#,0} are read as a whole (TableOptions.MaxBytes). Read it in parts: Table.ReadCsvInParts(path, rows).");
        }
        return Read(stream, path, options);
    }

    /// <summary>Reads a CSV file some rows at a time, for one that does not fit into memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The rows of each table; the last one has what is left.</param>
    /// <param name="options">How it is read; null for the usual way.</param>
    /// <remarks>
    /// What a column holds is told from the rows of each part alone; say it by <see cref="Number"/>, <see cref="Category"/> and <see cref="Date"/> where that is not certain. A label's classes must
    /// be given: <see cref="Label(string, string[])"/>.
    /// </remarks>
    /// <inheritdoc cref="ReadCsv"/>
    public static IEnumerable<Table> ReadCsvInParts(string path, int rows, TableOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        return Parts(path, rows, options ?? TableOptions.Default);
    }

    /// <summary>Reads a table from text in the form of a CSV file.</summary>
    /// <inheritdoc cref="ReadCsv"/>
    public static Table ParseCsv(string text, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "text", options ?? TableOptions.Default);
    }

    /// <summary>Says which column is the class to be told. The classes are those of all rows, so that every part of the table has the same.</summary>
    /// <param name="column">The column's name.</param>
    /// <returns>The table with this column as its label; this one stays as it is.</returns>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Table Label(string column) => With([column], static c => c.As(ColumnKind.Category, ColumnRole.Label));

    /// <summary>Says which column is the class to be told, and which classes there are, in the order of their numbers.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="classes">The classes, in the order of their numbers.</param>
    /// <exception cref="ArgumentException">There is no such column, or a class is named twice.</exception>
    public Table Label(string column, params string[] classes)
    {
        if (classes.Length == 0 || classes.Distinct().Count() != classes.Length)
            throw new ArgumentException("Name each class once.", nameof(classes));
        return With([column], c => c.AsLabel(classes));
    }

    /// <summary>Says which columns are numbers to be told.</summary>
    /// <param name="columns">The columns' names.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="InvalidDataException">A value is not a number; the message says file, line and column.</exception>
    public Table Target(params string[] columns) => With(columns, static c => c.As(ColumnKind.Number, ColumnRole.Target));

    /// <summary>Says that columns hold numbers.</summary>
    /// <inheritdoc cref="Target"/>
    public Table Number(params string[] columns) => With(columns, static c => c.As(ColumnKind.Number, ColumnRole.Feature));

    /// <summary>Says that columns hold categories, though they may look like numbers: postcodes.</summary>
    /// <param name="columns">The columns' names.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Table Category(params string[] columns) => With(columns, static c => c.As(ColumnKind.Category, ColumnRole.Feature));

    /// <summary>Says that a column holds dates.</summary>
    /// <param name="column">The column.</param>
    /// <param name="format">How they are written, such as <c>dd.MM.yyyy</c>; null for ISO 8601.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="InvalidDataException">A value is not a date; the message says file, line and column.</exception>
    public Table Date(string column, string? format = null) => With([column], c => c.As(ColumnKind.Date, ColumnRole.Feature, format));

    /// <summary>Leaves columns out.</summary>
    /// <param name="columns">The columns' names.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Table Ignore(params string[] columns) => With(columns, static c => c.As(c.Kind, ColumnRole.Ignored));

    /// <summary>The rows of the given numbers, which may repeat.</summary>
    /// <param name="rows">Each from 0 to <see cref="Rows"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Table Take(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (var row in rows)
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(rows));
        int[] chosen = [.. rows.Select(row => index[row])];
        return new Table(Array.ConvertAll(columns, column => column.Of(chosen)), chosen);
    }

    /// <summary>Finds a column.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    internal TableColumn Find(string name) => Array.Find(columns, c => c.Name == name) ?? throw new ArgumentException(NamedColumns.Missing(name, Names, "column"));

    private static FileStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
    }

    private static Table Read(Stream stream, string name, TableOptions options)
    {
        using var csv = CsvTable.Open(stream, name, options);
        return Of(csv.Read(Array.MaxLength) ?? throw new InvalidDataException($"'{name}' has a header and no rows."));
    }

    private static IEnumerable<Table> Parts(string path, int rows, TableOptions options)
    {
        using var stream = Open(path);
        using var csv = CsvTable.Open(stream, path, options);
        while (csv.Read(rows) is { } columns)
            yield return Of(columns);
    }

    private static Table Of(List<TextColumn> texts)
    {
        int[] rows = [.. Enumerable.Range(0, texts[0].Rows)];
        return new Table([.. texts.Select(text => TableColumn.Of(text, rows))], rows);
    }

    private Table With(string[] names, Func<TableColumn, TableColumn> change)
    {
        ArgumentNullException.ThrowIfNull(names);
        var changed = names.Select(Find).ToHashSet();
        return new Table(Array.ConvertAll(columns, column => changed.Contains(column) ? change(column) : column), index);
    }
}

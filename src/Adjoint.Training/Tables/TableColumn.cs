using System.Globalization;

namespace Adjoint.Training;

/// <summary>A column of a table, as what it is read: numbers, categories or dates.</summary>
internal sealed class TableColumn : ITableColumn
{
    private readonly TextColumn text;

    /// <summary>The rows of the text that are rows here.</summary>
    private readonly int[] rows;
    private readonly string? format;

    public TableColumn(TextColumn text, int[] rows, ColumnKind kind, ColumnRole role, string? format = null, IReadOnlyList<string>? classes = null) =>
        (this.text, this.rows, Kind, Role, this.format, Classes) = (text, rows, kind, role, format, classes ?? []);

    public string Name => text.Name;

    /// <summary>A column as what its values look like.</summary>
    public static TableColumn Of(TextColumn text, int[] rows) => new(text, rows, TableFields.KindOf(text), ColumnRole.Feature);

    public ColumnKind Kind { get; }

    public ColumnRole Role { get; }

    public IReadOnlyList<string> Classes { get; }

    public Cell this[int row] => text.IsMissing(rows[row]) ? Cell.Missing : Kind switch
    {
        ColumnKind.Number => TableFields.Number(text, rows[row]) is { } number ? number : throw Fault(row, "is not a finite number"),
        ColumnKind.Date =>
            TableFields.Date(text, rows[row], format) is { } time
                ? time
                : throw Fault(row, $"is not a date{(format is null ? " such as 2026-11-28 or 2026-11-28T17:30:00" : $" in the form '{format}'")}"),
        _ => text.Text(rows[row]),
    };

    public string Place(int row) => text.Source.Place(rows[row]);

    /// <summary>The value as it is in the file, whatever the column is read as.</summary>
    public string TextOf(int row) => text.Text(rows[row]);

    public bool IsMissing(int row) => text.IsMissing(rows[row]);

    /// <summary>The same column of other rows.</summary>
    public TableColumn Of(int[] chosen) => new(text, chosen, Kind, Role, format, Classes);

    /// <summary>The same column as something else; every value is looked at.</summary>
    /// <exception cref="InvalidDataException">A value is not of the kind; the message says where.</exception>
    public TableColumn As(ColumnKind kind, ColumnRole role, string? dateFormat = null)
    {
        var column = new TableColumn(text, rows, kind, role, dateFormat, role == ColumnRole.Label ? TableFields.Classes(text, rows) : null);
        for (var row = 0; row < rows.Length && role != ColumnRole.Ignored && kind != ColumnKind.Category; row++)
            _ = column[row];
        return column;
    }

    /// <summary>The same column as a label of classes that are given.</summary>
    public TableColumn AsLabel(string[] classes) => new(text, rows, ColumnKind.Category, ColumnRole.Label, null, classes);

    private InvalidDataException Fault(int row, string fault)
    {
        var advice = (Kind, Role) switch
        {
            (ColumnKind.Number, ColumnRole.Target) => $" Correct it, add it to TableOptions.Missing, or write Label(\"{TableFields.Shortened(Name)}\") if the column names classes.",
            (ColumnKind.Number, _) => " Correct it, add it to TableOptions.Missing, or read the column as a Category.",
            _ => "",
        };
        return new($"{Place(row)}, column '{TableFields.Shortened(Name)}' ({text.Position.ToString(CultureInfo.InvariantCulture)}): '{TableFields.Shortened(TextOf(row))}' {fault}.{advice}");
    }
}

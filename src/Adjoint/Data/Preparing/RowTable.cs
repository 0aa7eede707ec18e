namespace Adjoint.Data;

/// <summary>Rows of a program as a table with the columns of a preparation.</summary>
internal sealed class RowTable : ITable
{
    private RowTable(IReadOnlyList<TableRow> rows, IReadOnlyList<ITableColumn> columns) => (Rows, Columns) = (rows.Count, columns);

    public int Rows { get; }

    public IReadOnlyList<ITableColumn> Columns { get; }

    /// <exception cref="ArgumentException">A row lacks a column, or has one that the preparation does not know.</exception>
    public static RowTable Of(Preparation preparation, IReadOnlyList<TableRow> rows)
    {
        List<Column> columns = [.. preparation.Columns.Select(c => new Column(rows, c.Name, c.Kind, ColumnRole.Feature))];
        HashSet<string> known = [.. columns.Select(static c => c.Name), .. preparation.TargetNames, preparation.LabelName ?? ""];
        for (var i = 0; i < rows.Count; i++)
        {
            ArgumentNullException.ThrowIfNull(rows[i], nameof(rows));
            if (rows[i].Names.FirstOrDefault(name => !known.Contains(name)) is { } stranger)
                throw new ArgumentException($"Row {i}: {NamedColumns.Missing(stranger, preparation.ColumnNames, "column")}", nameof(rows));
            if (columns.Find(c => !rows[i].Has(c.Name)) is { } lacking)
                throw new ArgumentException($"Row {i} has no '{lacking.Name}'; it has {NamedColumns.List([.. rows[i].Names])}. Set it, to Cell.Missing if it is not known.", nameof(rows));
        }
        // A label or target that all rows bring along is for judging; one that is missing somewhere is not known yet.
        if (preparation.LabelName is { } label && All(label))
            columns.Add(new Column(rows, label, ColumnKind.Category, ColumnRole.Label));
        if (preparation.TargetNames.Count > 0 && preparation.TargetNames.All(All))
            columns.AddRange(preparation.TargetNames.Select(name => new Column(rows, name, ColumnKind.Number, ColumnRole.Target)));
        return new RowTable(rows, columns);

        bool All(string name) => rows.All(row => !row[name].IsMissing);
    }

    private sealed class Column(IReadOnlyList<TableRow> rows, string name, ColumnKind kind, ColumnRole role) : ITableColumn
    {
        public string Name => name;

        public ColumnKind Kind => kind;

        public ColumnRole Role => role;

        public IReadOnlyList<string> Classes => [];

        public Cell this[int row] => rows[row][name];

        public bool IsMissing(int row) => rows[row][name].IsMissing;

        public string Place(int row) => $"row {row}";
    }
}

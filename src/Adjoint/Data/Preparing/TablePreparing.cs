namespace Adjoint.Data;

/// <summary>Applies a preparation to a table.</summary>
internal sealed class TablePreparing
{
    private readonly Preparation preparation;
    private readonly ITable table;

    /// <summary>The table's column for each of the preparation's.</summary>
    private readonly ITableColumn[] features;
    private readonly ITableColumn? label;
    private readonly ITableColumn[] targets;
    private readonly Dictionary<string, int> classes;
    private readonly Dictionary<string, int> unknown = [];

    /// <exception cref="ArgumentException">The table lacks a column, or has one too many.</exception>
    public TablePreparing(Preparation preparation, ITable table)
    {
        (this.preparation, this.table) = (preparation, table);
        classes = preparation.Classes.Select(static (name, c) => (name, c)).ToDictionary(static c => c.name, static c => c.c, StringComparer.Ordinal);
        var given = NamedColumns.Features(table).ToDictionary(static c => c.Name);
        var lacking = preparation.ColumnNames.Where(name => !given.ContainsKey(name)).ToList();
        var strangers = given.Keys.Except(preparation.ColumnNames).ToList();
        if (lacking.Count > 0)
            throw new ArgumentException(
                $"The preparation was fitted to columns that the table does not have. {NamedColumns.Missing(lacking[0], [.. table.Columns.Select(static c => c.Name)], "column")} It was fitted to {NamedColumns.List(preparation.ColumnNames)}.");
        if (strangers.Count > 0)
            throw new ArgumentException(
                $"The table has columns that the preparation was not fitted to: {NamedColumns.List(strangers)}. It was fitted to {NamedColumns.List(preparation.ColumnNames)}. Ignore(…) what is not meant to be read.");
        features = [.. preparation.ColumnNames.Select(name => given[name])];
        if (preparation.Columns.Zip(features).FirstOrDefault(static c => c.First.Kind != c.Second.Kind) is ({ } fitted, { } other))
            throw new ArgumentException($"'{fitted.Name}' held {NamedColumns.Content(fitted.Kind)} when the preparation was fitted, and holds {NamedColumns.Content(other.Kind)} here.");
        label = Judge(ColumnRole.Label, preparation.LabelName is { } name ? [name] : []).FirstOrDefault();
        targets = Judge(ColumnRole.Target, preparation.TargetNames);
    }

    /// <summary>Prepares all rows.</summary>
    public PreparedData Run()
    {
        ITableColumn[] judged = label is null ? targets : [label];
        var rows = TableFault.CompleteRows(table.Rows, preparation.Columns.Zip(features, static (p, c) => (c, p.Fills)), judged, preparation.DropsMissing);
        if ((long)rows.Count * Math.Max(1, preparation.FeatureCount) > Array.MaxLength)
            throw new ArgumentException($"{rows.Count} rows of {preparation.FeatureCount} numbers are more than an array can hold; apply the preparation to a part of the table at a time.");
        List<Column> inputs = [], outputs = [];
        foreach (var column in preparation.Columns.OfType<PreparedCategory>())
            unknown.TryAdd(column.Name, 0);
        if (preparation.FeatureCount > 0)
            inputs.Add(Numbers(rows));
        foreach (var (column, index) in preparation.Columns.Select(static (c, i) => (c, i)))
        {
            if (column is PreparedCategory { IsTokens: true } tokens)
                inputs.Add(Column.OfIndices(NamedColumns.InputOf(tokens.Name), [.. rows.Select(row => Token(tokens, index, row))], tokens.Categories.Count + 1));
        }
        if (label is not null)
            outputs.Add(Column.OfIndices(Preparation.Labels, [.. rows.Select(LabelOf)], preparation.Classes.Count));
        if (targets.Length > 0)
            outputs.Add(Column.Of(Preparation.Targets, TargetsOf(rows), targets.Length));
        return new PreparedData(preparation, new Dataset(inputs, outputs) { Preparation = preparation }, label is null ? [] : preparation.Classes, unknown);
    }

    /// <summary>Writes the numbers of one row.</summary>
    public void Write(int row, Span<float> x)
    {
        for (var i = 0; i < features.Length; i++)
        {
            var column = preparation.Columns[i];
            var cell = features[i][row];
            try
            {
                if (cell.IsMissing && !column.Fills)
                    throw new FormatException("the value is missing, and the preparation does not fill this column");
                if (!column.Write(cell, x[..column.Size]) && column.Size > 0)
                    CountUnknown(column);
            }
            catch (FormatException fault)
            {
                throw TableFault.At(features[i], row, fault);
            }
            x = x[column.Size..];
        }
    }

    private Column Numbers(List<int> rows)
    {
        var x = new float[rows.Count * preparation.FeatureCount];
        for (var i = 0; i < rows.Count; i++)
            Write(rows[i], x.AsSpan(i * preparation.FeatureCount, preparation.FeatureCount));
        return Column.Of(Preparation.Input, x, preparation.FeatureCount);
    }

    private int Token(PreparedCategory column, int index, int row)
    {
        var cell = features[index][row];
        var token = column.Token(cell);
        if (token == 0 && !cell.IsMissing)
            CountUnknown(column);
        return token;
    }

    private void CountUnknown(PreparedColumn column) => unknown[column.Name] = unknown.GetValueOrDefault(column.Name) + 1;

    private int LabelOf(int row)
    {
        var name = label![row].ToString();
        return classes.TryGetValue(name, out var c)
            ? c
            : throw TableFault.At(label, row, new FormatException($"'{name}' is not one of the classes {NamedColumns.List(preparation.Classes)} that the preparation was fitted to"));
    }

    private float[] TargetsOf(List<int> rows)
    {
        var values = new float[rows.Count * targets.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var (row, column) = (rows[i / targets.Length], i % targets.Length);
            TableFault.Named(targets[column], row, () => preparation.TargetColumns[column].Write(targets[column][row], values.AsSpan(i, 1)));
        }
        return values;
    }

    /// <summary>The columns to be told; none where the table has none of them, as at prediction time.</summary>
    private ITableColumn[] Judge(ColumnRole role, IReadOnlyList<string> names)
    {
        var given = table.Columns.Where(c => c.Role == role).ToDictionary(static c => c.Name);
        if (given.Count == 0)
            return [];
        if (given.Count != names.Count || names.Any(name => !given.ContainsKey(name)))
            throw new ArgumentException(
                $"The table's {(role == ColumnRole.Label ? "label" : "targets")} are {NamedColumns.List([.. given.Keys])}, and the preparation was fitted to {NamedColumns.List(names)}; give both the same.");
        return [.. names.Select(name => given[name])];
    }
}

namespace Adjoint.Training;

/// <summary>Dividing a table, for training and for judging.</summary>
public sealed partial class Table
{
    /// <summary>Deals the rows out at random.</summary>
    /// <param name="fraction">The share of the first part, from 0 to 1, to the nearest row.</param>
    /// <param name="seed">Equal seeds give equal parts, on every machine.</param>
    /// <param name="stratify">Whether each class has that share of its rows in the first part, to one row; needs a label.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not from 0 to 1.</exception>
    /// <exception cref="InvalidOperationException">The table has no label to stratify by, or a label is missing.</exception>
    public Split<Table> Split(double fraction, long seed, bool stratify = false) => Parts(RowDealing.Split(Groups(stratify), Rows, fraction, seed));

    /// <summary>Takes the first rows for training and those after them for judging: for time series, where a later row must not help to tell an earlier one.</summary>
    /// <param name="fraction">The share of the first part, from 0 to 1, to the nearest row.</param>
    /// <param name="by">The column of dates or numbers whose order counts; null for the order of the file.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not from 0 to 1.</exception>
    public Split<Table> SplitInOrder(double fraction, string? by = null)
    {
        var order = InOrder(by);
        var count = RowDealing.CountOf(fraction, Rows);
        return Parts((order[..count], order[count..]));
    }

    /// <summary>Deals whole groups out at random, such as all rows of one patient: no group is in both parts.</summary>
    /// <param name="column">The column whose values tell the groups; it may be ignored otherwise.</param>
    /// <param name="fraction">The share of the first part, from 0 to 1, as near as whole groups come to it.</param>
    /// <param name="seed">Equal seeds give equal parts, on every machine.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="InvalidDataException">A row has no group.</exception>
    public Split<Table> SplitByGroup(string column, double fraction, long seed) => Parts(RowDealing.SplitGroups(Groups(Find(column)), Rows, fraction, seed));

    /// <summary>Deals the rows into parts of equal size; each is once what the others are judged by.</summary>
    /// <param name="count">The number of parts.</param>
    /// <param name="seed">Equal seeds give equal parts, on every machine.</param>
    /// <param name="stratify">Whether each class is spread evenly, to one row; needs a label.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 2 or above the number of rows.</exception>
    /// <exception cref="InvalidOperationException">The table has no label to stratify by, or a label is missing.</exception>
    public IReadOnlyList<Split<Table>> Folds(int count, long seed, bool stratify = false)
    {
        CheckFolds(count, Rows, "rows");
        return Folds(RowDealing.Folds(Groups(stratify), Rows, count, seed), count);
    }

    /// <summary>Deals whole groups into parts of about equal size; each is once what the others are judged by.</summary>
    /// <inheritdoc cref="SplitByGroup"/>
    /// <param name="column">The column whose values tell the groups; it may be ignored otherwise.</param>
    /// <param name="count">The number of parts.</param>
    /// <param name="seed">Equal seeds give equal parts, on every machine.</param>
    public IReadOnlyList<Split<Table>> FoldsByGroup(string column, int count, long seed)
    {
        var groups = Groups(Find(column));
        CheckFolds(count, groups.Distinct().Count(), $"groups in '{column}'");
        return Folds(RowDealing.FoldGroups(groups, count, seed), count);
    }

    /// <summary>Cuts the rows, in order, into one part more than is asked for; each part after the first is judged by what was learnt from all before it.</summary>
    /// <param name="count">The number of pairs.</param>
    /// <param name="by">The column of dates or numbers whose order counts; null for the order of the file.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 2 or not below the number of rows.</exception>
    public IReadOnlyList<Split<Table>> FoldsInOrder(int count, string? by = null)
    {
        CheckFolds(count, Rows - 1, "rows after the first");
        var order = InOrder(by);
        int Start(int part) => (int)((long)Rows * part / (count + 1));
        return [.. Enumerable.Range(1, count).Select(i => Parts((order[..Start(i)], order[Start(i)..Start(i + 1)])))];
    }

    /// <summary>How many rows each class has, in the order of the classes.</summary>
    /// <exception cref="InvalidOperationException">The table has no label, or a label is missing.</exception>
    public IReadOnlyDictionary<string, int> ClassCounts()
    {
        var (groups, classes) = (Groups(stratify: true), LabelColumn.Classes);
        return classes.Select((name, c) => (name, groups.Count(g => g == c))).ToDictionary(static c => c.name, static c => c.Item2);
    }

    private TableColumn LabelColumn => Array.Find(columns, static c => c.Role == ColumnRole.Label)
        ?? throw new InvalidOperationException($"The table has no label; name its column with Label(…). The columns are {NamedColumns.List(Names)}.");

    /// <summary>For each row the number of its class, or 0 for all.</summary>
    private int[] Groups(bool stratify)
    {
        if (!stratify)
            return new int[Rows];
        var label = LabelColumn;
        var numbers = label.Classes.Select(static (name, c) => (name, c)).ToDictionary(static c => c.name, static c => c.c);
        return [.. Enumerable.Range(0, Rows).Select(row => label[row].IsMissing
            ? throw new InvalidOperationException($"{label.Place(row)}: the label is missing; leave such rows out of the file before the table is divided by classes.")
            : numbers.TryGetValue(label[row].ToString(), out var c) ? c : throw new InvalidOperationException($"{label.Place(row)}: '{label[row]}' is not one of the classes that were given."))];
    }

    /// <summary>For each row the number of its group, in the order in which groups appear.</summary>
    private int[] Groups(TableColumn column)
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        var groups = new int[Rows];
        for (var row = 0; row < Rows; row++)
        {
            if (column.IsMissing(row))
                throw new InvalidDataException($"{column.Place(row)}, column '{column.Name}': the value is missing, so the row's group is unknown.");
            var name = column.TextOf(row);
            if (!numbers.TryGetValue(name, out groups[row]))
                numbers.Add(name, groups[row] = numbers.Count);
        }
        return groups;
    }

    private int[] InOrder(string? by)
    {
        int[] rows = [.. Enumerable.Range(0, Rows)];
        if (by is null)
            return rows;
        var column = Find(by);
        if (column.Kind == ColumnKind.Category)
            throw new ArgumentException($"'{by}' holds categories, which have no order; name a column of dates or numbers.", nameof(by));
        if (Array.Find(rows, column.IsMissing) is var first && Rows > 0 && column.IsMissing(first))
            throw new InvalidDataException($"{column.Place(first)}, column '{by}': the value is missing, so the row's place in the order is unknown.");
        return column.Kind == ColumnKind.Date ? [.. rows.OrderBy(row => column[row].ToTime())] : [.. rows.OrderBy(row => column[row].ToNumber())];
    }

    private Split<Table> Parts((int[] First, int[] Second) rows) => new(Take(rows.First), Take(rows.Second));

    private IReadOnlyList<Split<Table>> Folds(int[] folds, int count) =>
        [.. Enumerable.Range(0, count).Select(fold => Parts(([.. Where(folds, f => f != fold)], [.. Where(folds, f => f == fold)])))];

    private static IEnumerable<int> Where(int[] folds, Func<int, bool> isChosen) => Enumerable.Range(0, folds.Length).Where(row => isChosen(folds[row]));

    private static void CheckFolds(int count, int most, string what)
    {
        if (count < 2 || count > most)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"{count} folds were asked for; there are {most} {what}, so it must be from 2 to {most}.");
    }
}

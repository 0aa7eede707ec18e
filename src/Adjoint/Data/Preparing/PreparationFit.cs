namespace Adjoint.Data;

/// <summary>Learns from the training part what a preparation needs to know of each column.</summary>
internal static class PreparationFit
{
    /// <summary>Learns from a column that the network reads, from the rows that are kept.</summary>
    public static PreparedColumn Column(ITableColumn column, IReadOnlyList<int> rows, PreparationPlan plan) => column.Kind switch
    {
        ColumnKind.Number => Number(column, rows, plan),
        ColumnKind.Date => Date(column, rows, plan),
        _ => Category(column, rows, plan),
    };

    /// <summary>Learns from a column that the network is to tell.</summary>
    public static PreparedNumber Target(ITableColumn column, IReadOnlyList<int> rows, PreparationPlan plan)
    {
        var numbers = Statistics(column, rows, static (cell, statistics) => statistics.Add(NumberOf(cell)));
        return new PreparedNumber(column.Name, fills: false, plan.StandardisesTargets ? Scaling.Of(numbers) : Scaling.None, numbers.Mean);
    }

    private static PreparedNumber Number(ITableColumn column, IReadOnlyList<int> rows, PreparationPlan plan)
    {
        var numbers = Statistics(column, rows, static (cell, statistics) => statistics.Add(NumberOf(cell)));
        return new PreparedNumber(column.Name, plan.Fills(column), plan.Standardises(column) ? Scaling.Of(numbers) : Scaling.None, numbers.Mean);
    }

    private static PreparedDate Date(ITableColumn column, IReadOnlyList<int> rows, PreparationPlan plan)
    {
        var hasTimes = false;
        var days = Statistics(column, rows, (cell, statistics) =>
        {
            var time = cell.ToTime() ?? throw new FormatException($"'{cell}' is not a date");
            hasTimes |= time.TimeOfDay != default;
            statistics.Add(PreparedDate.DaysOf(time));
        });
        return new PreparedDate(column.Name, plan.Fills(column), plan.Standardises(column) ? Scaling.Of(days) : Scaling.None, days.Mean, hasTimes);
    }

    private static PreparedCategory Category(ITableColumn column, IReadOnlyList<int> rows, PreparationPlan plan)
    {
        var isTokens = plan.MakesTokens(column);
        SortedDictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (!column.IsMissing(row))
                counts[column[row].ToString()] = counts.GetValueOrDefault(column[row].ToString()) + 1;
        }
        string[] categories = [.. counts.Where(category => category.Value >= plan.LeastRows(column)).Select(static category => category.Key)];
        return counts.Count == 0 || categories.Length > 0
            ? new PreparedCategory(column.Name, plan.Fills(column), isTokens, categories)
            : throw new ArgumentException(
                $"Each of the {counts.Count} categories of '{column.Name}' has fewer than {plan.LeastRows(column)} rows, {counts.Values.Max()} at most, so that none would be known; ask for fewer in RareAsUnknown, or Ignore(\"{column.Name}\").");
    }

    private static double NumberOf(Cell cell) => cell.ToNumber() is { } number && double.IsFinite(number) ? number : throw new FormatException($"'{cell}' is not a finite number");

    private static NumberStatistics Statistics(ITableColumn column, IReadOnlyList<int> rows, Action<Cell, NumberStatistics> add)
    {
        var statistics = new NumberStatistics();
        foreach (var row in rows)
        {
            if (!column.IsMissing(row))
                TableFault.Named(column, row, () => add(column[row], statistics));
        }
        return statistics.Count > 0 ? statistics : throw new InvalidDataException($"'{column.Name}' has no value in the training part, so it has no mean; write Ignore(\"{column.Name}\").");
    }
}

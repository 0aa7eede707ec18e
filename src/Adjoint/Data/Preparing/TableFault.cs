using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>Says of what is wrong in a table where that is.</summary>
internal static class TableFault
{
    /// <summary>Names the place of whatever is wrong with a value.</summary>
    /// <exception cref="InvalidDataException">The action has found it wrong.</exception>
    public static void Named(ITableColumn column, int row, Action act)
    {
        try
        {
            act();
        }
        catch (FormatException fault)
        {
            throw At(column, row, fault);
        }
    }

    /// <summary>An exception about one value.</summary>
    public static InvalidDataException At(ITableColumn column, int row, Exception fault) => new($"{column.Place(row)}, column {FileText.Quote(column.Name)}: {fault.Message}.", fault);

    /// <summary>The rows without a missing value, where those with one are dropped; else all.</summary>
    /// <exception cref="InvalidDataException">There are missing values, and they are neither filled nor dropped; the message counts them.</exception>
    public static List<int> CompleteRows(int rows, IEnumerable<(ITableColumn Column, bool Fills)> features, IEnumerable<ITableColumn> judged, bool drops)
    {
        List<ITableColumn> unfilled = [.. features.Where(static c => !c.Fills).Select(static c => c.Column)];
        var isComplete = Enumerable.Repeat(true, rows).ToArray();
        List<string> counts = [];
        string? first = null;
        foreach (var column in unfilled.Concat(judged))
        {
            var count = 0;
            for (var row = 0; row < rows; row++)
            {
                if (!column.IsMissing(row))
                    continue;
                isComplete[row] = false;
                first ??= column.Place(row);
                count++;
            }
            if (count > 0)
                counts.Add($"{count} in {FileText.Quote(column.Name)}");
        }
        if (counts.Count > 0 && !drops)
        {
            // A label or target that is missing cannot be made up.
            var areFilled = unfilled.All(column => !Enumerable.Range(0, rows).Any(column.IsMissing));
            var advice = areFilled
                ? "A label or target cannot be filled: write DropMissing() in the preparation."
                : "Write FillMissing() or DropMissing() in the preparation, or Ignore(…) the column.";
            throw new InvalidDataException($"Values are missing in {isComplete.Count(static complete => !complete)} of {rows} rows: {string.Join(", ", counts)}; the first at {first}. {advice}");
        }
        return [.. Enumerable.Range(0, rows).Where(row => isComplete[row])];
    }
}

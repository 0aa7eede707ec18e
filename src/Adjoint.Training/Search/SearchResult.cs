using System.Text;

namespace Adjoint.Training;

/// <summary>All trials of a search, the best first.</summary>
public sealed class SearchResult
{
    private readonly IReadOnlyList<Hyperparameter> space;
    private readonly bool higherIsBetter;

    internal SearchResult(IReadOnlyList<Hyperparameter> space, IEnumerable<TrialRecord> trials, bool higherIsBetter)
    {
        (this.space, this.higherIsBetter) = (space, higherIsBetter);
        // Those that failed come last, and equal ones in their order.
        var sign = higherIsBetter ? -1 : 1;
        Trials =
        [
            .. trials.OrderBy(trial => double.IsNaN(trial.Score) ? double.PositiveInfinity : sign * trial.Score)
                .ThenBy(static trial => -trial.Trial.Epochs)
                .ThenBy(static trial => trial.Trial.Number),
        ];
    }

    /// <summary>The trials; one that was trained for longer is there once for each length.</summary>
    public IReadOnlyList<TrialRecord> Trials { get; }

    /// <summary>The best one.</summary>
    /// <exception cref="InvalidOperationException">All have failed.</exception>
    public TrialRecord Best => Trials.Count > 0 && !double.IsNaN(Trials[0].Score) ? Trials[0] : throw new InvalidOperationException(
        $"No trial has a score; the first one says: {(Trials.Count > 0 ? Trials[0].Outcome : "nothing")}");

    /// <summary>A table for people.</summary>
    public override string ToString()
    {
        string[][] rows = [TrialTable.Header(space, higherIsBetter), .. Trials.Select(static trial => TrialTable.Row(trial, "G5"))];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (var row in rows)
            text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        return text.ToString();
    }

    /// <summary>The same as comma-separated values, with all digits.</summary>
    public string ToCsv() => TrialTable.Csv(space, Trials, higherIsBetter);
}

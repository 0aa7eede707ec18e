using System.Globalization;

namespace Adjoint.Training;

/// <summary>The numbers next to the bars: as many of them as the terminal has room for.</summary>
internal static class BarText
{
    /// <summary>The epoch, what it was judged by, and the time that is left or was needed.</summary>
    public static string OfEpochs(TrainingProgress now, int width)
    {
        List<string> parts = [string.Create(CultureInfo.InvariantCulture, $"epoch {Math.Min(now.Epoch + 1, now.Epochs)}/{now.Epochs}")];
        if (now.Reason is { } reason)
            parts.Add($"{reason} after {EpochLine.Time(now.Elapsed)}");
        else if (now.Remaining is { } remaining)
            parts.Add($"{EpochLine.Time(remaining)} left");
        if (now.LastEpoch is { } last)
            parts.AddRange(EpochLine.Judged(last));
        return Fitted(parts, width);
    }

    /// <summary>The batch, and what is learnt from it; between epochs those of the last one.</summary>
    public static string OfBatches(TrainingProgress now, int width)
    {
        var last = now.Batch == 0 ? now.LastEpoch : null;
        return Fitted(
            [
                string.Create(CultureInfo.InvariantCulture, $"batch {(last is null ? now.Batch : now.Batches)}/{now.Batches}"),
                string.Create(CultureInfo.InvariantCulture, $"training loss (running) {last?.RunningLoss ?? now.RunningLoss:G4}"),
                string.Create(CultureInfo.InvariantCulture, $"rate {last?.Rate ?? now.Rate:G3}"),
                string.Create(CultureInfo.InvariantCulture, $"{last?.RowsPerSecond ?? now.RowsPerSecond:N0} rows/s"),
            ], width);
    }

    /// <summary>A text, and where there is no room for all of it, its beginning.</summary>
    public static string Cut(string text, int width) => text.Length <= width ? text : width < 1 ? "" : text[..(width - 1)] + "…";

    private static string Fitted(List<string> parts, int width)
    {
        var text = parts[0];
        foreach (var part in parts.Skip(1))
        {
            if (text.Length + 2 + part.Length > width)
                break;
            text += "  " + part;
        }
        return Cut(text, width);
    }
}

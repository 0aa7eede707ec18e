using System.Globalization;

namespace Adjoint.Training;

/// <summary>An epoch as a line of text, and its parts.</summary>
internal static class EpochLine
{
    /// <summary>Such as <c>epoch 3/10  training loss (running) 0.1234  validation loss 0.2345  accuracy 0.981  rate 0.0012  12,345 rows/s  0:12</c>.</summary>
    public static string Of(EpochRecord epoch, int epochs)
    {
        List<string> parts = [Text($"epoch {epoch.Epoch + 1}/{epochs}"), Text($"training loss (running) {epoch.RunningLoss:G4}")];
        if (epoch.TrainingLoss is { } training)
            parts.Add(Text($"training loss {training:G4}"));
        parts.AddRange(Judged(epoch));
        parts.AddRange([Text($"rate {epoch.Rate:G3}"), Text($"{epoch.RowsPerSecond:N0} rows/s"), Time(epoch.Elapsed)]);
        return string.Join("  ", parts);
    }

    /// <summary>What was measured on the validation part.</summary>
    public static IEnumerable<string> Judged(EpochRecord epoch)
    {
        if (epoch.ValidationLoss is { } validation)
            yield return Text($"validation loss {validation:G4}");
        foreach (var (metric, value) in epoch.Metrics)
            yield return Text($"{metric.FullName} {value:G4}");
    }

    /// <summary>Minutes and seconds, and hours if there are any.</summary>
    public static string Time(TimeSpan time) => time.TotalHours < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:D2}")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:D2}:{time.Seconds:D2}");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}

using System.Diagnostics;

namespace Digits;

/// <summary>
/// Says how training gets on: on a terminal one line that is written over and over, ten times a second at most; elsewhere one line an epoch.
/// </summary>
internal sealed class ProgressLine(TextWriter output, bool live, int epochs, int rowsPerEpoch)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.1);

    private readonly Stopwatch watch = Stopwatch.StartNew();
    private TimeSpan lastShown;
    private int width;
    private int epoch;
    private int rows;
    private double lossSum;

    /// <summary>Counts a step.</summary>
    /// <param name="loss">The mean loss of its rows.</param>
    /// <param name="batchRows">Its rows.</param>
    public void Report(double loss, int batchRows)
    {
        lossSum += loss * batchRows;
        rows += batchRows;
        if (live && watch.Elapsed - lastShown >= Pause)
            Show();
    }

    /// <summary>Ends an epoch: its mean loss stays on the screen.</summary>
    public void EndEpoch()
    {
        Show();
        output.WriteLine();
        width = 0;
        epoch++;
        rows = 0;
        lossSum = 0;
    }

    private void Show()
    {
        lastShown = watch.Elapsed;
        var done = (double)epoch * rowsPerEpoch + rows;
        var rate = done / lastShown.TotalSeconds;
        var left = TimeSpan.FromSeconds(((double)epochs * rowsPerEpoch - done) / rate);
        var text = $"epoch {epoch + 1}/{epochs}  {100.0 * rows / rowsPerEpoch,3:0} %  loss {lossSum / rows:0.0000}  {rate,9:#,0} rows/s  {left:m\\:ss} left";

        // What was longer before is wiped out with blanks.
        output.Write((live ? "\r" : "") + text.PadRight(width));
        width = live ? text.Length : 0;
    }
}

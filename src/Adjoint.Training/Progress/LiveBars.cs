using Spectre.Console;

namespace Adjoint.Training;

/// <summary>Two bars, epochs and batches, and the numbers next to them; drawn about ten times a second, on a thread of their own.</summary>
internal sealed class LiveBars : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>A bar, the percentage after it, and the spaces between them.</summary>
    private const int BarWidth = 20, Besides = BarWidth + 4 + 3;

    private readonly IAnsiConsole console;
    private readonly ManualResetEventSlim isOver = new();
    private readonly Task drawing;
    private volatile string notice = "";

    /// <summary>Begins to draw.</summary>
    public LiveBars(IAnsiConsole console, Func<TrainingProgress> progress)
    {
        this.console = console;
        drawing = Task.Factory.StartNew(() => Draw(progress), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Shows a sentence in place of the batches.</summary>
    public void Say(string sentence) => notice = sentence;

    /// <summary>Shows the cursor, which is hidden while bars are drawn, before the process ends without <see cref="Dispose"/>.</summary>
    public void ShowCursor()
    {
        // Not by way of the bars, whose thread may be drawing.
        var screen = console.Profile.Out.Writer;
        screen.Write(console.Profile.Capabilities.Ansi ? "\e[?25h\n" : "\n");
        screen.Flush();
    }

    /// <summary>Draws the end, and leaves the terminal as it was.</summary>
    public void Dispose()
    {
        isOver.Set();
        try
        {
            drawing.Wait();
        }
        catch (AggregateException)
        {
            // A terminal that cannot be drawn on is no reason for a run to fail.
        }
        isOver.Dispose();
    }

    private void Draw(Func<TrainingProgress> progress) =>
        console.Progress().AutoRefresh(false).HideCompleted(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = BarWidth }, new PercentageColumn())
            .Start(context =>
            {
                var now = progress();
                var (epochs, batches) = (context.AddTask("epochs", maxValue: now.Epochs), context.AddTask("batches", maxValue: now.Batches));
                bool ends;
                do
                {
                    ends = isOver.Wait(Interval);
                    Show(progress(), epochs, batches);
                    context.Refresh();
                }
                while (!ends);
            });

    private void Show(TrainingProgress now, ProgressTask epochs, ProgressTask batches)
    {
        // At the end of an epoch, and of the run, what it was is more than what the next one is.
        var isBetween = now.Batch == 0 && now.LastEpoch is not null;
        var width = console.Profile.Width - Besides;
        (epochs.Value, epochs.Description) = (now.Epoch + (double)now.Batch / now.Batches, Markup.Escape(BarText.OfEpochs(now, width)));
        batches.Value = isBetween ? now.Batches : now.Batch;
        batches.Description = Markup.Escape(notice.Length > 0 && now.Reason is null ? BarText.Cut(notice, width) : BarText.OfBatches(now, width));
    }
}

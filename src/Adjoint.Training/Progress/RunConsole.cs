using Spectre.Console;

namespace Adjoint.Training;

/// <summary>
/// What a run shows on the console while it is open. Ctrl+C then ends the run after the step that it is in, and the terminal is as it was when this is closed, whatever happens.
/// </summary>
internal sealed class RunConsole : IDisposable
{
    private readonly CancellationTokenSource cancellation;
    private readonly LiveBars? bars;
    private readonly Action<string> write;
    private readonly object gate = new();
    private bool isInterrupted;
    private bool isClosed;

    /// <param name="loop">The run.</param>
    /// <param name="options">How it is to go.</param>
    /// <param name="screen">Where bars are drawn; null for lines.</param>
    /// <param name="write">Writes a line.</param>
    /// <param name="cancellation">What ends the run besides Ctrl+C.</param>
    public RunConsole(TrainingLoop loop, TrainingOptions options, IAnsiConsole? screen, Action<string> write, CancellationToken cancellation)
    {
        this.write = write;
        this.cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        foreach (var note in loop.Notes)
            write(note);
        if (screen is not null)
            bars = new LiveBars(screen, () => loop.Progress);
        else
            loop.Shown = epoch => write(EpochLine.Of(epoch, options.Epochs));
        Console.CancelKeyPress += OnCancelKey;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    /// <summary>Asked for by the caller, or by Ctrl+C.</summary>
    public CancellationToken Cancellation => cancellation.Token;

    /// <summary>Opens what the options ask for; null where nothing is to be shown.</summary>
    public static RunConsole? Open(TrainingLoop loop, TrainingOptions options, CancellationToken cancellation) =>
        DisplayChoice.Of(options, Console.IsOutputRedirected, Environment.GetEnvironmentVariable) switch
        {
            ProgressDisplay.None => null,
            ProgressDisplay.Live => new RunConsole(loop, options, AnsiConsole.Create(new AnsiConsoleSettings()), Console.WriteLine, cancellation),
            _ => new RunConsole(loop, options, screen: null, Console.WriteLine, cancellation),
        };

    /// <summary>Gives Ctrl+C and the terminal back.</summary>
    public void Dispose()
    {
        Console.CancelKeyPress -= OnCancelKey;
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        lock (gate)
            isClosed = true;
        bars?.Dispose();
        cancellation.Dispose();
    }

    /// <summary>What Ctrl+C does. Returns false where the process is to end as it always does, the terminal given back.</summary>
    internal bool Interrupt()
    {
        lock (gate)
        {
            if (isClosed)
                return false;
            if (isInterrupted)
            {
                // The second time it is meant.
                bars?.ShowCursor();
                return false;
            }
            isInterrupted = true;
            if (bars is null)
                write("The run ends after this step. Press Ctrl+C again to end the program at once.");
            else
                bars.Say("Ends after this step. Ctrl+C again: ends at once.");
            cancellation.Cancel();
            return true;
        }
    }

    private void OnCancelKey(object? sender, ConsoleCancelEventArgs key) => key.Cancel = Interrupt();

    private void OnExit(object? sender, EventArgs happened) => bars?.ShowCursor();
}

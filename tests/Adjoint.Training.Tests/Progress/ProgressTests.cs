using System.Globalization;
using System.Text.RegularExpressions;
using Adjoint.Training.Tests.Harness;
using Adjoint.Training.Tests.Runs;
using Spectre.Console;
using Rows = Adjoint.Training.Tests.Harness.Rows;

namespace Adjoint.Training.Tests.Progress;

public sealed class ProgressTests
{
    private static readonly TrainingData data = (Rows.Flowers(73), Rows.Flowers(29, seed: 2));

    [Theory]
    [InlineData(false, "", ProgressDisplay.Live)]
    [InlineData(true, "", ProgressDisplay.Lines)]
    [InlineData(false, "CI=true", ProgressDisplay.Lines)]
    [InlineData(false, "NO_COLOR=1", ProgressDisplay.Lines)]
    [InlineData(false, "NO_COLOR=", ProgressDisplay.Live)]
    [InlineData(false, "TERM=dumb", ProgressDisplay.Lines)]
    [InlineData(false, "TERM=xterm-256color", ProgressDisplay.Live)]
    public void What_is_shown_depends_on_where(bool isRedirected, string variable, ProgressDisplay expected)
    {
        var parts = variable.Split('=');
        Assert.Equal(expected, DisplayChoice.Of(FitTests.Quiet() with { Display = ProgressDisplay.Automatic }, isRedirected, name => name == parts[0] ? parts[1] : null));
    }

    [Fact]
    public void Who_asks_for_progress_gets_it_and_nothing_else_is_shown()
    {
        var reports = new Reports();
        var options = FitTests.Quiet() with { Display = ProgressDisplay.Live, Progress = reports };
        Assert.Equal(ProgressDisplay.None, DisplayChoice.Of(options, isRedirected: false, static _ => null));
        Trainer.Fit(new Flowers(seed: 1), data, options);
        // After each epoch, and at the end.
        Assert.True(reports.Count >= 6);
        var (first, last) = (reports[0], reports[^1]);
        Assert.Equal((5, 5, 35L, EndReason.Completed), (last.Epoch, last.Epochs, last.Step, last.Reason));
        Assert.Equal((1, 7L), (first.Epoch, first.Step));
        Assert.Null(first.Reason);
        Assert.True(first.RowsPerSecond >= 0 && first.Remaining > TimeSpan.Zero && first.LastEpoch is { Epoch: 0 });
        Assert.Equal(TimeSpan.Zero, last.Remaining);
    }

    [Fact]
    public void An_epoch_is_a_line_that_says_which_loss_is_meant()
    {
        var epoch = new EpochRecord(2, 30, 0.12345, 0.1, 0.25, 0.0012f, 12345.6, TimeSpan.FromSeconds(3672)) { Metrics = [new(new Accuracy(), 0.875)] };
        Assert.Equal("epoch 3/10  training loss (running) 0.1235  training loss 0.1  validation loss 0.25  accuracy 0.875  rate 0.0012  12,346 rows/s  1:01:12", EpochLine.Of(epoch, 10));
        Assert.Equal("epoch 1/1  training loss (running) 2  rate 0.5  3 rows/s  0:07", EpochLine.Of(new(0, 1, 2, null, null, 0.5f, 3, TimeSpan.FromSeconds(7)), 1));
    }

    [Fact]
    public void A_pipe_gets_lines_without_control_characters()
    {
        var lines = Terminal.Piped("shows", "Automatic").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.Length);
        Assert.All(lines, static (line, i) => Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"epoch {i + 1}/5  training loss (running) "), line));
        Assert.DoesNotContain(lines, static line => line.Any(char.IsControl));
        Assert.Empty(Terminal.Piped("shows", "None"));
    }

    [Theory]
    [InlineData("shows")]
    [InlineData("fails")]
    public void A_terminal_gets_bars_and_is_as_it_was_afterwards(string what)
    {
        var text = Terminal.OfScreen(what, "Automatic");
        if (text is null)
            return;
        Assert.Contains("epoch 5/5", text);
        AssertGivenBack(text);
        if (what == "fails")
            Assert.True(text.LastIndexOf("It failed.", StringComparison.Ordinal) > text.LastIndexOf("\x1b[?25h", StringComparison.Ordinal), "The message is hidden by the bars.");
    }

    /// <summary>What a terminal shows in a build service is kept in a log.</summary>
    [Theory]
    [InlineData("CI=true")]
    [InlineData("NO_COLOR=1")]
    [InlineData("TERM=dumb")]
    public void A_terminal_that_is_no_place_for_bars_gets_lines(string variable)
    {
        if (Terminal.OfScreen("shows", "Automatic", variable) is not { } text)
            return;
        // What .NET sends to any terminal before it listens to Ctrl+C.
        var lines = text.Replace("\x1b[?1h\x1b=", "").Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.Length);
        Assert.All(lines, static line => Assert.StartsWith("epoch ", line));
        Assert.DoesNotContain(lines, static line => line.Any(char.IsControl));
    }

    /// <summary>As a signal to end does as well.</summary>
    [Fact]
    public void A_program_that_exits_in_the_middle_of_a_run_gives_the_terminal_back()
    {
        if (Terminal.OfScreen("exits", "Automatic") is { } screen)
            AssertGivenBack(screen);
    }

    [Fact]
    public void Control_C_ends_the_run_and_is_given_back()
    {
        var (first, code) = Terminal.Interrupted("waits", "Lines");
        Assert.Contains("The run ends after this step.", first);
        Assert.Contains("Cancelled", first);
        Assert.Equal(0, code);
    }

    [Fact]
    public void Control_C_on_a_terminal_ends_the_run_after_its_step_and_shows_the_cursor()
    {
        if (Terminal.Pressed("waits", "batch 3/") is not var (screen, code))
            return;
        Assert.Equal(0, code);
        AssertGivenBack(screen);
        Assert.Contains("Cancelled after 0:0", screen);
        Assert.EndsWith("Cancelled", screen.TrimEnd());
    }

    [Fact]
    public void A_second_Control_C_ends_the_program_in_the_middle_of_a_step_and_shows_the_cursor()
    {
        if (Terminal.Pressed("hangs", "It hangs.", "Ctrl+C again") is not var (screen, code))
            return;
        // 128 and the signal's number, as shells say it.
        Assert.Equal(130, code);
        AssertGivenBack(screen);
    }

    /// <summary>The same without a terminal: what is drawn on is a text.</summary>
    [Fact]
    public void An_interrupt_ends_the_run_and_the_next_one_is_passed_on()
    {
        var (screen, options) = (new StringWriter(), FitTests.Quiet() with { Epochs = 100_000 });
        var loop = new TrainingLoop(new Flowers(seed: 1), data, options);
        using (var console = new RunConsole(loop, options, Screen(screen, 80), static _ => Assert.Fail("Bars say it themselves."), default))
        {
            options.EpochEnded += epoch => Assert.True(epoch.Epoch == 2 ? console.Interrupt() : epoch.Epoch < 2);
            var run = loop.Run(console.Cancellation);
            Assert.Equal(EndReason.Cancelled, run.Reason);
            var drawn = screen.ToString();
            Assert.False(console.Interrupt());
            Assert.StartsWith("\x1b[?25h", screen.ToString()[drawn.Length..]);
        }
        AssertGivenBack(screen.ToString());
    }

    [Fact]
    public void After_its_end_a_run_has_no_part_in_interrupts()
    {
        var options = FitTests.Quiet();
        var loop = new TrainingLoop(new Flowers(seed: 1), data, options);
        var console = new RunConsole(loop, options, screen: null, static _ => { }, default);
        console.Dispose();
        Assert.False(console.Interrupt());
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(200)]
    public void Bars_fit_the_terminal_and_show_at_last_how_the_run_has_ended(int width)
    {
        var (screen, options) = (new StringWriter(), FitTests.Quiet() with { Metrics = [new Accuracy(), new F1(), new LogLoss(), new BalancedAccuracy(), new RocAuc()] });
        var loop = new TrainingLoop(new Flowers(seed: 1), data, options);
        using (new RunConsole(loop, options, Screen(screen, width), static _ => { }, default))
            loop.Run(default);
        var lines = Regex.Replace(screen.ToString(), @"\x1b\[[?0-9;]*[A-Za-z]", "")
            .Split('\n')
            .Select(static line => line[(line.LastIndexOf('\r', Math.Max(0, line.TrimEnd('\r').Length - 1)) + 1)..].TrimEnd())
            .Where(static line => line.Length > 0)
            .ToList();
        Assert.All(lines, line => Assert.True(line.Length <= width && line.EndsWith('%'), line));
        Assert.Matches(@"^epoch 5/5  Completed after 0:\d\d .*100%$", lines[^2]);
        Assert.Matches(@"^batch 7/7  .*100%$", lines[^1]);
        Assert.DoesNotContain("NaN", lines[^1]);
        Assert.Equal(width == 200, lines[^1].Contains("rows/s", StringComparison.Ordinal));
        Assert.Equal(width == 200, lines[^2].Contains("accuracy", StringComparison.Ordinal));
    }

    private static void AssertGivenBack(string screen)
    {
        Assert.Contains("\x1b[?25l", screen);
        Assert.True(screen.LastIndexOf("\x1b[?25h", StringComparison.Ordinal) > screen.LastIndexOf("\x1b[?25l", StringComparison.Ordinal), "The cursor stays hidden.");
    }

    private static IAnsiConsole Screen(TextWriter text, int width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(TextWriter.Synchronized(text)) });
        console.Profile.Width = width;
        return console;
    }

    private sealed class Reports : List<TrainingProgress>, IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => Add(value);
    }
}

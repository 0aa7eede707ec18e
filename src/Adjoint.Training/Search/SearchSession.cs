using System.Diagnostics;
using System.Globalization;
using System.Text;
using Adjoint.Runtime;

namespace Adjoint.Training;

/// <summary>A search under way: rounds of trials side by side, and the table that keeps what is done.</summary>
internal sealed class SearchSession
{
    private readonly IReadOnlyList<Hyperparameter> space;
    private readonly Func<Trial, Run> train;
    private readonly Func<IReadOnlyList<Hyperparameter>, long, int, object[]> choose;
    private readonly CancellationToken cancellation;
    private readonly List<TrialRecord> done = [];
    private readonly object gate = new();
    private bool? higherIsBetter;

    public SearchSession(
        SearchSpace space, Func<Trial, Run> train, SearchOptions options, Func<IReadOnlyList<Hyperparameter>, long, int, object[]> choose, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Parallel, 1, nameof(options));
        if (space.Hyperparameters.Count == 0)
            throw new ArgumentException("The space has no hyperparameters; declare at least one.", nameof(space));
        (this.space, this.train, Options, this.choose, this.cancellation) = (space.Hyperparameters, train, options, choose, cancellation);
    }

    public SearchOptions Options { get; }

    private string? TablePath => Options.Folder is { } folder ? Path.Combine(folder, "trials.csv") : null;

    /// <summary>Trains some trials, then the best of them for longer, and so on.</summary>
    public async Task<SearchResult> Run(IReadOnlyList<int> counts, IReadOnlyList<int> epochs)
    {
        Resume();
        int[] numbers = [.. Enumerable.Range(0, counts[0])];
        for (var round = 0; round < counts.Count; round++)
        {
            if (round > 0)
                numbers = Best(numbers, epochs[round - 1], counts[round]);
            await Round(numbers, epochs[round]).ConfigureAwait(false);
        }
        return new SearchResult(space, done, higherIsBetter ?? false);
    }

    private Task Round(int[] numbers, int epochs)
    {
        int[] left = [.. numbers.Where(number => Find(number, epochs) is null)];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Options.Parallel, CancellationToken = cancellation };
        // A thread of the pool for each: trials compute, and wait for nothing.
        return Parallel.ForEachAsync(left, parallel, (number, _) =>
        {
            Try(TrialOf(number, epochs));
            return ValueTask.CompletedTask;
        });
    }

    private void Try(Trial trial)
    {
        DisplayChoice.IsOneOfMany = true;
        var start = Stopwatch.GetTimestamp();
        try
        {
            var run = train(trial);
            cancellation.ThrowIfCancellationRequested();
            if (double.IsNaN(run.Score))
                throw new InvalidOperationException($"Trial {trial.Number} was judged by nothing: give its run a validation part, and a {nameof(TrainingOptions.Keep)} that looks at it.");
            Keep(new TrialRecord(trial, run.Score, Stopwatch.GetElapsedTime(start), run.Reason.ToString()), run.HigherIsBetter);
        }
        catch (TrainingFailedException fault)
        {
            // Settings that fail are an answer too.
            Keep(new TrialRecord(trial, double.NaN, Stopwatch.GetElapsedTime(start), fault.Message), isHigherBetter: null);
        }
    }

    private void Keep(TrialRecord record, bool? isHigherBetter)
    {
        lock (gate)
        {
            if (higherIsBetter is { } other && isHigherBetter is { } own && other != own)
                throw new InvalidOperationException("Trials are judged by different metrics: for one, higher is better, and for another, lower. Judge all trials by one metric.");
            higherIsBetter ??= isHigherBetter;
            done.Add(record);
            Save();
            Options.TrialEnded?.Invoke(record);
        }
    }

    private int[] Best(int[] numbers, int epochs, int count)
    {
        var round = new SearchResult(space, numbers.Select(number => Find(number, epochs)!), higherIsBetter ?? false);
        return [.. round.Trials.Where(static trial => !double.IsNaN(trial.Score)).Take(count).Select(static trial => trial.Trial.Number)];
    }

    private TrialRecord? Find(int number, int epochs) => done.Find(trial => trial.Trial.Number == number && trial.Trial.Epochs == epochs);

    private Trial TrialOf(int number, int epochs) => new(number, space, choose(space, Options.Seed, number))
    {
        Epochs = epochs,
        Threads = Math.Max(1, Environment.ProcessorCount / Options.Parallel),
        Checkpoints = Options.Folder is { } folder ? Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"trial-{number:D4}")) : null,
        Cancellation = cancellation,
    };

    private void Save()
    {
        if (TablePath is not { } path)
            return;
        var ordered = done.OrderBy(static trial => trial.Trial.Epochs).ThenBy(static trial => trial.Trial.Number);
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(TrialTable.Csv(space, ordered, higherIsBetter))));
    }

    private void Resume()
    {
        if (Options.Folder is not { } folder)
            return;
        Directory.CreateDirectory(folder);
        if (!File.Exists(TablePath))
            return;
        var (trials, direction) = TrialTable.Read(File.ReadAllText(TablePath), TablePath, space, TrialOf);
        done.AddRange(trials);
        higherIsBetter = direction;
    }
}

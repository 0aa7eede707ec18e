using System.Collections.Concurrent;
using Adjoint.Training.Tests.Harness;
using Find = Adjoint.Training.Search;

namespace Adjoint.Training.Tests.Search;

public sealed class SearchTests : IDisposable
{
    private static readonly TrainingData data = Rows.Flowers(150).Split(0.6, seed: 1);
    private readonly ScratchDirectory folder = new();
    private readonly SearchSpace space = new();
    private readonly Hyperparameter<float> rate;
    private readonly Hyperparameter<int> width;
    private readonly Hyperparameter<string> kind;

    public SearchTests()
    {
        rate = space.Logarithmic("rate", 1e-4f, 1e-1f, steps: 4);
        width = space.Whole("batch", 5, 7);
        kind = space.Choice("kind, \"quoted\"", "Adam", "plain, slow");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_random_search_finds_settings_that_train_well()
    {
        var result = await Find.RandomAsync(space, 8, Train, new() { Epochs = 4, Seed = 3 });
        Assert.Equal(8, result.Trials.Count);
        Assert.Equal(result.Trials.Max(static trial => trial.Score), result.Best.Score);
        Assert.True(result.Best.Score > result.Trials[^1].Score);
        // Settings are what they were drawn as: the same run has the same score.
        Assert.Equal(result.Best.Score, Train(result.Best.Trial).Score);
        Assert.All(result.Trials, trial => Assert.InRange(trial.Trial[rate], 1e-4f, 1e-1f));
        Assert.All(result.Trials, trial => Assert.InRange(trial.Trial[width], 5, 7));
        Assert.Equal(2, result.Trials.Select(trial => trial.Trial.Of(kind)).Distinct().Count());
    }

    [Fact]
    public async Task What_is_found_does_not_depend_on_how_many_run_at_a_time_nor_on_how_many_follow()
    {
        var alone = await Find.RandomAsync(space, 4, Train, new() { Epochs = 1, Parallel = 1, Seed = 3 });
        var many = await Find.RandomAsync(space, 6, Train, new() { Epochs = 1, Parallel = 4, Seed = 3 });
        Assert.Equal(Scores(alone), Scores(many).Take(4));

        static IEnumerable<(int, double)> Scores(SearchResult result) => result.Trials.Select(static trial => (trial.Trial.Number, trial.Score)).Order();
    }

    [Fact]
    public async Task A_grid_tries_every_combination_once()
    {
        var result = await Find.GridAsync(space, Train, new() { Epochs = 1 });
        var tried = result.Trials.Select(trial => (trial.Trial[rate], trial.Trial[width], trial.Trial.Of(kind))).ToList();
        Assert.Equal((4 * 3 * 2, 4 * 3 * 2), (tried.Count, tried.Distinct().Count()));
        Assert.Equal([1e-4f, 1e-3f, 1e-2f, 1e-1f], tried.Select(static t => t.Item1).Distinct().Order(), static (a, b) => Math.Abs(a - b) < 1e-5f * a);
    }

    [Fact]
    public async Task Halving_trains_the_best_for_longer_and_goes_on_from_their_checkpoints()
    {
        var steps = new ConcurrentDictionary<(int, int), int>();
        var result = await Find.HalvingAsync(
            space,
            9,
            trial => Train(trial, step => steps.AddOrUpdate((trial.Number, trial.Epochs), 1, static (_, count) => count + 1)),
            options: new() { Folder = folder.Path });
        Assert.Equal([(1, 9), (3, 3), (9, 1)], result.Trials.GroupBy(static trial => trial.Trial.Epochs).Select(static round => (round.Key, round.Count())).Order());
        var first = result.Trials.Where(static trial => trial.Trial.Epochs == 1).OrderByDescending(static trial => trial.Score).ThenBy(static trial => trial.Trial.Number);
        Assert.Equal(first.Take(3).Select(static trial => trial.Trial.Number).Order(), result.Trials.Where(static trial => trial.Trial.Epochs == 3).Select(static trial => trial.Trial.Number).Order());
        // Of 3 epochs only the last two were still to be trained.
        var kept = first.First().Trial.Number;
        Assert.Equal(2 * steps[(kept, 1)], steps[(kept, 3)]);
    }

    [Fact]
    public async Task A_search_goes_on_from_its_table()
    {
        var (options, count) = (new SearchOptions { Epochs = 1, Folder = folder.Path, Parallel = 1 }, 0);
        await Assert.ThrowsAsync<NotSupportedException>(() => Find.RandomAsync(space, 5, trial => trial.Number == 3 ? throw new NotSupportedException() : Train(trial), options));
        var resumed = await Find.RandomAsync(space, 5, trial => Counted(trial), options);
        Assert.Equal(2, count);
        var whole = await Find.RandomAsync(space, 5, Train, options with { Folder = null });
        Assert.Equal(whole.Trials.Select(static trial => (trial.Trial.Number, trial.Score)), resumed.Trials.Select(static trial => (trial.Trial.Number, trial.Score)));

        Run Counted(Trial trial)
        {
            count++;
            return Train(trial);
        }
    }

    [Fact]
    public async Task A_table_of_another_search_is_refused()
    {
        await Find.RandomAsync(space, 2, Train, new() { Epochs = 1, Folder = folder.Path });
        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => Find.RandomAsync(space, 2, Train, new() { Epochs = 1, Folder = folder.Path, Seed = 9 }));
        Assert.Contains("has trial 0 with ", fault.Message);
        space.Linear("more", 0, 1);
        fault = await Assert.ThrowsAsync<InvalidDataException>(() => Find.RandomAsync(space, 2, Train, new() { Epochs = 1, Folder = folder.Path }));
        Assert.Contains("has the columns trial, epochs, rate, batch, kind, \"quoted\", score (higher is better), seconds, outcome, and this search ", fault.Message);
    }

    [Fact]
    public async Task Settings_that_fail_are_an_answer_too_and_come_last()
    {
        var result = await Find.RandomAsync(space, 3, trial => trial.Number == 1 ? throw new TrainingFailedException("It exploded.") : Train(trial), new() { Epochs = 1 });
        Assert.Equal((1, double.NaN, "It exploded."), (result.Trials[^1].Trial.Number, result.Trials[^1].Score, result.Trials[^1].Outcome));
        Assert.Contains("It exploded.", result.ToString());
        Assert.Equal(4, result.ToCsv().TrimEnd().Split('\n').Length);
        Assert.Contains("\"plain, slow\"", (await Find.GridAsync(space, static _ => throw new TrainingFailedException("no"))).ToCsv());
    }

    [Fact]
    public async Task A_trial_that_nothing_judges_is_refused()
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Find.RandomAsync(space, 2, static _ => Trainer.Fit(new Flowers(seed: 1), Rows.Flowers(20), Runs.FitTests.Quiet()), new() { Epochs = 1 }));
        Assert.Contains("was judged by nothing", fault.Message);
    }

    [Fact]
    public async Task A_search_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Find.RandomAsync(space, 50, trial =>
        {
            cancellation.Cancel();
            return Train(trial);
        }, new() { Epochs = 1 }, cancellation.Token));
    }

    private Run Train(Trial trial) => Train(trial, null);

    private Run Train(Trial trial, Action<StepRecord>? step) => Trainer.Fit(new Flowers(seed: 1) { Threads = trial.Threads }, data, new()
    {
        Epochs = trial.Epochs,
        BatchSize = trial[width],
        Optimizer = trial.Of(kind) == "Adam" ? new Adam(trial[rate]) : new GradientDescent(trial[rate]),
        Keep = Best.Of<Accuracy>(),
        Checkpoints = trial.Checkpoints,
        StepEnded = step,
    }, trial.Cancellation);
}

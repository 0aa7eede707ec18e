using Adjoint.Training.Tests.Harness;
using Find = Adjoint.Training.Search;

namespace Adjoint.Training.Tests.Docs;

/// <summary>The code of docs/training.md, line by line as it is there.</summary>
public sealed class TrainingPageTests : IDisposable
{
    private readonly ScratchDirectory scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task The_shortest_program()
    {
        var (rows, test) = (Rows.Flowers(90), Rows.Flowers(30, seed: 9));
        var run = await Trainer.FitAsync(new Flowers(seed: 1), rows.Split(0.9, seed: 1), new() { Optimizer = new Adam(1e-2f) });
        Console.WriteLine(run.Evaluate(test));
        Assert.Equal(10, run.History.Epochs.Count);
    }

    [Fact]
    public async Task All_that_most_runs_want()
    {
        var (rows, folder) = (Rows.Flowers(90), scratch.Path);
        var run = await Trainer.FitAsync(new Flowers(seed: 1), rows.Split(0.9, seed: 1), new()
        {
            Epochs = 10,
            BatchSize = 16,
            Optimizer = new Adam(Plan.OneCycle(1e-2f)) { ClipNorm = 1 },
            Stop = EarlyStopping.After(3),
            Keep = Best.Of<Accuracy>(),
            Checkpoints = folder,
        });
        foreach (var epoch in run.History.Epochs)
            Console.WriteLine($"{epoch.Epoch}: loss {epoch.ValidationLoss}, accuracy {epoch.Of<Accuracy>()}, rate {epoch.Rate}");
        Assert.NotNull(run.Best);
        run.Last.CopyTo(run.Network);
        var best = Flowers.Load(Path.Combine(folder, "best.safetensors"));
        Assert.NotEqual(Bits.Of(best), Bits.Of(run.Network));
    }

    [Fact]
    public void Batches_from_elsewhere()
    {
        var (network, rows, validation) = (new Flowers(seed: 1), Rows.Flowers(90), Rows.Flowers(30, seed: 9));
        var options = new TrainingOptions { Epochs = 2, Optimizer = new Adam(1e-2f), Display = ProgressDisplay.None };
        var own = new MiniBatches(rows, batchSize: 32, seed: 1);
        var first = Trainer.Fit(network, new TrainingData(own, validation), options);
        var second = Trainer.Fit(network, BatchSource.Of(count: 40, epoch => Measurements(epoch).Batches(network, batchSize: 32)), options);
        Assert.Equal((6, 80), (first.History.Steps, second.History.Steps));

        static IEnumerable<(float[] X, int Label)> Measurements(int epoch)
        {
            for (var i = 0; ; i++)
                yield return ([i % 3, epoch, 0, 0, 0], i % 3);
        }
    }

    [Fact]
    public void Progress_elsewhere_and_an_end_from_elsewhere()
    {
        var (network, data) = (new Flowers(seed: 1), (TrainingData)Rows.Flowers(90));
        var (last, lines) = (default(TrainingProgress), 0);
        void Show(TrainingProgress progress) => last = progress;
        using var cancellation = new CancellationTokenSource();
        var options = new TrainingOptions { Optimizer = new Adam(1e-2f), Progress = new Direct(Show) };
        options.EpochEnded += epoch => lines++;
        options.StepEnded += step => { if (step.Loss < 0.3) cancellation.Cancel(); };
        var run = Trainer.Fit(network, data, options, cancellation.Token);
        Assert.Equal(run.Reason, last!.Reason);
        Assert.Equal(run.History.Epochs.Count, lines);
    }

    [Fact]
    public void A_report_and_files_for_other_programs()
    {
        var (rows, folder) = (Rows.Flowers(90), scratch.Path);
        var run = Trainer.Fit(new Flowers(seed: 1), rows.Split(0.9, seed: 1), new() { Optimizer = new Adam(1e-2f), Metrics = [new Accuracy()], TensorBoard = Path.Combine(folder, "board") });
        run.Report(Path.Combine(folder, "report.html"), new() { Classes = ["small", "middle", "large"] });
        run.History.SaveCsv(Path.Combine(folder, "epochs.csv"));
        run.History.SaveJson(Path.Combine(folder, "history.json"));
        Assert.Equal(["board", "epochs.csv", "history.json", "report.html"], scratch.Names);
    }

    [Fact]
    public async Task A_rate_and_other_settings_are_found()
    {
        var rows = Rows.Flowers(120);
        var data = (TrainingData)rows.Split(0.8, seed: 1);
        var network = new Flowers(seed: 1);
        Console.WriteLine(Trainer.FindRate(network, rows));
        var space = new SearchSpace();
        var rate = space.Logarithmic("rate", 1e-4f, 1e-1f);
        var size = space.Choice("batch", 8, 16, 32);
        Run Train(Trial trial) => Trainer.Fit(new Flowers(seed: 1) { Threads = trial.Threads }, data, new()
        {
            Epochs = trial.Epochs,
            BatchSize = trial[size],
            Optimizer = new Adam(trial[rate]),
            Keep = Best.Of<Accuracy>(),
            Checkpoints = trial.Checkpoints,
        }, trial.Cancellation);
        var result = await Find.HalvingAsync(space, trials: 9, Train, options: new() { Folder = scratch.File("search") });
        Console.WriteLine(result);
        Console.WriteLine($"best: rate {result.Best.Trial[rate]}, batches of {result.Best.Trial[size]}");
        Assert.Equal(9, result.Best.Trial.Epochs);
    }

    [Fact]
    public void Checks_before_a_long_run()
    {
        var (network, rows) = (new Flowers(seed: 1), Rows.Flowers(120));
        var options = new TrainingOptions { Epochs = 300, Optimizer = new Adam(1e-2f), Display = ProgressDisplay.None };
        Trainer.Rehearse(network, rows.Split(0.9, seed: 1), options);
        var history = Trainer.Overfit(network, rows, options);
        Console.WriteLine($"by heart: {history.Losses[0]:0.000} -> {history.Losses[^1]:0.000}");
        Assert.True(history.Losses[^1] < 0.5 * history.Losses[0]);
    }

    private sealed class Direct(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}

namespace Adjoint.Training;

/// <summary>
/// Runs of training in one call. What one does is what this loop does, and the loop stays good where more is wanted:
/// <code>
/// for (var epoch = 0; epoch &lt; 10; epoch++)
///     foreach (var batch in batches.Epoch(epoch))
///         network.TrainStep(batch, optimizer);
/// </code>
/// </summary>
public static class Trainer
{
    /// <summary>Trains a network, on a thread of its own.</summary>
    /// <param name="network">The network; it is not to be used while it is trained.</param>
    /// <param name="data">What to learn from, and what to judge by.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Ends the run after the step that it is in; that is an ordinary end, with a checkpoint and a <see cref="Run"/>.</param>
    /// <exception cref="ArgumentException">Network, data and options do not fit together; nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">The optimizer belongs to another network; nothing was changed.</exception>
    /// <exception cref="CheckpointException">There are checkpoints, and none can be used.</exception>
    /// <exception cref="TrainingFailedException">A loss or gradient was not finite, or the loss exploded.</exception>
    public static Task<Run<TNetwork>> FitAsync<TNetwork>(TNetwork network, TrainingData data, TrainingOptions options, CancellationToken cancellation = default)
        where TNetwork : class, ITrainable
    {
        var loop = new TrainingLoop(network, data, options);
        return Task.Factory.StartNew(() => Train(network, loop, options, cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Trains a network on the thread of the caller.</summary>
    /// <inheritdoc cref="FitAsync{TNetwork}(TNetwork, TrainingData, TrainingOptions, CancellationToken)"/>
    public static Run<TNetwork> Fit<TNetwork>(TNetwork network, TrainingData data, TrainingOptions options, CancellationToken cancellation = default)
        where TNetwork : class, ITrainable => Train(network, new TrainingLoop(network, data, options), options, cancellation);

    /// <summary>
    /// Trains on a few batches for all epochs, and puts network and optimizer back as they were: a network that cannot learn even these by heart has a fault somewhere. The history
    /// tells the losses.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="data">Its first rows are taken; nothing is judged.</param>
    /// <param name="options">How to train; order, augmentation, stopping and checkpoints are left out.</param>
    /// <param name="batches">How many batches.</param>
    /// <exception cref="ArgumentException">Network, data and options do not fit together.</exception>
    public static History Overfit(ITrainable network, Dataset data, TrainingOptions options, int batches = 1)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(batches, 1);
        var few = data.Take((int)Math.Min(data.Rows, (long)batches * options.BatchSize));
        var plain = options with
        {
            Shuffle = false,
            Augmentation = null,
            Stop = null,
            Keep = null,
            Plateau = null,
            Metrics = [],
            Checkpoints = null,
            TensorBoard = null,
            Cluster = null,
            Display = ProgressDisplay.None,
        };
        return Aside(network, few, plain).History;
    }

    /// <summary>
    /// Goes through everything once, on two batches, and puts network and optimizer back as they were: learning, judging, callbacks and a checkpoint, which is written and read. What
    /// would fail after hours fails now.
    /// </summary>
    /// <inheritdoc cref="FitAsync{TNetwork}(TNetwork, TrainingData, TrainingOptions, CancellationToken)"/>
    public static void Rehearse(ITrainable network, TrainingData data, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        var folder = Directory.CreateTempSubdirectory("adjoint-rehearsal-");
        try
        {
            var rows = 2 * options.BatchSize;
            var few = new TrainingData(
                data.Batches is null ? First(data.Training!, rows) : data.Training,
                data.Batches is { } batches ? new FirstBatches(batches, count: 2) : null,
                data.Validation is { } validation ? First(validation, rows) : null);
            var brief = options with
            {
                Epochs = 1,
                Checkpoints = options.Checkpoints is null ? null : folder.FullName,
                TensorBoard = options.TensorBoard is null ? null : Path.Combine(folder.FullName, "board"),
                Cluster = null,
                Display = ProgressDisplay.None,
            };
            Aside(network, few, brief);
            if (brief.Checkpoints is not null)
                Aside(network, few, brief with { Epochs = 2 });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>
    /// Takes steps at rates that rise from very small to very large, and puts the network back as it was: where the loss falls fastest is a good learning rate, and a good
    /// greatest rate for <see cref="Plan.OneCycle"/>.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="data">What to learn from.</param>
    /// <param name="options">How the test is to go.</param>
    /// <remarks>Source: Smith (2017), cyclical learning rates.</remarks>
    /// <exception cref="ArgumentException">Network and data do not fit together.</exception>
    public static RateTest FindRate(ITrainable network, Dataset data, RateTestOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new RateTestOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Steps, 2, nameof(options));
        var ratio = Math.Pow(options.MaxRate / (double)options.MinRate, 1.0 / (options.Steps - 1));
        using var optimizer = options.Optimizer(Schedule.Exponential(options.MinRate, (float)ratio));
        var training = new TrainingOptions { Optimizer = optimizer, BatchSize = options.BatchSize, Seed = options.Seed };
        var batches = new DatasetBatches(data, training);
        RunCheck.All(network, data, training, batches);
        RunCheck.Bind(network, optimizer);
        using var restored = new RestoredState(network);
        var test = new RateTest();
        for (var epoch = 0; ; epoch++)
        {
            foreach (var batch in batches.Epoch(epoch, 0))
            {
                var rate = optimizer.Rate;
                if (!test.Add(rate, network.TrainStep(batch, optimizer)) || test.Points.Count == options.Steps)
                    return test.Judge();
            }
        }
    }

    private static Dataset First(Dataset data, int rows) => data.Take(Math.Min(data.Rows, rows));

    private static RunResult Aside(ITrainable network, TrainingData data, TrainingOptions options)
    {
        using var restored = new RestoredState(network, options.Optimizers);
        return new TrainingLoop(network, data, options).Run(CancellationToken.None);
    }

    private static Run<TNetwork> Train<TNetwork>(TNetwork network, TrainingLoop loop, TrainingOptions options, CancellationToken cancellation)
        where TNetwork : class, ITrainable
    {
        using var console = options.Cluster is null or { Rank: 0 } ? RunConsole.Open(loop, options, cancellation) : null;
        return new Run<TNetwork>(network, loop.Run(console?.Cancellation ?? cancellation));
    }
}

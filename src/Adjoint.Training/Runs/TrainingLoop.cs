namespace Adjoint.Training;

/// <summary>A run of training, from the first step to the last.</summary>
internal sealed class TrainingLoop
{
    private readonly ITrainable network;
    private readonly TrainingOptions options;
    private readonly TrainingData data;
    private readonly BatchSource source;
    private readonly RunParts run;
    private readonly Judge judge;
    private readonly Guard guard;
    private readonly IStepper stepper;
    private readonly CheckpointFolder? checkpoints;
    private readonly IReadOnlyList<string> notes = [];
    private readonly RunClock clock;
    private readonly Verdict verdict;
    private TensorBoardLog? board;

    /// <summary>That of the last batch, which fits the network.</summary>
    private Preparation? preparation;

    /// <summary>Checks that all fits together, and goes to where a checkpoint says.</summary>
    public TrainingLoop(ITrainable network, TrainingData data, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        (this.network, this.data, this.options) = (network, data, options);
        source = data.Batches ?? new DatasetBatches(data.Training!, options);
        RunCheck.All(network, data, options, source);
        judge = new Judge(network, data, options);
        options.Optimizer.Run = new RunLength((long)options.Epochs * StepsPerEpoch, StepsPerEpoch);
        RunCheck.Bind(network, options.Optimizer);
        foreach (var turn in options.Turns)
        {
            var steps = turn.Steps * ((long)options.Epochs * StepsPerEpoch / turn.Every);
            turn.Optimizer.Run = new RunLength(Math.Max(1, steps), Math.Max(1, turn.Steps * (StepsPerEpoch / turn.Every)));
            RunCheck.Bind(turn.Network, turn.Optimizer);
        }
        guard = new Guard(network, options.Optimizer, options, source.Count);
        stepper = StepperOf(network, options, guard, source.Count);
        run = new RunParts(network, options, options.Checkpoints is null && options.Cluster is null ? "" : source.Fingerprint, judge)
        {
            Average = options.AverageWeights is null ? null : Weights.Of(network),
        };
        verdict = new Verdict(run, judge);
        try
        {
            if (options.Checkpoints is { } folder)
            {
                checkpoints = new CheckpointFolder(folder, run);
                if (options.Resume)
                    notes = checkpoints.Restore();
                else
                    checkpoints.Clear();
            }
            if (options.Cluster is { } cluster)
                ClusterAgreement.Check(cluster, run);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The others would wait for this one.
            options.Cluster?.Abort(fault.Message);
            throw;
        }
        verdict.Begin();
        clock = new RunClock(run.State, options, source.Count, StepsPerEpoch);
    }

    private static IStepper StepperOf(ITrainable network, TrainingOptions options, Guard guard, int batches) => options.Cluster is null
        ? new Stepper(network, options, guard, new Turns(options, batches))
        : network.Precision == Precision.Double ? new ClusterStepper<double>(network, options, guard) : new ClusterStepper<float>(network, options, guard);

    private int StepsPerEpoch => (source.Count + options.Accumulate - 1) / options.Accumulate;

    /// <summary>Told of each epoch, before anybody else.</summary>
    public Action<EpochRecord>? Shown { get; set; }

    /// <summary>What happened on the way to the first step.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>How far the run is; may be asked from any thread.</summary>
    public TrainingProgress Progress => clock.Progress;

    /// <summary>Trains to the end, whichever that is.</summary>
    public RunResult Run(CancellationToken cancellation)
    {
        var state = run.State;
        try
        {
            board = options.TensorBoard is { } folder && options.Cluster is null or { Rank: 0 } ? new TensorBoardLog(folder, options.Optimizer) : null;
            clock.Start();
            state.Reason ??= Interruption(cancellation);
            while (state.Reason is null && state.Epoch < options.Epochs)
                Epoch(cancellation);
            state.Reason ??= EndReason.Completed;
            clock.Pause();
            Save();
            clock.Report(isDue: true);
            return Result(state.Reason.Value);
        }
        catch (Exception fault) when (fault is not TrainingFailedException)
        {
            // Whatever a callback or a source of batches has thrown, what was trained is worth keeping.
            SaveIfPossible();
            options.Cluster?.Abort(fault.Message);
            throw;
        }
        finally
        {
            board?.Dispose();
            (run.Best ?? run.Average)?.CopyTo(network);
        }
    }

    private void Epoch(CancellationToken cancellation)
    {
        var state = run.State;
        state.History.Reserve(StepsPerEpoch);
        var number = state.Batch;
        foreach (var batch in source.From(state.Epoch, state.Batch))
        {
            CheckPreparation(batch);
            if (stepper.Learn(batch, ++number == source.Count, state) is not { } step)
                continue;
            End(step, number);
            state.Reason = Interruption(cancellation);
            if (state.Reason is not null)
                return;
        }
        EndEpoch();
    }

    /// <summary>Of batches that come from no data set only this is known before they are learnt from: which preparation has made them.</summary>
    private void CheckPreparation(MiniBatch batch)
    {
        if (ReferenceEquals(batch.Preparation, preparation))
            return;
        batch.Preparation?.Check(network);
        preparation = batch.Preparation;
    }

    private void End(in Step step, int nextBatch)
    {
        var state = run.State;
        guard.Follow(step.Loss, state);
        var record = new StepRecord(state.Step, state.Epoch, nextBatch - 1, step.Loss, step.Rate, step.Rows) { Turns = step.Turns ?? [] };
        state.Add(step, nextBatch);
        run.Average?.Approach(network, Math.Min(options.AverageWeights!.Value, (double)state.Step / (9 + state.Step)));
        clock.TickAfterStep();
        board?.Add(record);
        options.StepEnded?.Invoke(record);
        if (checkpoints is not null && nextBatch < source.Count && clock.IsCheckpointDue())
            Save();
        clock.Report(isDue: false);
    }

    private void EndEpoch()
    {
        var state = run.State;
        clock.Tick();
        var (training, validation, metrics) = Measure();
        clock.Pause();
        var epoch = new EpochRecord(state.Epoch, state.Step, state.RunningLoss, training, validation, state.Rate, state.RowsPerSecond, state.Elapsed) { Metrics = metrics };
        state.End(epoch);
        board?.Add(epoch);
        if (verdict.On(epoch))
            checkpoints?.NoteBest();
        // The end of the run has a checkpoint of its own.
        if (state.Reason is null && state.Epoch < options.Epochs)
            Save();
        Shown?.Invoke(epoch);
        options.EpochEnded?.Invoke(epoch);
        clock.Report(isDue: true);
    }

    /// <summary>What is judged is the average of the weights, where one is kept.</summary>
    private (double? Training, double? Validation, MetricValue[] Metrics) Measure()
    {
        run.Average?.Exchange(network);
        try
        {
            return judge.Measure();
        }
        finally
        {
            run.Average?.Exchange(network);
        }
    }

    private EndReason? Interruption(CancellationToken cancellation)
    {
        EndReason? own = cancellation.IsCancellationRequested ? EndReason.Cancelled : options.TimeLimit is { } limit && clock.SinceStart >= limit ? EndReason.TimeLimit : null;
        return options.Cluster is { } cluster ? ClusterAgreement.Agree(cluster, own) : own;
    }

    /// <summary>Writes a checkpoint, and first what it counts on: a run that goes on from it finds all steps before it in TensorBoard's file.</summary>
    private void Save()
    {
        board?.Flush();
        checkpoints?.Save();
    }

    private void SaveIfPossible()
    {
        try
        {
            Save();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The fault that brought us here is the one to report.
        }
    }

    private RunResult Result(EndReason reason)
    {
        var state = run.State;
        var best = run.Best is null ? null : state.History.Epochs[state.Keep.Epoch];
        return new RunResult(state.History, reason, best, state.Keep.Best, verdict.HigherIsBetter, Weights.Of(network), state.Elapsed, notes, options, data);
    }
}

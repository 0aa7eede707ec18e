namespace Adjoint.Training;

/// <summary>What a run tells TensorBoard: of each step loss and rate, of each epoch all that was judged. The axis is the optimizer's step, whenever the run was taken up.</summary>
internal sealed class TensorBoardLog(string folder, Optimizer optimizer) : IDisposable
{
    /// <summary>Whoever looks on sees steps after this time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly EventFile file = EventFile.Open(folder, optimizer.Steps, Seconds());
    private long flushed = Environment.TickCount64;

    public void Add(in StepRecord step)
    {
        var (at, now) = (optimizer.Steps, Seconds());
        file.Add("loss/step", at, step.Loss, now);
        file.Add("rate", at, step.Rate, now);
        if (Environment.TickCount64 - flushed > Patience.TotalMilliseconds)
            Flush();
    }

    public void Add(EpochRecord epoch)
    {
        var (at, now) = (optimizer.Steps, Seconds());
        file.Add("loss/training (running)", at, epoch.RunningLoss, now);
        if (epoch.TrainingLoss is { } training)
            file.Add("loss/training", at, training, now);
        if (epoch.ValidationLoss is { } validation)
            file.Add("loss/validation", at, validation, now);
        foreach (var (metric, value) in epoch.Metrics)
            file.Add($"metrics/{metric.FullName}", at, value, now);
        file.Add("rows per second", at, epoch.RowsPerSecond, now);
        Flush();
    }

    public void Flush()
    {
        file.Flush();
        flushed = Environment.TickCount64;
    }

    public void Dispose() => file.Dispose();

    private static double Seconds() => (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds;
}

namespace Adjoint.Training;

/// <summary>A metric and its value.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Value">Its value over the validation part.</param>
public readonly record struct MetricValue(Metric Metric, double Value);

/// <summary>One epoch of a run.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Steps">The steps of the run up to its end.</param>
/// <param name="RunningLoss">
/// The mean loss over the training part while it was learnt from, each row with what the network was at that moment: not to be compared with
/// <paramref name="ValidationLoss"/>.
/// </param>
/// <param name="TrainingLoss">The mean loss over the training part at the end of the epoch, if it was measured.</param>
/// <param name="ValidationLoss">The mean loss over the validation part at the end of the epoch, if there is one.</param>
/// <param name="Rate">The learning rate of the last step.</param>
/// <param name="RowsPerSecond">The rows learnt from in a second, without the time for judging.</param>
/// <param name="Elapsed">The time since the run began; stops between checkpoints are not counted.</param>
public sealed record EpochRecord(
    int Epoch, long Steps, double RunningLoss, double? TrainingLoss, double? ValidationLoss, float Rate, double RowsPerSecond, TimeSpan Elapsed)
{
    /// <summary>The metrics over the validation part.</summary>
    public IReadOnlyList<MetricValue> Metrics { get; init; } = [];

    /// <summary>The value of the first metric of a type; NaN where none was measured.</summary>
    public double Of<TMetric>()
        where TMetric : Metric
    {
        foreach (var (metric, value) in Metrics)
        {
            if (metric is TMetric)
                return value;
        }
        return double.NaN;
    }

    /// <summary>The value of a metric, which may be another object with the same settings; NaN where it was not measured.</summary>
    /// <param name="metric">The metric.</param>
    public double Of(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        foreach (var (measured, value) in Metrics)
        {
            if (measured.IsSame(metric))
                return value;
        }
        return double.NaN;
    }
}

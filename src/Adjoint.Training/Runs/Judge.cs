namespace Adjoint.Training;

/// <summary>Measures loss and metrics on the validation part, and the loss on the training part.</summary>
internal sealed class Judge
{
    private readonly ITrainable network;
    private readonly List<Metric> metrics;
    private readonly RowsPass? validation;
    private readonly RowsPass? training;

    /// <exception cref="ArgumentException">A metric cannot judge the network, or is there twice.</exception>
    public Judge(ITrainable network, TrainingData data, TrainingOptions options)
    {
        this.network = network;
        metrics = [.. options.Metrics];
        if (metrics.FirstOrDefault(metric => metrics.Count(metric.IsSame) > 1) is { } twice)
            throw new ArgumentException($"{nameof(TrainingOptions.Metrics)} has '{twice.FullName}' twice; measure each metric once.", nameof(options));
        Stop = Measured(options.Stop?.Criterion);
        Keep = Measured(options.Keep?.Criterion);
        Plateau = Measured(options.Plateau?.Criterion);
        validation = data.Validation is null ? null : new RowsPass(network, data.Validation, options.Preparation, metrics);
        training = data.Training is null || !options.MeasureTraining ? null : new RowsPass(network, data.Training, options.Preparation, []);
    }

    /// <summary>What is measured besides the loss.</summary>
    public IReadOnlyList<Metric> Metrics => metrics;

    /// <summary>Which of these stopping, keeping and plateaus look at; null for the loss.</summary>
    public Metric? Stop { get; }

    /// <inheritdoc cref="Stop"/>
    public Metric? Keep { get; }

    /// <inheritdoc cref="Stop"/>
    public Metric? Plateau { get; }

    /// <summary>Whether there is anything to judge by.</summary>
    public bool CanJudge => validation is not null;

    /// <summary>Measures what is to be measured at the end of an epoch.</summary>
    public (double? Training, double? Validation, MetricValue[] Metrics) Measure()
    {
        var trainingLoss = training?.Measure();
        var validationLoss = validation?.Measure();
        return (trainingLoss, validationLoss, validation is null ? [] : [.. metrics.Select(static metric => new MetricValue(metric, metric.Value))]);
    }

    /// <summary>The metric that a criterion asks for, measured from now on if it was not before.</summary>
    private Metric? Measured(Criterion? criterion)
    {
        if (criterion?.Metric is not { } asked)
            return null;
        var found = metrics.Find(asked.IsSame)
            ?? (criterion.IsOfType ? metrics.Find(other => other.GetType() == asked.GetType() && MetricChoice.Of(other, network) == MetricChoice.Of(asked, network)) : null);
        if (found is null)
            metrics.Add(asked);
        return found ?? asked;
    }
}

namespace Adjoint.Training;

/// <summary>Which weights a run leaves in the network: those of the epoch that was judged best.</summary>
public sealed class Best
{
    private Best(bool isKept, Criterion criterion) => (IsKept, Criterion) = (isKept, criterion);

    /// <summary>Those of the least loss over the validation part.</summary>
    public static Best Loss { get; } = new(isKept: true, Criterion.Loss);

    /// <summary>The last ones, whatever they are worth.</summary>
    public static Best None { get; } = new(isKept: false, Criterion.Loss);

    /// <summary>Whether any are kept.</summary>
    internal bool IsKept { get; }

    /// <summary>What judges them.</summary>
    internal Criterion Criterion { get; }

    /// <summary>Those of the best value of a metric over the validation part.</summary>
    public static Best Of<TMetric>()
        where TMetric : Metric, new() => new(isKept: true, Criterion.Of<TMetric>());

    /// <summary>The same of a metric with settings of its own: <c>Best.Of(new Accuracy { On = "policy" })</c>.</summary>
    /// <param name="metric">The metric that decides which epoch is the best.</param>
    public static Best Of(Metric metric) => new(isKept: true, Criterion.Of(metric));
}

namespace Adjoint.Training;

/// <summary>What an epoch is judged by.</summary>
/// <param name="Metric">The metric; null for the loss.</param>
/// <param name="IsOfType">Whether only its type was named: another metric of this type that the run measures will do.</param>
internal sealed record Criterion(Metric? Metric, bool IsOfType)
{
    public static Criterion Loss { get; } = new(Metric: null, IsOfType: false);

    public static Criterion Of<TMetric>()
        where TMetric : Metric, new() => new(new TMetric(), IsOfType: true);

    /// <exception cref="ArgumentNullException">There is no metric.</exception>
    public static Criterion Of(Metric metric) => new(metric ?? throw new ArgumentNullException(nameof(metric)), IsOfType: false);
}

namespace Adjoint.Training;

/// <summary>Has networks judged by metrics.</summary>
public static class MetricExtensions
{
    /// <summary>Predicts every row of a data set and adds it to metrics, which are reset first.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">Rows with labels or targets.</param>
    /// <param name="metrics">What they are judged by; their <see cref="Metric.Value"/> is the answer. Of several outputs each judges the one it names, <see cref="Metric.On"/>.</param>
    /// <exception cref="ArgumentException">The network does not take the rows, or a metric cannot judge them.</exception>
    public static void Measure(this ITrainable network, Dataset data, params Metric[] metrics) => network.Measure(data, preparation: null, metrics);

    /// <inheritdoc cref="Measure(ITrainable, Dataset, Metric[])"/>
    /// <param name="network">The network.</param>
    /// <param name="data">Rows with labels or targets.</param>
    /// <param name="preparation">What is done to each row first, such as <see cref="Augmentation.Normalize"/>; null for nothing.</param>
    /// <param name="metrics">What they are judged by.</param>
    public static void Measure(this ITrainable network, Dataset data, Augmentation? preparation, params Metric[] metrics)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(metrics);
        var feed = new MetricFeed(network, metrics);
        feed.Reset();
        foreach (var batch in RowsPass.BatchesOf(data, preparation, static (_, _) => 0).Epoch(0))
            feed.Add(batch);
    }

    /// <summary>Predicts batches from anywhere and adds their rows to metrics, which are reset first: of data that does not fit into memory only one batch is held.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batches">Rows with labels or targets.</param>
    /// <param name="metrics">What they are judged by.</param>
    /// <exception cref="ArgumentException">The network does not take the rows, or a metric cannot judge them.</exception>
    public static void Measure(this ITrainable network, IEnumerable<MiniBatch> batches, params Metric[] metrics)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(metrics);
        var feed = new MetricFeed(network, metrics);
        feed.Reset();
        foreach (var batch in batches)
            feed.Add(batch);
    }
}

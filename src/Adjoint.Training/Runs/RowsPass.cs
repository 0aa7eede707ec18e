namespace Adjoint.Training;

/// <summary>All rows of a data set past the network once: their loss, and metrics.</summary>
internal sealed class RowsPass
{
    /// <summary>As many rows are laid out at a time.</summary>
    private const int MostRows = 1024;

    private readonly ITrainable network;
    private readonly MiniBatches batches;
    private readonly MetricFeed metrics;
    private readonly LossSum loss = new();

    /// <exception cref="ArgumentException">The network does not take the rows, or a metric cannot judge them.</exception>
    public RowsPass(ITrainable network, Dataset data, Augmentation? preparation, IReadOnlyList<Metric> metrics)
    {
        this.network = network;
        batches = BatchesOf(data, preparation, LabelScores.Of(network, data).ProbabilitiesOf);
        this.metrics = new MetricFeed(network, metrics);
    }

    /// <summary>The mean loss, Σ w·loss / Σ w over all rows; the metrics have their values then.</summary>
    public double Measure()
    {
        loss.Clear();
        metrics.Reset();
        foreach (var batch in batches.Epoch(0))
        {
            network.AddLoss(batch, loss);
            metrics.Add(batch);
        }
        return loss.Mean;
    }

    /// <summary>The rows of a data set, in order.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="preparation">What is done to each row first.</param>
    /// <param name="probabilities">For a target of labels the number of classes that it is to become a probability each of; 0 where labels stay what they are.</param>
    public static MiniBatches BatchesOf(Dataset data, Augmentation? preparation, Func<Dataset, int, int> probabilities) =>
        new(data, MostRows, seed: 0, shuffle: false, preparation?.WithoutMixing, probabilities);
}

namespace Adjoint.Training;

/// <summary>Predicts batches, and gives each metric the output that it judges next to the target that this output is compared with.</summary>
internal sealed class MetricFeed
{
    private readonly ITrainable network;
    private readonly MetricTarget[] targets;
    private PortRows[] outputs = [];

    /// <exception cref="ArgumentException">A metric judges no output of the network, or several would do.</exception>
    public MetricFeed(ITrainable network, IReadOnlyList<Metric> metrics)
    {
        this.network = network;
        targets = [.. metrics.GroupBy(metric => MetricChoice.Of(metric, network)).Select(group => new MetricTarget(network, group.Key, [.. group]))];
    }

    /// <summary>Makes the metrics forget all rows.</summary>
    public void Reset()
    {
        foreach (var target in targets)
            target.Reset();
    }

    /// <summary>Adds the rows of a batch.</summary>
    /// <exception cref="ArgumentException">The batch lacks a target that a metric judges by.</exception>
    public void Add(MiniBatch batch)
    {
        if (targets.Length == 0)
            return;
        if (outputs.Length == 0 || outputs[0].Capacity < batch.Rows)
            outputs = [.. network.Outputs.Select(port => new PortRows(port, batch.Inputs[0].Capacity, network.Precision))];
        network.Predict(batch, outputs);
        foreach (var target in targets)
            target.Add(batch, outputs);
    }
}

namespace Adjoint.Training;

/// <summary>Tells how much batches count: the rows, or the weights of their classes, without rows that are ignored.</summary>
internal sealed class StepWeight
{
    private readonly ITrainable network;
    private readonly LossSum weights = new() { WeightsOnly = true };

    /// <summary>Only labels may be ignored or have weights.</summary>
    private readonly bool isPlain;

    /// <summary>The weight of each class, where one label a row is all that a network compares with; else null.</summary>
    private readonly double[]? classes;

    /// <summary>The weight of every class, where all have the same; else null.</summary>
    private readonly double? common;

    /// <summary>The label that does not count; null where each does.</summary>
    private readonly int? ignored;

    public StepWeight(ITrainable network)
    {
        this.network = network;
        isPlain = network.Targets.All(static target => target is { Kind: PortKind.Numbers, Lengths: null });
        classes = network.Targets is [{ Kind: PortKind.Indices, Size: 1, Lengths: null }] ? ClassWeights() : null;
        common = classes is { Length: > 0 } && classes.All(weight => weight == classes[0]) ? classes[0] : null;
        ignored = classes is null ? null : network.Targets[0].IgnoreIndex;
    }

    /// <summary>Σ w of a batch. Where several losses count its rows differently, there is none, and its rows stand for it.</summary>
    public double Of(MiniBatch batch) => Simply(batch) ?? Weigh(batch) ?? batch.Rows;

    /// <summary>Σ w of a batch whose gradient is to be added to those of others.</summary>
    /// <exception cref="InvalidOperationException">Several losses count its rows differently, so that no single weight makes their sum right.</exception>
    public double Exactly(MiniBatch batch) => Simply(batch) ?? Weigh(batch) ?? throw new InvalidOperationException(
        $"The {weights.Losses.Count} losses of '{network.Layout.Network}' count the rows of a batch differently ({string.Join(" and ", weights.Losses.Select(static loss => loss.Weight))}), "
        + $"so gradients of batches cannot be added up exactly. Set {nameof(TrainingOptions.Accumulate)} = 1 and take larger batches.");

    /// <summary>Without asking the network, where that is known; else null.</summary>
    private double? Simply(MiniBatch batch)
    {
        if (isPlain)
            return batch.Rows;
        if (classes is null || batch.AllTargets.Length != 1)
            return null;
        // The network refuses labels that it neither knows nor ignores.
        ReadOnlySpan<int> labels = batch.AllTargets[0].Indices;
        if (common is { } weight)
            return weight * (labels.Length - (ignored is { } none ? labels.Count(none) : 0));
        var total = 0.0;
        foreach (var label in labels)
            total += label != ignored && (uint)label < (uint)classes.Length ? classes[label] : 0;
        return total;
    }

    /// <summary>What the network says of one row of each class; null where several losses say different things.</summary>
    private double[]? ClassWeights()
    {
        var row = new MiniBatch(network, 1);
        foreach (var input in row.Inputs)
        {
            if (input.Port.Kind == PortKind.Indices)
                input.Set(new int[input.Port.Size]);
            else
                input.Set(new float[input.Port.Size]);
        }
        var found = new double[network.Targets[0].Count];
        for (var label = 0; label < found.Length; label++)
        {
            row.Targets[0].Set([label]);
            if (Weigh(row) is not { } weight)
                return null;
            found[label] = weight;
        }
        return found;
    }

    private double? Weigh(MiniBatch batch)
    {
        weights.Clear();
        network.AddLoss(batch, weights);
        var losses = weights.Losses;
        for (var i = 1; i < losses.Count; i++)
        {
            if (losses[i].Weight != losses[0].Weight)
                return null;
        }
        return losses[0].Weight;
    }
}

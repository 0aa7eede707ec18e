namespace Adjoint.Training;

/// <summary>One of a network's targets, the output that is compared with it, and the metrics that judge this output.</summary>
internal sealed class MetricTarget
{
    private readonly Port[] all;
    private readonly Port[] inputs;

    /// <summary>The input that says how many steps each row has; below 0 where all have all.</summary>
    private readonly int lengths;
    private readonly int number;
    private readonly int output;
    private readonly Metric[] metrics;
    private float[] answers = [];
    private float[] wanted = [];
    private int[] labels = [];

    public MetricTarget(ITrainable network, int number, Metric[] metrics)
    {
        (all, this.number, this.metrics) = ([.. network.Targets], number, metrics);
        inputs = [.. network.Inputs];
        lengths = Array.FindIndex(inputs, input => input.AreLengths && input.Name == all[number].Lengths);
        foreach (var metric in metrics)
            metric.Check(all[number].Size);
        output = Math.Max(0, Array.FindIndex([.. network.Outputs], port => port.Name == all[number].Output));
    }

    public void Reset()
    {
        foreach (var metric in metrics)
            metric.Reset();
    }

    /// <summary>Adds the rows of a batch for which the network has answered.</summary>
    public void Add(MiniBatch batch, PortRows[] outputs)
    {
        var target = TargetOf(batch);
        var found = Numbers(outputs[output], ref answers);
        var isOfLabels = target.AreOfLabels;
        ReadOnlySpan<int> classes = isOfLabels ? LabelsOf(target) : target.Indices;
        Span<float> numbers = isOfLabels || target.Port.Kind == PortKind.Indices ? [] : Numbers(target, ref wanted);
        // Of a target with a class for each position every position is a row.
        var positions = target.Port.Kind == PortKind.Indices ? target.Port.Size : 1;
        var (outputSize, count) = (outputs[output].Port.Size / positions, batch.Rows * positions);
        if (lengths >= 0)
            (outputSize, count) = KeepSteps(batch, ref found, ref classes, ref numbers);
        var rows = new MetricRows
        {
            Outputs = found,
            OutputSize = outputSize,
            Labels = classes,
            Targets = numbers,
            Count = count,
            IgnoreIndex = all[number].IgnoreIndex,
            Preparation = batch.Preparation,
        };
        foreach (var metric in metrics)
            metric.Add(rows);
    }

    /// <summary>Moves the steps that rows have together: of rows with lengths of their own, each step is a row for metrics. Returns the numbers of a step, and the number of steps.</summary>
    private (int Size, int Count) KeepSteps(MiniBatch batch, ref Span<float> found, ref ReadOnlySpan<int> classes, ref Span<float> numbers)
    {
        var steps = inputs[lengths].Count - 1;
        var ends = batch.AllInputs[PortMatch.Find(batch.InputPorts, inputs, lengths)].Indices;
        if (labels.Length < classes.Length)
            labels = new int[classes.Length];
        // The batch keeps its own.
        classes.CopyTo(labels);
        var own = labels.AsSpan(0, classes.Length);
        var size = found.Length / batch.Rows / steps;
        found = Kept(found, ends, steps);
        classes = Kept(own, ends, steps);
        numbers = Kept(numbers, ends, steps);
        return (size, found.Length / size);
    }

    private static Span<T> Kept<T>(Span<T> all, ReadOnlySpan<int> ends, int steps)
    {
        var (each, count) = (all.Length / ends.Length / steps, 0);
        for (var row = 0; row < ends.Length; row++)
        {
            all.Slice(row * steps * each, ends[row] * each).CopyTo(all[count..]);
            count += ends[row] * each;
        }
        return all[..count];
    }

    private PortRows TargetOf(MiniBatch batch) => PortMatch.Find(batch.TargetPorts, all, number) is >= 0 and var found
        ? batch.AllTargets[found]
        : throw new ArgumentException(
            $"The metric '{metrics[0].FullName}' judges by the target '{all[number].Name}', and the rows have {PortMatch.Names(batch.TargetPorts)}; give them a column of that name.",
            nameof(batch));

    private static Span<float> Numbers(PortRows rows, ref float[] room)
    {
        var count = rows.Rows * rows.Port.Size;
        if (room.Length < count)
            room = new float[rows.Capacity * rows.Port.Size];
        rows.CopyTo(room.AsSpan(0, count));
        return room.AsSpan(0, count);
    }

    /// <summary>The labels that have become probabilities in the batch: the class whose probability is 1, and −1 for a row that does not count.</summary>
    private Span<int> LabelsOf(PortRows target)
    {
        var shares = Numbers(target, ref wanted);
        var size = target.Port.Size;
        if (labels.Length < target.Rows)
            labels = new int[target.Capacity];
        for (var row = 0; row < target.Rows; row++)
            labels[row] = shares.Slice(row * size, size).IndexOf(1f);
        return labels.AsSpan(0, target.Rows);
    }
}

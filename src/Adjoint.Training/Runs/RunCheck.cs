namespace Adjoint.Training;

/// <summary>What does not fit together is refused before the first step, with both sides named.</summary>
internal static class RunCheck
{
    /// <summary>Checks a network, its data and the options of a run.</summary>
    /// <exception cref="ArgumentException">Something does not fit.</exception>
    public static void All(ITrainable network, TrainingData data, TrainingOptions options, BatchSource source)
    {
        if (network.Layout.Count == 0)
            throw new ArgumentException($"Network '{network.Layout.Network}' has no parameter that is trained; there is nothing to fit.", nameof(network));
        Turns(network, options);
        Prepared(network, data);
        foreach (var part in new[] { data.Training, data.Validation }.OfType<Dataset>())
            Rows(network, part, options);
        if (data.Batches is not null)
            Unused(options);
        if (data.Training is not null && options.Augmentation?.Mixing is null && source is not DatasetBatches { AreMixing: true })
            Targets(network, data.Training);
        if (source.Count < 1)
            throw new ArgumentException("The training part has no batches.", nameof(data));
        if (source is DatasetBatches { LastRows: 1 } batches)
            SingleRow(network, batches);
        NeedsValidation(data, options);
        if (options.Cluster is not null && options.Accumulate > 1)
        {
            throw new ArgumentException(
                $"{nameof(TrainingOptions.Accumulate)} is {options.Accumulate}, and processes of a cluster share each batch: set it to 1, and "
                + $"{nameof(TrainingOptions.BatchSize)} to {options.Accumulate} times as much.", nameof(options));
        }
        if (options.Checkpoints is not null && source.Order == BatchOrder.Unknown)
        {
            throw new ArgumentException(
                $"{source.GetType().Name} cannot give the batches of an epoch again, so a run could not go on from a checkpoint; leave {nameof(TrainingOptions.Checkpoints)} out, "
                + $"or give batches whose {nameof(BatchSource.Order)} is {BatchOrder.Repeatable} or {BatchOrder.Positioned}.", nameof(options));
        }
    }

    /// <summary>Players are objectives of one network, whose parameters they share: only then does a checkpoint hold what they have trained.</summary>
    private static void Turns(ITrainable network, TrainingOptions options)
    {
        foreach (var turn in options.Turns)
        {
            if (!ReferenceEquals(BlockOf(turn.Network), BlockOf(network)))
                throw new ArgumentException(
                    $"A turn is of '{turn.Network.Layout.Network}', which has parameters of its own; give an objective of the network that is fitted, such as network.Painter.", nameof(options));
        }
        if (options.Optimizers.Distinct().Count() <= options.Turns.Count)
            throw new ArgumentException("Two players have one optimizer, which belongs to one objective; create one for each.", nameof(options));
        if (options.Turns.Count > 0 && options.Cluster is not null)
            throw new ArgumentException(
                $"{nameof(TrainingOptions.Turns)} are taken by one process, and {nameof(TrainingOptions.Cluster)} shares each batch among several; leave one of them out.", nameof(options));
        if (options.Turns.Count > 0 && options.Accumulate > 1)
            throw new ArgumentException(
                $"{nameof(TrainingOptions.Turns)} come after each step on the batch of that step, and {nameof(TrainingOptions.Accumulate)} makes one step of several batches; set it to 1.",
                nameof(options));
    }

    private static object BlockOf(ITrainable network) => network.Precision == Precision.Double ? Weights<double>.Block(network) : Weights<float>.Block(network);

    /// <summary>What has prepared the rows must be what the network reads, and the same for both parts.</summary>
    private static void Prepared(ITrainable network, TrainingData data)
    {
        var (training, validation) = (data.Training?.Preparation, data.Validation?.Preparation);
        training?.Check(network);
        validation?.Check(network);
        if (training is not null && validation is not null && !training.IsSame(validation))
        {
            throw new ArgumentException(
                "The two parts were prepared with different means or categories, so the one says nothing about the other; fit one preparation to the training part, and apply it to both: prepare.Apply(parts).",
                nameof(data));
        }
    }

    /// <summary>What the options say of rows on their way into a batch is for batches that the run makes itself.</summary>
    private static void Unused(TrainingOptions options)
    {
        var said = options.Augmentation is not null
            ? nameof(TrainingOptions.Augmentation)
            : options.Sampling is not null
            ? nameof(TrainingOptions.Sampling)
            : options.DropLast
            ? nameof(TrainingOptions.DropLast)
            : null;
        if (said is not null)
            throw new ArgumentException($"{said} is set, and the batches come from elsewhere; give it to the MiniBatches, or leave it out.", nameof(options));
    }

    /// <summary>Ties the optimizer to the network, unless it serves another.</summary>
    /// <exception cref="InvalidOperationException">It does, or its settings contradict each other.</exception>
    public static void Bind(ITrainable network, Optimizer optimizer)
    {
        if (network is Objective<double> ofDoubles)
            ofDoubles.Bind(optimizer);
        else if (network is Objective<float> ofFloats)
            ofFloats.Bind(optimizer);
        else if (network.Precision == Precision.Double)
            optimizer.Bind(Weights<double>.Block(network));
        else
            optimizer.Bind(Weights<float>.Block(network));
    }

    /// <summary>Finds each column, and refuses others, and doubles where floats are computed.</summary>
    private static void Rows(ITrainable network, Dataset data, TrainingOptions options)
    {
        Data.LabelScores.Of(network, data);
        // A column that another player reads is read.
        Unread(network, data.InputPorts, [.. network.Inputs.Concat(options.Turns.SelectMany(static turn => turn.Network.Inputs)).DistinctBy(static port => port.Name)], "reads", "an input");
        if (network.Targets.Count > 0)
            Unread(
                network,
                data.TargetPorts,
                [.. network.Targets.Concat(options.Turns.SelectMany(static turn => turn.Network.Targets)).DistinctBy(static port => port.Name)],
                "compares its outputs with",
                "a loss");
        foreach (var column in data.InputColumns.Concat(data.TargetColumns))
        {
            if (column.Precision == Precision.Double && network.Precision == Precision.Single)
            {
                throw new ArgumentException(
                    $"'{network.Layout.Network}' computes in floats, and the column '{column.Port.Name}' is doubles; give floats, or declare Precision = Precision.Double.", nameof(data));
            }
        }
        var rows = new int[data.Rows];
        data.CopyIndex(rows);
        for (var i = 0; i < network.Inputs.Count; i++)
            Indices(network.Inputs[i], data.InputColumns[PortMatch.Find(data.InputPorts, [.. network.Inputs], i)], rows);
        for (var i = 0; i < network.Targets.Count; i++)
            Indices(network.Targets[i], data.TargetColumns[PortMatch.Find(data.TargetPorts, [.. network.Targets], i)], rows);
    }

    /// <summary>A column that nothing reads would be left out without a word. Where there is one column and one port, their names need not agree.</summary>
    private static void Unread(ITrainable network, Port[] columns, IReadOnlyList<Port> ports, string reads, string declared)
    {
        if (columns.Length == ports.Count || Array.Find(columns, column => ports.All(port => port.Name != column.Name)) is not { } unread)
            return;
        throw new ArgumentException(
            $"The data set has {PortMatch.Names(columns)}, and '{network.Layout.Network}' {reads} {PortMatch.Names(ports)}. Leave the column '{unread.Name}' out of the data set, or declare {declared} for it.", "data");
    }

    /// <summary>Labels name classes of the network, and tokens words of its table.</summary>
    private static void Indices(Port port, Column column, int[] rows)
    {
        if (port.Kind != PortKind.Indices)
            return;
        for (var row = 0; row < rows.Length; row++)
        {
            foreach (var index in column.Indices.AsSpan(rows[row] * port.Size, port.Size))
            {
                if (index == port.IgnoreIndex || (uint)index < (uint)port.Count)
                    continue;
                throw new ArgumentException(
                    $"Row {row} has {index} in '{column.Port.Name}', and the network knows 0 to {port.Count - 1}{(port.IgnoreIndex is { } ignored ? $" and ignores {ignored}" : "")}; "
                    + "correct the rows, or declare as many classes or tokens.", "data");
            }
        }
    }

    /// <summary>While training, labels are not probabilities unless Mixup makes them so.</summary>
    private static void Targets(ITrainable network, Dataset data)
    {
        for (var i = 0; i < network.Targets.Count; i++)
        {
            var (target, column) = (network.Targets[i], data.TargetPorts[PortMatch.Find(data.TargetPorts, [.. network.Targets], i)]);
            if (target.Kind == PortKind.Numbers && column.Kind == PortKind.Indices)
            {
                throw new ArgumentException(
                    $"The column '{column.Name}' has class labels, and '{network.Layout.Network}' compares its output with {target.Size} {(target.Size == 1 ? "number; " : "numbers; make targets of the labels with OneHot.Encode, or ")}"
                    + $"declare a loss for classes{(target.Size == 1 ? ", such as [BinaryCrossEntropy(Targets = Targets.Classes)]" : "")}.", nameof(data));
            }
        }
    }

    /// <summary>A network that normalises over a batch may refuse a single row, which only a try can tell.</summary>
    private static void SingleRow(ITrainable network, DatasetBatches batches)
    {
        var (weights, step) = (Weights.Of(network), network.TrainingStep);
        foreach (var batch in batches.Epoch(0, batches.Count - 1))
            network.Gradient(batch, new GradientBuffer(network));
        weights.CopyTo(network);
        network.TrainingStep = step;
    }

    private static void NeedsValidation(TrainingData data, TrainingOptions options)
    {
        var asking = (options.Stop, options.Plateau, options.Keep, options.Metrics.Count) switch
        {
            _ when data.Validation is not null => null,
            ({ }, _, _, _) => nameof(TrainingOptions.Stop),
            (_, { }, _, _) => nameof(TrainingOptions.Plateau),
            (_, _, { IsKept: true }, _) => nameof(TrainingOptions.Keep),
            (_, _, _, > 0) => nameof(TrainingOptions.Metrics),
            _ => null,
        };
        if (asking is not null)
            throw new ArgumentException($"{asking} needs rows to judge by, and the data has no validation part; give data.Split(0.9, seed: 1), or leave {asking} out.", nameof(data));
    }
}

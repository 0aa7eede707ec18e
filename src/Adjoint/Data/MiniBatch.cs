namespace Adjoint.Data;

/// <summary>
/// Some rows for all inputs and targets of a network, each port by its name. One from <see cref="MiniBatches"/> is refilled for every step: copy what must outlive it.
/// </summary>
public sealed class MiniBatch
{
    /// <summary>Makes room for rows of your own: <c>batch["board"].Set(board)</c>.</summary>
    /// <param name="network">The network whose inputs and targets, in its numbers, the batch has.</param>
    /// <param name="capacity">The most rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">That many rows do not fit.</exception>
    public MiniBatch(INetwork network, int capacity)
        : this(Room(network ?? throw new ArgumentNullException(nameof(network)), network.Inputs, capacity), Room(network, network.Targets, capacity))
    {
    }

    internal MiniBatch(PortRows[] inputs, PortRows[] targets)
    {
        (AllInputs, AllTargets) = (inputs, targets);
        (InputPorts, TargetPorts) = (Array.ConvertAll(inputs, static rows => rows.Port), Array.ConvertAll(targets, static rows => rows.Port));
    }

    /// <summary>The number of rows; the last batch of an epoch may have fewer than the others, unless <see cref="MiniBatches.DropLast"/> is set.</summary>
    public int Rows => AllInputs[0].Rows;

    /// <summary>The rows of each input.</summary>
    public IReadOnlyList<PortRows> Inputs => AllInputs;

    /// <summary>The rows of each target.</summary>
    public IReadOnlyList<PortRows> Targets => AllTargets;

    /// <summary>The class of each row where one target is classes; else empty, as when <see cref="Augmentation.Mixup"/> has made probabilities of the classes.</summary>
    public ReadOnlySpan<int> Labels => AllTargets.Length == 1 ? AllTargets[0].Indices : [];

    /// <summary>The rows of the input or target of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public PortRows this[string name]
    {
        get
        {
            foreach (var rows in AllInputs)
            {
                if (rows.Port.Name == name)
                    return rows;
            }
            foreach (var rows in AllTargets)
            {
                if (rows.Port.Name == name)
                    return rows;
            }
            throw new ArgumentException($"The batch has no '{name}'; it has {PortMatch.Names(InputPorts.Concat(TargetPorts))}.", nameof(name));
        }
    }

    /// <summary>What has made the rows of a table's; null for rows from elsewhere.</summary>
    internal Preparation? Preparation { get; init; }

    internal PortRows[] AllInputs { get; }

    internal PortRows[] AllTargets { get; }

    internal Port[] InputPorts { get; }

    internal Port[] TargetPorts { get; }

    private static PortRows[] Room(INetwork network, IReadOnlyList<Port> ports, int capacity) => [.. ports.Select(port => new PortRows(port, capacity, network.Precision))];
}

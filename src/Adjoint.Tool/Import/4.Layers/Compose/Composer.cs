namespace Adjoint.Tool.Import.Layers;

/// <summary>
/// Layers that are one word of the language together become one layer: steps of an LSTM, products that are attention. It is done where layers are made already,
/// since exporters take words apart in more ways than there are layers to do it with.
/// </summary>
internal static class Composer
{
    /// <summary>What a layer may be the end of, pass by pass: a rule gives the layer that stands for all, or null.</summary>
    private static readonly Func<Layer, Passage, Layer?>[][] Passes =
    [
        [Habits.PoolingBehindActivation, Habits.Positions],
        [RecurrentLayers.BothWays],
        [RecurrentLayers.OneWay],
        [RecurrentLayers.Stacked],
        [RecurrentLayers.Last],
        [AttentionLayers.Heads],
        [AttentionLayers.Packed],
        [Rotations.OfAttention],
        [AttentionLayers.Projected, AttentionLayers.ProjectedMemory],
    ];

    public static LayerGraph Run(LayerGraph graph) => Passes.Aggregate(graph, static (graph, rules) => new Passage(graph).Run(rules));
}

/// <summary>One walk through a graph, in which layers are made again where what they read has changed.</summary>
internal sealed class Passage
{
    private readonly LayerGraph graph;
    private readonly List<Layer> order = [];
    private readonly Dictionary<Layer, int> readers = [], places = [];
    private readonly Dictionary<Layer, List<Layer>> readersOf = [];
    private readonly Dictionary<Layer, Layer> made = [];

    public Passage(LayerGraph graph)
    {
        this.graph = graph;
        HashSet<Layer> found = [];
        Stack<(Layer Layer, bool IsReady)> stack = new(graph.Outputs.Reverse().Select(static output => (output.Layer, false)));
        while (stack.TryPop(out var top))
        {
            if (top.IsReady)
            {
                places[top.Layer] = order.Count;
                order.Add(top.Layer);
            }
            if (top.IsReady || !found.Add(top.Layer))
                continue;
            stack.Push((top.Layer, true));
            foreach (var input in top.Layer.Inputs.Reverse())
                stack.Push((input, false));
        }
        HasBothWays = order.Any(static layer => layer.Options.Any(static o => o.Name == "Bidirectional"));
        foreach (var read in order.SelectMany(static layer => layer.Inputs).Concat(graph.Outputs.Select(static output => output.Layer)))
            readers[read] = readers.GetValueOrDefault(read) + 1;
        foreach (var layer in order)
        {
            foreach (var input in layer.Inputs)
            {
                if (!readersOf.TryGetValue(input, out var list))
                    readersOf[input] = list = [];
                list.Add(layer);
            }
        }
        Outputs = graph.Outputs.Select(static output => output.Layer).ToHashSet();
        Current = order[0];
    }

    /// <summary>The layers, each after those that it reads.</summary>
    public IReadOnlyList<Layer> Order => order;

    /// <summary>The layer that is looked at, as it was before.</summary>
    public Layer Current { get; private set; }

    private HashSet<Layer> Outputs { get; }

    /// <summary>Where a layer is in the order.</summary>
    public int PlaceOf(Layer layer) => places[layer];

    /// <summary>Who reads a layer; one that is an output is read by nobody within who would be all.</summary>
    public IEnumerable<Layer> ReadersOf(Layer layer) => Outputs.Contains(layer) ? [layer] : readersOf[layer];

    /// <summary>What a layer has become.</summary>
    public Layer New(Layer layer) => made[layer];

    /// <summary>Whether a layer runs both ways: then the last of a sequence is not what its last position holds.</summary>
    public bool HasBothWays { get; }

    /// <summary>Whether a layer, new or old, has no reader but the one that is looked at.</summary>
    public bool IsReadOnce(Layer layer) => readers.GetValueOrDefault(layer) == 1;

    public LayerGraph Run(IReadOnlyList<Func<Layer, Passage, Layer?>> rules)
    {
        foreach (var layer in order)
        {
            Current = layer;
            var rebuilt = Rebuilt(layer);
            var result = rules.Select(rule => rule(rebuilt, this)).FirstOrDefault(static found => found is not null) ?? rebuilt;
            made[layer] = result;
            readers.TryAdd(result, readers[layer]);
        }
        return graph with { Inputs = [.. graph.Inputs.Select(Mapped)], Outputs = [.. graph.Outputs.Select(Mapped)] };
    }

    // An input of which nothing is left that reads it is an input all the same.
    private GraphPort Mapped(GraphPort port) => port with { Layer = made.GetValueOrDefault(port.Layer, port.Layer) };

    private Layer Rebuilt(Layer layer)
    {
        if (layer.Inputs.All(input => made[input] == input))
            return layer;
        Layer[] inputs = [.. layer.Inputs.Select(input => made[input])];
        return layer.IsView ? Build.Reshape(inputs[0], layer.Shape) : Build.OrderOf(layer) is { } axes ? Build.Permute(inputs[0], axes) : layer.With(inputs);
    }
}

namespace Adjoint.Benchmarks.Peers;

/// <summary>A layer in its place. Values are numbered: 0 is the network's input, i + 1 what step i gives.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="From">The number of the value that it reads.</param>
/// <param name="Other">For <see cref="Add"/> the number of the other value, else -1.</param>
/// <param name="In">The shape of what it reads.</param>
/// <param name="Out">The shape of what it gives.</param>
/// <param name="FirstTensor">The number of its first tensor, over the whole network.</param>
internal sealed record Step(Layer Layer, int From, int Other, int[] In, int[] Out, int FirstTensor);

/// <summary>A network; its outputs are the logits of classes.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Input">The shape of a row of input.</param>
/// <param name="Layers">The layers in an order in which they can be computed.</param>
internal sealed record PeerNetwork(string Name, int[] Input, params Layer[] Layers)
{
    /// <summary>The layers with what they read and write.</summary>
    public IReadOnlyList<Step> Steps { get; } = Walk(Input, Layers);

    /// <summary>The number of inputs.</summary>
    public int Inputs => Size(Input);

    /// <summary>The number of classes.</summary>
    public int Classes => Size(Steps[^1].Out);

    /// <summary>The number of values in a shape.</summary>
    public static int Size(int[] shape) => shape.Aggregate(1, (product, size) => product * size);

    private static List<Step> Walk(int[] input, Layer[] layers)
    {
        var (steps, shapes, names, tensors) = (new List<Step>(), new List<int[]> { input }, new Dictionary<string, int>(), 0);
        foreach (var layer in layers)
        {
            var from = layer.From is { } name ? names[name] : shapes.Count - 1;
            var step = new Step(layer, from, layer is Add add ? names[add.Other] : -1, shapes[from], layer.Output(shapes[from]), tensors);
            steps.Add(step);
            shapes.Add(step.Out);
            tensors += layer.Tensors(step.In).Count;
            if (layer.As is { } own)
                names.Add(own, shapes.Count - 1);
        }
        return steps;
    }
}

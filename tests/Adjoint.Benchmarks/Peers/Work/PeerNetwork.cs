namespace Adjoint.Benchmarks.Peers;

/// <summary>A layer of a network that every contender builds for itself.</summary>
internal abstract record Layer
{
    /// <summary>The shape of its output, without the batch.</summary>
    public abstract int[] Output(int[] input);
}

/// <summary>A fully connected layer; what comes in is laid end to end.</summary>
internal sealed record Dense(int Outputs) : Layer
{
    public override int[] Output(int[] input) => [Outputs];
}

/// <summary>A convolution of an image with stride 1.</summary>
internal sealed record Conv(int Channels, int Kernel, int Padding) : Layer
{
    public override int[] Output(int[] input) => [Channels, input[1] + 2 * Padding - Kernel + 1, input[2] + 2 * Padding - Kernel + 1];
}

/// <summary>The maximum over windows that do not overlap.</summary>
internal sealed record MaxPool(int Size) : Layer
{
    public override int[] Output(int[] input) => [input[0], input[1] / Size, input[2] / Size];
}

/// <summary>The mean over all positions of a channel.</summary>
internal sealed record GlobalMean : Layer
{
    public override int[] Output(int[] input) => [input[0]];
}

/// <summary>max(x, 0).</summary>
internal sealed record Relu : Layer
{
    public override int[] Output(int[] input) => input;
}

/// <summary>tanh x.</summary>
internal sealed record Tanh : Layer
{
    public override int[] Output(int[] input) => input;
}

/// <summary>A network, a layer after the other; its outputs are the logits of classes.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Input">The shape of a row of input.</param>
/// <param name="Layers">The layers.</param>
internal sealed record PeerNetwork(string Name, int[] Input, params Layer[] Layers)
{
    /// <summary>The layers with the shapes that they read and write, and the names of their weights: <c>conv1</c>, <c>dense1</c> and so on.</summary>
    public IReadOnlyList<(Layer Layer, int[] In, int[] Out, string Name)> Steps { get; } = Walk(Input, Layers);

    /// <summary>The number of inputs.</summary>
    public int Inputs => Size(Input);

    /// <summary>The number of classes.</summary>
    public int Classes => Size(Steps[^1].Out);

    /// <summary>The number of values in a shape.</summary>
    public static int Size(int[] shape) => shape.Aggregate(1, (product, size) => product * size);

    private static List<(Layer, int[], int[], string)> Walk(int[] input, Layer[] layers)
    {
        var (steps, convolutions, dense) = (new List<(Layer, int[], int[], string)>(), 0, 0);
        foreach (var layer in layers)
        {
            var output = layer.Output(input);
            steps.Add((layer, input, output, layer switch { Conv => $"conv{++convolutions}", Peers.Dense => $"dense{++dense}", _ => "" }));
            input = output;
        }
        return steps;
    }
}

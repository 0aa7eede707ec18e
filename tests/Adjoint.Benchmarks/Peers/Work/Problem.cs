namespace Adjoint.Benchmarks.Peers;

/// <summary>One tensor of weights as PyTorch keeps it: named, row-major, a dense weight being <c>[out, in]</c>.</summary>
internal sealed record Weights(string Name, int[] Shape, float[] Values);

/// <summary>A workload with all its numbers: every contender gets the same weights, inputs and labels, and has to give the same answer.</summary>
internal sealed class Problem
{
    private Problem(Workload workload, IReadOnlyList<Weights> weights, float[] inputs, int[] labels)
    {
        Workload = workload;
        Weights = weights;
        Inputs = inputs;
        Labels = labels;
    }

    /// <summary>What is to be done.</summary>
    public Workload Workload { get; }

    /// <summary>For each layer <c>dense1.weight</c> and <c>dense1.bias</c>, or <c>conv1</c>, each kind counted from one.</summary>
    public IReadOnlyList<Weights> Weights { get; }

    /// <summary>The inputs, row by row.</summary>
    public float[] Inputs { get; }

    /// <summary>The class of each row.</summary>
    public int[] Labels { get; }

    /// <summary>Draws weights from U(±1/√fan_in), inputs from U(0, 1) and labels; equal on every machine.</summary>
    public static Problem Draw(Workload workload)
    {
        var random = new Random(20260101);
        var network = workload.Network;
        var weights = new List<Weights>();
        foreach (var (layer, input, output, name) in network.Steps.Where(step => step.Name.Length > 0))
        {
            int[] shape = layer is Conv conv ? [conv.Channels, input[0], conv.Kernel, conv.Kernel] : [output[0], PeerNetwork.Size(input)];
            var bound = 1 / Math.Sqrt(PeerNetwork.Size(shape) / shape[0]);
            weights.Add(new($"{name}.weight", shape, Uniform(random, PeerNetwork.Size(shape), -bound, bound)));
            weights.Add(new($"{name}.bias", [shape[0]], Uniform(random, shape[0], -bound, bound)));
        }

        var labels = new int[workload.Rows];
        for (var row = 0; row < labels.Length; row++)
            labels[row] = random.Next(network.Classes);
        return new(workload, weights, Uniform(random, workload.Rows * network.Inputs, 0, 1), labels);
    }

    private static float[] Uniform(Random random, int count, double low, double high)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = (float)(low + (high - low) * random.NextDouble());
        return values;
    }
}

namespace Adjoint.Benchmarks.Peers;

/// <summary>One tensor of weights as PyTorch keeps it: named, row-major, a dense weight being <c>[out, in]</c>.</summary>
internal sealed record Weights(string Name, int[] Shape, float[] Values);

/// <summary>A workload with all its numbers: every contender gets the same weights, inputs and labels, and has to give the same answer.</summary>
internal sealed class Problem
{
    /// <summary>How many training steps the answer of a training workload has.</summary>
    public const int AnswerSteps = 5;

    private Problem(Workload workload, IReadOnlyList<Weights> weights, float[] inputs, int[] labels)
    {
        Workload = workload;
        Weights = weights;
        Inputs = inputs;
        Labels = labels;
    }

    /// <summary>What is to be done.</summary>
    public Workload Workload { get; }

    /// <summary>For each layer <c>dense1.weight</c> and <c>dense1.bias</c>, counted from one.</summary>
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
        for (var layer = 0; layer < network.Layers; layer++)
        {
            var (inputs, outputs) = (network.Sizes[layer], network.Sizes[layer + 1]);
            var bound = 1 / Math.Sqrt(inputs);
            weights.Add(new($"dense{layer + 1}.weight", [outputs, inputs], Uniform(random, outputs * inputs, -bound, bound)));
            weights.Add(new($"dense{layer + 1}.bias", [outputs], Uniform(random, outputs, -bound, bound)));
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

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
        var random = new Random(20260102);
        Direction = [.. weights.Select(tensor => Uniform(random, tensor.Values.Length, -1, 1))];
    }

    /// <summary>What is to be done.</summary>
    public Workload Workload { get; }

    /// <summary>The tensors of all layers, in order.</summary>
    public IReadOnlyList<Weights> Weights { get; }

    /// <summary>The inputs, row by row.</summary>
    public float[] Inputs { get; }

    /// <summary>The inputs as networks of sequences take them elsewhere: of each step all rows.</summary>
    public float[] InputsByStep()
    {
        var (steps, features) = (Workload.Network.Input[0], Workload.Network.Input[1]);
        var values = new float[Inputs.Length];
        for (var row = 0; row < Workload.Rows; row++)
        {
            for (var step = 0; step < steps; step++)
                Inputs.AsSpan((row * steps + step) * features, features).CopyTo(values.AsSpan((step * Workload.Rows + row) * features));
        }
        return values;
    }

    /// <summary>The class of each row.</summary>
    public int[] Labels { get; }

    /// <summary>A direction of the parameters, tensor by tensor.</summary>
    public IReadOnlyList<float[]> Direction { get; }

    /// <summary>Draws weights from U(±1/√fan_in), inputs from U(0, 1) and labels; equal on every machine.</summary>
    public static Problem Draw(Workload workload)
    {
        var random = new Random(20260101);
        var network = workload.Network;
        var weights = new List<Weights>();
        foreach (var step in network.Steps)
        {
            foreach (var (name, shape) in step.Layer.Tensors(step.In))
                weights.Add(Draw(random, step, name, shape));
        }

        var labels = new int[workload.Rows];
        for (var row = 0; row < labels.Length; row++)
            labels[row] = random.Next(network.Classes);
        return new(workload, weights, Uniform(random, workload.Rows * network.Inputs, 0, 1), labels);
    }

    private static Weights Draw(Random random, Step step, string name, int[] shape)
    {
        // A scale is drawn about one, all else about zero.
        var centre = step.Layer is BatchNorm && name == "weight" ? 1 : 0;
        var bound = step.Layer is BatchNorm ? 0.5 : 1 / Math.Sqrt(step.Layer.FanIn(step.In));
        return new($"{step.FirstTensor}.{name}", shape, Uniform(random, PeerNetwork.Size(shape), centre - bound, centre + bound));
    }

    private static float[] Uniform(Random random, int count, double low, double high)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = (float)(low + (high - low) * random.NextDouble());
        return values;
    }
}

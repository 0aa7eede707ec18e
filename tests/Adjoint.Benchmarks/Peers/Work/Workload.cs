namespace Adjoint.Benchmarks.Peers;

/// <summary>What is timed.</summary>
internal enum Work
{
    /// <summary>From inputs to logits.</summary>
    Forward,

    /// <summary>Forward, mean cross-entropy, backward, and one step of Adam (learning rate 1e-3, β 0.9 and 0.999, ε 1e-8).</summary>
    TrainingStep,
}

/// <summary>One line of the comparison: what is done, with which network, to how many rows at once.</summary>
internal sealed record Workload(DenseNetwork Network, Work Work, int Rows)
{
    /// <summary>The workloads that are published, in the order in which they are printed.</summary>
    public static IReadOnlyList<Workload> All { get; } = List();

    /// <summary>The network, the work and the rows, in words.</summary>
    public string Name =>
        $"{Network.Name}, {(Work == Work.Forward ? "forward" : "training step")}, {Rows} {(Rows == 1 ? "row" : "rows")}";

    /// <summary>
    /// The floating-point operations of the matrix products alone: two for each weight and row in the forward pass, as many for the gradient of
    /// the weights, and as many for the gradient of each layer's input but the first, which nobody needs.
    /// </summary>
    public double Flops
    {
        get
        {
            var sizes = Network.Sizes;
            var products = 0.0;
            for (var layer = 0; layer < Network.Layers; layer++)
                products += (Work == Work.Forward ? 1.0 : layer == 0 ? 2.0 : 3.0) * sizes[layer] * sizes[layer + 1];
            return 2 * products * Rows;
        }
    }

    private static Workload[] List()
    {
        var digits = new DenseNetwork(Activation.Relu, 784, 128, 10);
        var small = new DenseNetwork(Activation.Tanh, 4, 32, 32, 2);
        return
        [
            new(digits, Work.TrainingStep, 128),
            new(small, Work.TrainingStep, 32),
            new(digits, Work.Forward, 128),
            new(digits, Work.Forward, 1),
            new(small, Work.Forward, 1),
        ];
    }
}

namespace Adjoint.Benchmarks.Peers;

/// <summary>A layer of a network that every contender builds for itself.</summary>
internal abstract record Layer
{
    /// <summary>A name for its output, for those that read it later.</summary>
    public string? As { get; init; }

    /// <summary>The name of what it reads; null for the output of the layer before.</summary>
    public string? From { get; init; }

    /// <summary>The shape of its output, without the batch.</summary>
    public virtual int[] Output(int[] input) => input;

    /// <summary>The shapes of its tensors by name, in order.</summary>
    public virtual IReadOnlyList<(string Name, int[] Shape)> Tensors(int[] input) => [];

    /// <summary>How many values each of its outputs is a weighted sum of: initial weights are U(±1/√this).</summary>
    public virtual int FanIn(int[] input) => PeerNetwork.Size(input);

    /// <summary>The multiplications of weights with what it reads, for one row.</summary>
    public virtual double Products(int[] input) => 0;

    /// <summary>The multiplications of weights with a state that the layer carries from step to step, for one row.</summary>
    public virtual double StateProducts(int[] input) => 0;
}

/// <summary>A fully connected layer; what comes in is laid end to end.</summary>
internal sealed record Dense(int Outputs) : Layer
{
    public override int[] Output(int[] input) => [Outputs];

    public override IReadOnlyList<(string, int[])> Tensors(int[] input) => [("weight", [Outputs, PeerNetwork.Size(input)]), ("bias", [Outputs])];

    public override double Products(int[] input) => (double)Outputs * PeerNetwork.Size(input);
}

/// <summary>A convolution of an image.</summary>
internal sealed record Conv(int Channels, int Kernel, int Padding, int Stride = 1, bool Bias = true) : Layer
{
    public override int[] Output(int[] input) => [Channels, Positions(input[1]), Positions(input[2])];

    public override IReadOnlyList<(string, int[])> Tensors(int[] input)
    {
        (string, int[]) weight = ("weight", [Channels, input[0], Kernel, Kernel]);
        return Bias ? [weight, ("bias", [Channels])] : [weight];
    }

    public override int FanIn(int[] input) => input[0] * Kernel * Kernel;

    public override double Products(int[] input) => (double)PeerNetwork.Size(Output(input)) * FanIn(input);

    private int Positions(int size) => (size + 2 * Padding - Kernel) / Stride + 1;
}

/// <summary>Batch normalisation (Ioffe and Szegedy, 2015): over batch and positions in training, by running statistics, here 0 and 1, in prediction.</summary>
internal sealed record BatchNorm : Layer
{
    /// <summary>What is added to the variance.</summary>
    public const double Epsilon = 1e-5;

    public override IReadOnlyList<(string, int[])> Tensors(int[] input) => [("weight", [input[0]]), ("bias", [input[0]])];
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

/// <summary>The sum of what it reads and of an earlier value.</summary>
internal sealed record Add(string Other) : Layer;

/// <summary>max(x, 0).</summary>
internal sealed record Relu : Layer;

/// <summary>tanh x.</summary>
internal sealed record Tanh : Layer;

/// <summary>
/// A recurrent layer along the first axis: of [steps, features], [steps, units]. The gates lie one after the other in the rows of each tensor, in PyTorch's order; states begin with 0.
/// </summary>
/// <param name="Gates">How many sums a unit has.</param>
/// <param name="Units">The numbers of the state.</param>
internal abstract record Recurrent(int Gates, int Units) : Layer
{
    public override int[] Output(int[] input) => [input[0], Units];

    public override IReadOnlyList<(string, int[])> Tensors(int[] input) =>
        [("weight_ih", [Gates * Units, input[1]]), ("bias_ih", [Gates * Units]), ("weight_hh", [Gates * Units, Units]), ("bias_hh", [Gates * Units])];

    public override int FanIn(int[] input) => Units;

    public override double Products(int[] input) => (double)Gates * Units * PeerNetwork.Size(input);

    public override double StateProducts(int[] input) => (double)Gates * Units * Units * input[0];
}

/// <summary>Long short-term memory; gates i, f, g, o.</summary>
internal sealed record Lstm(int Units) : Recurrent(4, Units);

/// <summary>A gated recurrent unit; gates r, z, n, of which r acts on the finished product with the state.</summary>
internal sealed record Gru(int Units) : Recurrent(3, Units);

/// <summary>The last step of a sequence.</summary>
internal sealed record Last : Layer
{
    public override int[] Output(int[] input) => [input[1]];
}

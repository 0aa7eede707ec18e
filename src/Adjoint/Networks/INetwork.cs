namespace Adjoint;

/// <summary>What every generated network can do, whatever its type.</summary>
public interface INetwork
{
    /// <summary>The trainable tensors.</summary>
    ParameterLayout Layout { get; }

    /// <summary>All trainable values, tensor after tensor in the order of <see cref="Layout"/>.</summary>
    Span<float> Parameters { get; }

    /// <summary>The network as a table: its layers with their outputs, parameters and cost.</summary>
    string Summary { get; }

    /// <summary>The numbers in one row of input.</summary>
    int InputSize { get; }

    /// <summary>The numbers in one row of output.</summary>
    int OutputSize { get; }

    /// <summary>The most threads that a call may use. Results do not depend on it.</summary>
    int Threads { get; set; }

    /// <summary>The number of gradients computed so far; it decides the masks of dropout.</summary>
    long TrainingStep { get; set; }

    /// <summary>The tensor at a position of <see cref="Layout"/>, indexed in the shape that papers and PyTorch use.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no tensor at this position.</exception>
    ParameterView View(int tensor);

    /// <summary>Computes the outputs of any number of rows.</summary>
    /// <param name="x">The inputs, row after row, <see cref="InputSize"/> numbers each.</param>
    /// <param name="y">Receives the outputs, row after row, <see cref="OutputSize"/> numbers each.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap; nothing was written.</exception>
    void Predict(ReadOnlySpan<float> x, Span<float> y);

    /// <summary>Writes the parameters to a safetensors file.</summary>
    void Save(string path);
}

/// <summary>A generated network of a known type.</summary>
/// <typeparam name="TSelf">The network's class.</typeparam>
public interface INetwork<TSelf> : INetwork
    where TSelf : INetwork<TSelf>
{
    /// <summary>Reads a network from a safetensors file.</summary>
    /// <exception cref="ModelFileException">The file is malformed, or does not hold this network's tensors; the message names what differs.</exception>
    static abstract TSelf Load(string path);

    /// <summary>Reads a network from a safetensors file that may hold more than finite floating-point numbers.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What else is accepted.</param>
    /// <exception cref="ModelFileException">The file is malformed, or does not hold this network's tensors; the message names what differs.</exception>
    static abstract TSelf Load(string path, LoadOptions options);
}

/// <summary>A network that declares a loss.</summary>
/// <typeparam name="TTarget"><see cref="int"/> where a row's target is a class, <see cref="float"/> where it is numbers.</typeparam>
public interface ITrainableNetwork<TTarget> : INetwork
    where TTarget : unmanaged
{
    /// <summary>The mean loss over the rows, without dropout.</summary>
    float Loss(ReadOnlySpan<float> x, ReadOnlySpan<TTarget> targets);

    /// <summary>Adds the rows to a sum whose <see cref="LossSum.Mean"/> is the mean loss of all rows added to it, as one call of <see cref="Loss"/> on all of them would give it.</summary>
    void AddLoss(ReadOnlySpan<float> x, ReadOnlySpan<TTarget> targets, LossSum sum);

    /// <summary>The label of rows that the loss ignores; null where a row's target is numbers, of which none are ignored.</summary>
    int? IgnoreIndex { get; }

    /// <summary>The mean loss over the rows and its gradient with respect to the parameters, in their order.</summary>
    float Gradient(ReadOnlySpan<float> x, ReadOnlySpan<TTarget> targets, Span<float> gradient);

    /// <summary>One step of training; returns the mean loss before it.</summary>
    float TrainStep(ReadOnlySpan<float> x, ReadOnlySpan<TTarget> targets, Optimizer optimizer);

    /// <summary>One step of training on a mini-batch that already lies in lane blocks; returns the mean loss before it.</summary>
    float TrainStep(Data.MiniBatch batch, Optimizer optimizer);
}

using System.Numerics;
using Adjoint.Data;

namespace Adjoint;

/// <summary>What every generated network can do, whatever it computes in.</summary>
public interface INetwork
{
    /// <summary>The tensors: those that are trained, and those that are not.</summary>
    ParameterLayout Layout { get; }

    /// <summary>The network as a table: its layers with their outputs, parameters and cost.</summary>
    string Summary { get; }

    /// <summary>What it computes in.</summary>
    Precision Precision { get; }

    /// <summary>The inputs, at least one.</summary>
    IReadOnlyList<Port> Inputs { get; }

    /// <summary>The outputs, at least one.</summary>
    IReadOnlyList<Port> Outputs { get; }

    /// <summary>What the losses compare outputs with; none where no loss is declared.</summary>
    IReadOnlyList<Port> Targets { get; }

    /// <summary>The numbers in one row of all inputs.</summary>
    int InputSize { get; }

    /// <summary>The numbers in one row of all outputs.</summary>
    int OutputSize { get; }

    /// <summary>The most threads that a call may use. Results do not depend on it.</summary>
    int Threads { get; set; }

    /// <summary>The number of gradients computed so far; it decides the masks of dropout.</summary>
    long TrainingStep { get; set; }

    /// <summary>Computes the outputs of a mini-batch. Its targets, if it has any, are not looked at.</summary>
    /// <param name="batch">Rows for each input.</param>
    /// <param name="outputs">Receives the rows of each output, in the order of <see cref="Outputs"/>.</param>
    /// <exception cref="ArgumentException">The batch or an output does not fit; nothing was written.</exception>
    void Predict(MiniBatch batch, params PortRows[] outputs);

    /// <summary>Writes the parameters to a safetensors file.</summary>
    /// <param name="path">The file; one that is there is replaced when the new one is complete.</param>
    void Save(string path);

    /// <summary>Writes what <see cref="Predict"/> computes as an ONNX file, which other runtimes read.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="NotSupportedException">The file would have 2 GiB or more, which the format does not allow; none is written.</exception>
    void SaveOnnx(string path);
}

/// <summary>A generated network, and the numbers that it computes in.</summary>
/// <typeparam name="TNumber"><see cref="float"/>, or <see cref="double"/> where the declaration says so.</typeparam>
public interface INetwork<TNumber> : INetwork
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    /// <summary>All trainable values, tensor after tensor in the order of <see cref="INetwork.Layout"/>.</summary>
    Span<TNumber> Parameters { get; }

    /// <summary>The tensor at a position of <see cref="INetwork.Layout"/>, indexed in the shape that papers and PyTorch use.</summary>
    /// <param name="tensor">From 0 to <see cref="ParameterLayout.Parameters"/>' count − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no tensor at this position.</exception>
    ParameterView<TNumber> View(int tensor);

    /// <summary>Computes the outputs of any number of rows.</summary>
    /// <param name="x">The inputs, row after row, <see cref="INetwork.InputSize"/> numbers each; of several inputs, a row holds a row of each, one after the
    /// other. Tokens are whole numbers here.</param>
    /// <param name="y">Receives the outputs, row after row, <see cref="INetwork.OutputSize"/> numbers each; several outputs are laid out as several inputs are.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap; nothing was written.</exception>
    void Predict(ReadOnlySpan<TNumber> x, Span<TNumber> y);
}

/// <summary>A generated network of a known type.</summary>
/// <typeparam name="TSelf">The network's class.</typeparam>
/// <typeparam name="TNumber"><see cref="float"/>, or <see cref="double"/> where the declaration says so.</typeparam>
public interface INetwork<TSelf, TNumber> : INetwork<TNumber>
    where TSelf : INetwork<TSelf, TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    /// <summary>Reads a network from a safetensors file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFileException">The file is malformed, or does not hold this network's tensors; the message names what differs.</exception>
    static abstract TSelf Load(string path);

    /// <summary>Reads a network from a safetensors file that may hold more than finite floating-point numbers.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What else is accepted.</param>
    /// <exception cref="ModelFileException">The file is malformed, or does not hold this network's tensors; the message names what differs.</exception>
    static abstract TSelf Load(string path, LoadOptions options);
}

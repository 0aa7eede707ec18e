using System.Numerics;
using Adjoint.Data;
using Adjoint.Runtime;

namespace Adjoint;

/// <summary>
/// A network as one of its objectives trains it: the inputs and targets alone that its losses need, and steps that change what it trains and nothing else. It has the parameters, the files and the
/// counters of the network; a gradient is as long as the network's, with zeros for what is not trained.
/// </summary>
/// <typeparam name="TNumber"><see cref="float"/>, or <see cref="double"/> where the declaration says so.</typeparam>
public sealed class Objective<TNumber> : ITrainableNetwork<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    private readonly NetworkRunner<TNumber> runner;

    internal Objective(string name, INetwork<TNumber> network, NetworkRunner<TNumber> runner) => (Name, Network, this.runner) = (name, network, runner);

    /// <summary>The objective's name.</summary>
    public string Name { get; }

    /// <summary>The network.</summary>
    public INetwork<TNumber> Network { get; }

    /// <inheritdoc/>
    public ParameterLayout Layout => Network.Layout;

    /// <inheritdoc/>
    public string Summary => Network.Summary;

    /// <inheritdoc/>
    public Precision Precision => Network.Precision;

    /// <summary>The inputs that the losses depend on.</summary>
    public IReadOnlyList<Port> Inputs => runner.Program.Inputs;

    /// <summary>The outputs that the losses judge.</summary>
    public IReadOnlyList<Port> Outputs => runner.Program.Outputs;

    /// <summary>What the losses compare outputs with, as far as the caller gives it.</summary>
    public IReadOnlyList<Port> Targets => runner.Program.Targets;

    /// <inheritdoc/>
    public int InputSize => runner.Program.InputSize;

    /// <inheritdoc/>
    public int OutputSize => runner.Program.OutputSize;

    /// <inheritdoc/>
    public Span<TNumber> Parameters => Network.Parameters;

    /// <inheritdoc/>
    public int Threads
    {
        get => Network.Threads;
        set => Network.Threads = value;
    }

    /// <summary>The number of gradients computed so far, of all objectives of the network together; it decides the masks of dropout, and noise.</summary>
    public long TrainingStep
    {
        get => Network.TrainingStep;
        set => Network.TrainingStep = value;
    }

    /// <summary>What it trains.</summary>
    internal TrainedPart? Part => runner.TrainedPart;

    /// <inheritdoc/>
    public ParameterView<TNumber> View(int tensor) => Network.View(tensor);

    /// <summary>Computes the outputs that the losses judge.</summary>
    /// <inheritdoc/>
    public void Predict(MiniBatch batch, params PortRows[] outputs) => runner.Predict(batch, outputs);

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<TNumber> x, Span<TNumber> y) => runner.PredictSideBySide(x, y);

    /// <summary>Writes the parameters of the whole network to a safetensors file.</summary>
    /// <param name="path">The file; one that is there is replaced when the new one is complete.</param>
    public void Save(string path) => Network.Save(path);

    /// <summary>Writes what the whole network predicts as an ONNX file.</summary>
    /// <inheritdoc/>
    public void SaveOnnx(string path) => Network.SaveOnnx(path);

    /// <inheritdoc/>
    public TNumber Loss(MiniBatch batch) => runner.Loss(batch);

    /// <inheritdoc/>
    public TNumber Gradient(MiniBatch batch, Span<TNumber> gradient) => runner.Gradient(batch, gradient);

    /// <inheritdoc/>
    public TNumber TrainStep(MiniBatch batch, Optimizer optimizer) => runner.TrainStep(batch, optimizer);

    /// <inheritdoc/>
    public double Gradient(MiniBatch batch, GradientBuffer gradient) => runner.Gradient(batch, gradient);

    /// <inheritdoc/>
    public bool Apply(GradientBuffer gradient, Optimizer optimizer) => runner.Apply(gradient, optimizer);

    /// <inheritdoc/>
    public void AddLoss(MiniBatch batch, LossSum sum) => runner.AddLoss(batch, sum);

    /// <inheritdoc/>
    public void Inspect(MiniBatch batch, LayerObserver see) => runner.Inspect(batch, see);

    double ITrainable.TrainStep(MiniBatch batch, Optimizer optimizer) => double.CreateTruncating(runner.TrainStep(batch, optimizer));

    /// <summary>Ties an optimizer to this objective.</summary>
    internal void Bind(Optimizer optimizer) => runner.Bind(optimizer);

    /// <summary>Takes over those running statistics that follow its batches.</summary>
    internal void Accept(ReadOnlySpan<TNumber> statistics) => runner.Accept(statistics);

    /// <summary>The network and the objective.</summary>
    public override string ToString() => $"{Name} of {Layout.Network}";
}

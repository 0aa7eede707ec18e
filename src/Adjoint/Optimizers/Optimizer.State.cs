using System.Numerics;
using Adjoint.Runtime;

namespace Adjoint;

/// <summary>What an optimizer remembers from step to step: the number of steps, and its moments. All else about it is settings.</summary>
public abstract unsafe partial class Optimizer
{
    private AlignedBuffer[] moments = [];
    private AlignedBuffer<double>[] doubleMoments = [];
    private IReadOnlyList<OptimizerTensor>? state;

    /// <summary>
    /// The number of steps taken; the next one uses <c>LearningRate.At(Steps)</c>. <see cref="Load{T}(string, INetwork{T})"/> sets it, and so may you, to
    /// enter a schedule at another step.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long Steps
    {
        get;
        set => (field, rate) = (HyperParameter.Steps(value, least: 0, nameof(Steps)), null);
    }

    /// <summary>
    /// The moments as tensors, under the names and in the shapes of PyTorch: <c>dense1.weight.exp_avg</c>. Tensors of the network in its order, frozen ones
    /// and statistics left out, and of each all moments that the settings call for. Empty before the first step or <see cref="Load{T}(string, INetwork{T})"/>,
    /// and after disposal.
    /// </summary>
    public IReadOnlyList<OptimizerTensor> State => bound is null ? [] : state ??= ListState(boundLayout!);

    /// <summary>The moments, each as long as the parameter block; empty before the first step and after disposal.</summary>
    internal IReadOnlyList<AlignedBuffer> Moments => moments;

    /// <summary>What PyTorch calls the moments that the settings call for.</summary>
    private protected abstract string[] MomentNames { get; }

    /// <summary>
    /// Writes <see cref="Steps"/> and <see cref="State"/> to a safetensors file, next to that of the network. An optimizer of the same settings that
    /// <see cref="Load{T}(string, INetwork{T})">loads</see> it goes on bit for bit as this one would.
    /// </summary>
    /// <param name="path">The file; an older one is replaced as a whole, or not at all.</param>
    /// <exception cref="InvalidOperationException">The optimizer has no network yet, and so nothing to save.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer has been disposed of.</exception>
    /// <exception cref="IOException">The file cannot be written; an older one of that name is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory may not be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ObjectDisposedException.ThrowIf(disposed, this);
        if (bound is null)
            throw new InvalidOperationException($"This {GetType().Name} optimizer has not taken a step, so there is nothing to save. Train a network with it first.");
        if (bound is ParameterBlock<double>)
            Save<double>(path);
        else
            Save<float>(path);
    }

    /// <summary>
    /// Restores <see cref="Steps"/> and <see cref="State"/> from a file that <see cref="Save"/> has written, and ties the optimizer to
    /// <paramref name="network"/>, whose parameters have a file of their own. Settings and the schedule are not in the file: create the optimizer with
    /// the same. Nothing is changed unless all can be read.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The network that the optimizer is to train, or trains already.</param>
    /// <exception cref="ModelFileException">The file is not one of an optimizer of this kind, of these settings and for such a network.</exception>
    /// <exception cref="InvalidOperationException">The optimizer belongs to another network, or its settings contradict each other.</exception>
    /// <exception cref="ArgumentException">The network has no parameters.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer has been disposed of.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public void Load<T>(string path, INetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        RequireParameters(network.Layout);
        Load(path, network.View(0).Block, (network as Objective<T>)?.Part);
    }

    private static void RequireParameters(ParameterLayout layout)
    {
        if (layout.Parameters.Count == 0)
            throw new ArgumentException($"Network '{layout.Network}' has no parameters, so an optimizer keeps nothing for it. Load the state of a network that learns.", "network");
    }

    private void Save<T>(string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = OptimizerFile.Room<T>(boundLayout!, MomentNames);
        for (var i = 0; i < MomentNames.Length; i++)
            Buffer<T>(i).Span.CopyTo(OptimizerFile.Of(values, i, MomentNames));
        AtomicFile.Write(path, stream => OptimizerFile.Write(stream, values, GetType().Name, Steps));
    }

    private void Load<T>(string path, ParameterBlock<T> parameters, TrainedPart? part)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        CheckFor(parameters, part);
        // Reading may still fail half-way: the values are collected aside and handed over when all are there.
        var values = OptimizerFile.Room<T>(parameters.Layout, MomentNames);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var steps = OptimizerFile.Read(stream, path, values, GetType().Name, MomentNames);

        Attach(parameters, part);
        for (var i = 0; i < MomentNames.Length; i++)
            OptimizerFile.Of(values, i, MomentNames).CopyTo(Buffer<T>(i).Span);
        Steps = steps;
    }

    private AlignedBuffer<T> Buffer<T>(int moment)
        where T : unmanaged => typeof(T) == typeof(double) ? (AlignedBuffer<T>)(object)doubleMoments[moment] : (AlignedBuffer<T>)(object)moments[moment];

    private List<OptimizerTensor> ListState(ParameterLayout layout)
    {
        var tensors = new List<OptimizerTensor>();
        foreach (var parameter in layout.Parameters.Where(static p => p.IsTrained))
        {
            for (var i = 0; i < MomentNames.Length; i++)
                tensors.Add(new($"{parameter.Name}.{MomentNames[i]}", parameter, moments.ElementAtOrDefault(i), doubleMoments.ElementAtOrDefault(i)));
        }
        return tensors;
    }

    private AlignedBuffer<T>[] Buffers<T>(int count)
        where T : unmanaged
    {
        var buffers = new AlignedBuffer<T>[MomentNames.Length];
        for (var i = 0; i < buffers.Length; i++)
            buffers[i] = new AlignedBuffer<T>(count);
        return buffers;
    }

    /// <summary>The first value of a moment.</summary>
    private protected T* Moment<T>(int index)
        where T : unmanaged => typeof(T) == typeof(double) ? (T*)doubleMoments[index].Pointer : (T*)moments[index].Pointer;
}

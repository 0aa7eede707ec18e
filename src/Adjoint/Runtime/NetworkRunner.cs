using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>Runs a generated network: checks what users pass, lends memory, and shares blocks out to threads.</summary>
/// <param name="program">The network's passes.</param>
/// <param name="seed">The seed of its parameters and of dropout.</param>
/// <param name="parameters">The parameters.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe partial class NetworkRunner<T>(NetworkProgram<T> program, long seed, ParameterBlock<T> parameters)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A runner of a network with parameters of its own.</summary>
    public NetworkRunner(NetworkProgram<T> program, long seed)
        : this(program, seed, new ParameterBlock<T>(program.Layout, seed))
    {
    }

    private readonly ulong seed = (ulong)seed;
    private readonly WorkspacePool<T> pool = new();
    private int threads = Math.Min(Environment.ProcessorCount, Workers.MaxThreads);

    /// <summary>The network's parameters.</summary>
    public ParameterBlock<T> Parameters { get; } = parameters;

    /// <summary>The number of finite gradients computed so far.</summary>
    public long TrainingStep { get; set; }

    /// <summary>The most threads that a call may use.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int Threads
    {
        get => threads;
        set
        {
            if (value < 1)
                throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(Threads)} is {value}; it must be at least 1.");
            threads = Math.Min(value, Workers.MaxThreads);
        }
    }

    /// <summary>Computes the outputs of some rows.</summary>
    /// <param name="inputs">One for each input.</param>
    /// <param name="outputs">One for each output.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Predict(Feed* inputs, Feed* outputs)
    {
        var rows = Checks.Inputs(program, inputs);
        Checks.Outputs(program, Parameters, rows, inputs, outputs);
        Compute(program, inputs, outputs, rows);
    }

    /// <summary>The mean loss over some rows: the sum of all losses, each with its weight.</summary>
    /// <param name="inputs">One for each input.</param>
    /// <param name="targets">One for each target.</param>
    [SkipLocalsInit]
    public T Loss(Feed* inputs, Feed* targets)
    {
        var scales = stackalloc T[program.Losses.Length];
        return TrainingPasses<T>.Run(WaveWork<T>.Evaluation, program, Parameters, pool, BatchData<T>.Of(program, inputs, targets, scales), gradient: null, seed, step: 0, threads);
    }

    /// <summary>Writes the parameters to a file.</summary>
    public void Save(string path) => ModelFile.Save(path, Parameters);

    /// <summary>Writes the network as an ONNX file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the graph.</param>
    public void SaveOnnx(string path, Action<OnnxGraph> write) => OnnxFile.Save(path, Parameters, write);

    /// <summary>Takes rows that were checked through a network: a few one by one, more of them in lane blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Compute(NetworkProgram<T> network, Feed* inputs, Feed* outputs, int rows)
    {
        if (rows < Prediction<T>.FewRows && network.ByPosition is null)
            Prediction<T>.RowByRow(network, Parameters, pool, inputs, outputs, rows);
        else
            Prediction<T>.ByBlocks(network, Parameters, pool, inputs, outputs, rows, threads);
        GC.KeepAlive(Parameters);
    }

    /// <summary>Reads the parameters from a file; what it accepts besides finite floating-point numbers, <paramref name="options"/> say.</summary>
    public void Load(string path, LoadOptions? options = null) => ModelFile.Load(path, Parameters, options);
}

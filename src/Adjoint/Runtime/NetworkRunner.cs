using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>Runs a generated network: checks what users pass, lends memory, and shares blocks out to threads.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe partial class NetworkRunner<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkProgram<T> program;
    private readonly ulong seed;
    private readonly WorkspacePool<T> pool;
    private int threads = Math.Min(Environment.ProcessorCount, Workers.MaxThreads);
    private long trainingStep;

    /// <summary>A runner of a network whose parameters are there.</summary>
    /// <param name="program">The network's passes.</param>
    /// <param name="seed">The seed of its parameters and of dropout.</param>
    /// <param name="parameters">The parameters.</param>
    public NetworkRunner(NetworkProgram<T> program, long seed, ParameterBlock<T> parameters)
        : this(program, (ulong)seed, parameters, new WorkspacePool<T>())
    {
    }

    private NetworkRunner(NetworkProgram<T> program, ulong seed, ParameterBlock<T> parameters, WorkspacePool<T> pool) =>
        (this.program, this.seed, Parameters, this.pool) = (program, seed, parameters, pool);

    /// <summary>A runner of a network with parameters of its own.</summary>
    public NetworkRunner(NetworkProgram<T> program, long seed)
        : this(program, seed, new ParameterBlock<T>(program.Layout, seed))
    {
    }

    /// <summary>The network's parameters.</summary>
    public ParameterBlock<T> Parameters { get; }

    /// <summary>The number of finite gradients computed so far; a network and its objectives count together.</summary>
    public long TrainingStep
    {
        get => Whole.trainingStep;
        set => Whole.trainingStep = value;
    }

    /// <summary>The most threads that a call may use.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int Threads
    {
        get => Whole.threads;
        set
        {
            if (value < 1)
                throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(Threads)} is {value}; it must be at least 1.");
            Whole.threads = Math.Min(value, Workers.MaxThreads);
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
        return TrainingPasses<T>.Run(WaveWork<T>.Evaluation, program, Parameters, pool, BatchData<T>.Of(program, inputs, targets, scales), gradient: null, seed, step: 0, Threads);
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
            Prediction<T>.ByBlocks(network, Parameters, pool, inputs, outputs, rows, Threads);
        GC.KeepAlive(Parameters);
    }

    /// <summary>Reads the parameters from a file; what it accepts besides finite floating-point numbers, <paramref name="options"/> say.</summary>
    public void Load(string path, LoadOptions? options = null) => ModelFile.Load(path, Parameters, options);
}

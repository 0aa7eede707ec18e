using System.ComponentModel;
using System.Runtime.CompilerServices;
using Adjoint.Data;

namespace Adjoint.Runtime;

/// <summary>Runs a generated network: checks what users pass, lends memory, and shares blocks out to threads.</summary>
/// <param name="program">The network's passes.</param>
/// <param name="seed">The seed of its parameters and of dropout.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe partial class NetworkRunner(NetworkProgram program, ulong seed)
{
    private readonly WorkspacePool pool = new();
    private AlignedBuffer? gradientOfStep;
    private int threads = Math.Min(Environment.ProcessorCount, Workers.MaxThreads);

    /// <summary>The network's parameters.</summary>
    public ParameterBlock Parameters { get; } = new(program.Layout, seed);

    /// <summary>The number of gradients computed so far.</summary>
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
    public void Predict(Feed* inputs, Feed* outputs)
    {
        var rows = Checks.Inputs(program, inputs);
        Checks.Outputs(program, Parameters, rows, inputs, outputs);
        if (rows < Prediction.FewRows)
            Prediction.RowByRow(program, Parameters, pool, inputs, outputs, rows);
        else
            Prediction.ByBlocks(program, Parameters, pool, inputs, outputs, rows, threads);
        GC.KeepAlive(Parameters);
    }

    /// <summary>The mean loss over some rows: the sum of all losses, each with its weight.</summary>
    /// <param name="inputs">One for each input.</param>
    /// <param name="targets">One for each target.</param>
    [SkipLocalsInit]
    public float Loss(Feed* inputs, Feed* targets)
    {
        var scales = stackalloc float[program.Losses.Length];
        return TrainingPasses.Run(program, Parameters, pool, BatchData.Of(program, inputs, targets, scales), gradient: null, seed, step: 0, threads);
    }

    /// <summary>The mean loss over some rows and its gradient.</summary>
    [SkipLocalsInit]
    public float Gradient(Feed* inputs, Feed* targets, Span<float> gradient)
    {
        Checks.Gradient(program, Parameters, inputs, gradient);
        var scales = stackalloc float[program.Losses.Length];
        var data = BatchData.Of(program, inputs, targets, scales);
        var buffer = pool.Rent(program.Layout.Count);
        var loss = TrainingPasses.Run(program, Parameters, pool, data, buffer, seed, (ulong)TrainingStep++, threads);
        buffer.Span[..gradient.Length].CopyTo(gradient);
        pool.Return(buffer);
        return loss;
    }

    /// <summary>One step of training.</summary>
    [SkipLocalsInit]
    public float TrainStep(Feed* inputs, Feed* targets, Optimizer optimizer)
    {
        var scales = stackalloc float[program.Losses.Length];
        return TrainStep(BatchData.Of(program, inputs, targets, scales), optimizer);
    }

    /// <summary>One step of training on a mini-batch, for a network of one target.</summary>
    [SkipLocalsInit]
    public float TrainStep(MiniBatch batch, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var scales = stackalloc float[program.Losses.Length];
        fixed (int* labels = batch.Labels)
        fixed (float* numbers = batch.Targets)
        {
            var target = program.Targets[0].IsClasses ? new Feed(labels, batch.Labels.Length) : new Feed(numbers, batch.Targets.Length);
            return TrainStep(BatchData.Of(program, batch, &target, scales), optimizer);
        }
    }

    /// <summary>Writes the parameters to a file.</summary>
    public void Save(string path) => ModelFile.Save(path, Parameters);

    /// <summary>Reads the parameters from a file.</summary>
    public void Load(string path) => ModelFile.Load(path, Parameters);

    private float TrainStep(scoped in BatchData data, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        optimizer.Bind(Parameters);
        var gradient = gradientOfStep ??= new AlignedBuffer(program.Layout.Count);
        var loss = TrainingPasses.Run(program, Parameters, pool, data, gradient, seed, (ulong)TrainingStep++, threads);
        if (float.IsFinite(loss))
            optimizer.Step(Parameters, gradient, threads);
        return loss;
    }
}

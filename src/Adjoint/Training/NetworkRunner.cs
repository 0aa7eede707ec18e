using System.ComponentModel;
using Adjoint.Data;

namespace Adjoint.Runtime;

/// <summary>Runs a generated network: checks what users pass, lends memory, and shares blocks out to threads.</summary>
/// <param name="program">The network's passes.</param>
/// <param name="seed">The seed of its parameters and of dropout.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NetworkRunner(NetworkProgram program, ulong seed)
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
    public void Predict(ReadOnlySpan<float> x, Span<float> y)
    {
        var rows = Checks.Rows(program, x.Length, nameof(x));
        Checks.Outputs(program, Parameters, rows, x, y);
        if (rows < Prediction.FewRows)
            Prediction.RowByRow(program, Parameters, pool, x, y);
        else
            Prediction.ByBlocks(program, Parameters, pool, x, y, rows, threads);
        GC.KeepAlive(Parameters);
    }

    /// <summary>The mean loss over some rows.</summary>
    public float Loss(ReadOnlySpan<float> x, ReadOnlySpan<int> labels) => Loss(BatchData.Of(program, x, labels));

    /// <inheritdoc cref="Loss(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public float Loss(ReadOnlySpan<float> x, ReadOnlySpan<float> targets) => Loss(BatchData.Of(program, x, targets));

    /// <summary>The mean loss over some rows and its gradient.</summary>
    public float Gradient(ReadOnlySpan<float> x, ReadOnlySpan<int> labels, Span<float> gradient)
    {
        Checks.Gradient(Parameters, x, gradient);
        return Gradient(BatchData.Of(program, x, labels), gradient);
    }

    /// <inheritdoc cref="Gradient(ReadOnlySpan{float}, ReadOnlySpan{int}, Span{float})"/>
    public float Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> targets, Span<float> gradient)
    {
        Checks.Gradient(Parameters, x, gradient);
        return Gradient(BatchData.Of(program, x, targets), gradient);
    }

    /// <summary>One step of training.</summary>
    public float TrainStep(ReadOnlySpan<float> x, ReadOnlySpan<int> labels, Optimizer optimizer) => TrainStep(BatchData.Of(program, x, labels), optimizer);

    /// <inheritdoc cref="TrainStep(ReadOnlySpan{float}, ReadOnlySpan{int}, Optimizer)"/>
    public float TrainStep(ReadOnlySpan<float> x, ReadOnlySpan<float> targets, Optimizer optimizer) => TrainStep(BatchData.Of(program, x, targets), optimizer);

    /// <inheritdoc cref="TrainStep(ReadOnlySpan{float}, ReadOnlySpan{int}, Optimizer)"/>
    public float TrainStep(MiniBatch batch, Optimizer optimizer) => TrainStep(BatchData.Of(program, batch), optimizer);

    /// <summary>Writes the parameters to a file.</summary>
    public void Save(string path) => ModelFile.Save(path, Parameters);

    /// <summary>Reads the parameters from a file.</summary>
    public void Load(string path) => ModelFile.Load(path, Parameters);

    private float Loss(scoped in BatchData data) =>
        TrainingPasses.Run(program, Parameters, pool, data, gradient: null, seed, step: 0, threads);

    private float Gradient(scoped in BatchData data, Span<float> gradient)
    {
        var buffer = pool.Rent(program.Layout.Count);
        var loss = TrainingPasses.Run(program, Parameters, pool, data, buffer, seed, (ulong)TrainingStep++, threads);
        buffer.Span[..gradient.Length].CopyTo(gradient);
        pool.Return(buffer);
        return loss;
    }

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

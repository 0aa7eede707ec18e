using System.Numerics;
using System.Runtime.CompilerServices;
using Adjoint.Data;

namespace Adjoint.Runtime;

/// <summary>The same on mini-batches, whose rows are in lane blocks already.</summary>
public sealed unsafe partial class NetworkRunner<T>
{
    /// <summary>Computes the outputs of a batch.</summary>
    /// <param name="batch">The inputs; targets are not asked for.</param>
    /// <param name="outputs">Receives the rows of each output.</param>
    /// <exception cref="ArgumentException">The batch or an output does not fit; nothing was written.</exception>
    public void Predict(MiniBatch batch, ReadOnlySpan<PortRows> outputs) => Predict(batch, outputs, probabilities: null);

    /// <summary>The same with logits as probabilities.</summary>
    public void Probabilities(NetworkProgram<T> probabilities, MiniBatch batch, ReadOnlySpan<PortRows> outputs) => Predict(batch, outputs, probabilities);

    [SkipLocalsInit]
    private void Predict(MiniBatch batch, ReadOnlySpan<PortRows> outputs, NetworkProgram<T>? probabilities)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var inputs = stackalloc Feed[program.Inputs.Length];
        var rows = BatchFeeds<T>.Inputs(program, batch, inputs);
        var results = stackalloc Feed[program.Outputs.Length];
        Checks.Outputs(program, rows, outputs, results);
        Prediction<T>.ByBlocks(program, Parameters, pool, inputs, results, rows, Threads);
        if (probabilities is not null)
            Prediction<T>.ByBlocks(probabilities, Parameters, pool, results, results, rows, Threads);
        foreach (var output in outputs)
            output.Rows = rows;
        GC.KeepAlive(Parameters);
        GC.KeepAlive(batch);
    }

    /// <summary>The mean loss over a batch.</summary>
    [SkipLocalsInit]
    public T Loss(MiniBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Feed* inputs = stackalloc Feed[program.Inputs.Length], targets = stackalloc Feed[program.Targets.Length];
        var scales = stackalloc T[program.Losses.Length];
        return TrainingPasses<T>.Run(WaveWork<T>.Evaluation, program, Parameters, pool, BatchFeeds<T>.Of(program, batch, inputs, targets, scales), gradient: null, seed, step: 0, Threads);
    }

    /// <summary>Adds what a batch contributes to the mean loss of more rows.</summary>
    [SkipLocalsInit]
    public void AddLoss(MiniBatch batch, LossSum sum)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(sum);
        Feed* inputs = stackalloc Feed[program.Inputs.Length], targets = stackalloc Feed[program.Targets.Length];
        var count = program.Losses.Length;
        var scales = stackalloc T[count];
        sum.Begin(count);
        var data = BatchFeeds<T>.Of(program, batch, inputs, targets, sum.WeightsOnly ? null : scales);
        new Span<T>(scales, count).Fill(T.One);
        var sums = stackalloc double[count];
        new Span<double>(sums, count).Clear();
        if (!sum.WeightsOnly)
            TrainingPasses<T>.Run(WaveWork<T>.Evaluation, program, Parameters, pool, data, gradient: null, seed, step: 0, Threads, sums);
        for (var i = 0; i < count; i++)
        {
            var loss = program.Losses[i];
            sum.Add(i, sums[i], BatchData<T>.Weigh(program, loss, inputs, targets, data.Rows, nameof(batch)).Total, loss.Weight);
        }
    }

    /// <summary>The mean loss over a batch and its gradient.</summary>
    [SkipLocalsInit]
    public T Gradient(MiniBatch batch, Span<T> gradient)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Checks.Gradient(program, Parameters, null, gradient);
        Feed* inputs = stackalloc Feed[program.Inputs.Length], targets = stackalloc Feed[program.Targets.Length];
        var scales = stackalloc T[program.Losses.Length];
        return Gradient(BatchFeeds<T>.Of(program, batch, inputs, targets, scales), gradient);
    }

    /// <inheritdoc cref="Gradient(MiniBatch, Span{T})"/>
    public double Gradient(MiniBatch batch, GradientBuffer gradient)
    {
        var values = Checked(gradient);
        if (gradient.Shards is not { } shards)
            return double.CreateTruncating(Gradient(batch, values.Span));
        Gradients(batch, shards, values);
        return double.NaN;
    }

    /// <summary>The last part of a step of training, with a gradient from elsewhere; returns whether it was taken.</summary>
    public bool Apply(GradientBuffer gradient, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        var values = Checked(gradient);
        Enter();
        try
        {
            Bind(optimizer);
            return optimizer.Step(Parameters, values, Threads);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>The same with a gradient that is in a user's memory.</summary>
    public bool Apply(ReadOnlySpan<T> gradient, Optimizer optimizer)
    {
        if (gradient.Length != program.Layout.Count)
            throw new ArgumentException($"'{program.Layout.Network}' has {program.Layout.Count} parameters; 'gradient' has {gradient.Length} values. Make it ParameterCount long.", nameof(gradient));
        ArgumentNullException.ThrowIfNull(optimizer);
        Enter();
        // The optimizer reads whole vectors, so that the gradient needs a place of its own.
        var values = pool.Rent(program.Layout.Count);
        try
        {
            gradient.CopyTo(values.Span);
            Bind(optimizer);
            return optimizer.Step(Parameters, values, Threads);
        }
        finally
        {
            Leave();
            pool.Return(values);
        }
    }

    /// <summary>One step of training on a batch.</summary>
    [SkipLocalsInit]
    public T TrainStep(MiniBatch batch, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Feed* inputs = stackalloc Feed[program.Inputs.Length], targets = stackalloc Feed[program.Targets.Length];
        var scales = stackalloc T[program.Losses.Length];
        return TrainStep(BatchFeeds<T>.Of(program, batch, inputs, targets, scales), optimizer);
    }

    /// <summary>The product of the mean loss's Hessian with a direction of the parameters; returns the loss's derivative along it.</summary>
    [SkipLocalsInit]
    public T HessianVectorProduct(NetworkProgram<T> derivative, MiniBatch batch, ReadOnlySpan<T> direction, Span<T> product)
    {
        ArgumentNullException.ThrowIfNull(derivative);
        ArgumentNullException.ThrowIfNull(batch);
        Feed* inputs = stackalloc Feed[program.Inputs.Length], targets = stackalloc Feed[program.Targets.Length];
        var scales = stackalloc T[program.Losses.Length];
        return HessianVectorProduct(derivative, BatchFeeds<T>.Of(derivative, batch, inputs, targets, scales), direction, product);
    }

    /// <summary>The gradient of each row's own loss, or its norm.</summary>
    [SkipLocalsInit]
    public void RowGradients(NetworkProgram<T> derivative, MiniBatch batch, Span<T> results, string argument)
    {
        ArgumentNullException.ThrowIfNull(derivative);
        ArgumentNullException.ThrowIfNull(batch);
        Feed* inputs = stackalloc Feed[program.Inputs.Length], targets = stackalloc Feed[program.Targets.Length];
        var scales = stackalloc T[program.Losses.Length];
        RowGradients(derivative, BatchFeeds<T>.Of(derivative, batch, inputs, targets, scales), results, argument);
    }

    private AlignedBuffer<T> Checked(GradientBuffer gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        if (!ReferenceEquals(gradient.Layout, program.Layout))
            throw new ArgumentException($"This is room for a gradient of '{gradient.Layout.Network}'; make one for '{program.Layout.Network}'.", nameof(gradient));
        return gradient.Buffer<T>();
    }
}

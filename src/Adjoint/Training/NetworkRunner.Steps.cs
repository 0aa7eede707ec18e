using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>
/// Gradients and steps of training. A step is accepted as a whole or leaves everything as it was: parameters, running statistics, the optimizer's moments, and the counters
/// that decide what dropout draws next.
/// </summary>
public sealed unsafe partial class NetworkRunner<T>
{
    private AlignedBuffer<T>? gradientOfStep;
    private AlignedBuffer<T>? running;
    private int isTraining;

    /// <summary>The mean loss over some rows and its gradient.</summary>
    [SkipLocalsInit]
    public T Gradient(Feed* inputs, Feed* targets, Span<T> gradient)
    {
        Checks.Gradient(program, Parameters, inputs, gradient);
        var scales = stackalloc T[program.Losses.Length];
        return Gradient(BatchData<T>.Of(program, inputs, targets, scales), gradient);
    }

    /// <summary>One step of training.</summary>
    [SkipLocalsInit]
    public T TrainStep(Feed* inputs, Feed* targets, Optimizer optimizer)
    {
        var scales = stackalloc T[program.Losses.Length];
        return TrainStep(BatchData<T>.Of(program, inputs, targets, scales), optimizer);
    }

    private T Gradient(scoped in BatchData<T> data, Span<T> gradient)
    {
        Enter();
        try
        {
            var loss = Differentiate(data, out var computed);
            computed.Span.CopyTo(gradient);
            if (T.IsFinite(loss) && FiniteNumbers<T>.AreAll(computed.Pointer, computed.Length, threads))
                Accept();
            return loss;
        }
        finally
        {
            Leave();
        }
    }

    /// <returns>The loss before the step; NaN also where the loss is finite and the gradient is not.</returns>
    private T TrainStep(scoped in BatchData<T> data, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        Enter();
        try
        {
            optimizer.Bind(Parameters);
            var loss = Differentiate(data, out var gradient);
            if (!T.IsFinite(loss))
                return loss;
            if (!optimizer.Step(Parameters, gradient, threads))
                return T.NaN;
            Accept();
            return loss;
        }
        finally
        {
            Leave();
        }
    }

    private T Differentiate(scoped in BatchData<T> data, out AlignedBuffer<T> gradient)
    {
        gradient = gradientOfStep ??= new AlignedBuffer<T>(program.Layout.Count);
        var following = data;
        if (program.Layout.Statistics > 0)
        {
            running ??= new AlignedBuffer<T>(program.Layout.Statistics);
            Parameters.Statistics.CopyTo(running.Span);
            following.Running = running.Pointer;
        }
        var loss = TrainingPasses<T>.Run(program, Parameters, pool, following, gradient, seed, (ulong)TrainingStep, threads);
        GC.KeepAlive(running);
        return loss;
    }

    private void Accept()
    {
        TrainingStep++;
        running?.Span.CopyTo(Parameters.Statistics);
    }

    /// <summary>Two threads would read each other's halves of a step.</summary>
    private void Enter()
    {
        if (Interlocked.Exchange(ref isTraining, 1) != 0)
        {
            throw new InvalidOperationException(
                $"Another thread is training '{program.Layout.Network}' at this moment. A network takes one step at a time, on several threads if {nameof(Threads)} allows it; "
                + "to train on several threads of your own, give each a network and an optimizer of its own.");
        }
    }

    private void Leave() => Volatile.Write(ref isTraining, 0);
}

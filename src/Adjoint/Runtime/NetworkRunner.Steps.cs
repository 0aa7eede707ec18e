using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>
/// Gradients and steps of training. A step is accepted as a whole or leaves everything as it was: parameters, running statistics, the optimizer's moments, and the counters
/// that decide what dropout draws next.
/// </summary>
public sealed unsafe partial class NetworkRunner<T>
{
    private AlignedBuffer<T>? gradientOfStep;
    private AlignedBuffer<T>? moving;
    private TouchedRows<T>? touched;
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
        Computed(program, data, gradient, out var loss);
        return loss;
    }

    /// <summary>The loss and its gradient; returns whether both are finite.</summary>
    private bool Computed(NetworkProgram<T> running, scoped in BatchData<T> data, Span<T> gradient, out T loss)
    {
        Enter();
        try
        {
            loss = Differentiate(running, data, out var computed);
            computed.Span.CopyTo(gradient);
            if (!T.IsFinite(loss) || !FiniteNumbers<T>.AreAll(computed.Pointer, computed.Length, Touched, Threads))
                return false;
            Accept();
            return true;
        }
        finally
        {
            Leave();
        }
    }

    private T TrainStep(scoped in BatchData<T> data, Optimizer optimizer)
    {
        Stepped(program, data, optimizer, out var loss);
        return loss;
    }

    /// <summary>One step; returns whether it was taken.</summary>
    /// <param name="running">The program of training.</param>
    /// <param name="data">The rows.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="loss">The loss before the step; NaN also where the loss is finite and the gradient is not.</param>
    private bool Stepped(NetworkProgram<T> running, scoped in BatchData<T> data, Optimizer optimizer, out T loss)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        Enter();
        try
        {
            Bind(optimizer);
            loss = Differentiate(running, data, out var gradient);
            if (!T.IsFinite(loss))
                return false;
            if (!optimizer.Step(Parameters, gradient, Touched, Threads))
            {
                loss = T.NaN;
                return false;
            }
            Accept();
            return true;
        }
        finally
        {
            Leave();
        }
    }

    private T Differentiate(NetworkProgram<T> running, scoped in BatchData<T> data, out AlignedBuffer<T> gradient)
    {
        gradient = gradientOfStep ??= new AlignedBuffer<T>(program.Layout.Count);
        var following = data;
        if (program.Tables.Length > 0)
        {
            touched ??= new TouchedRows<T>(program.Tables, program.Layout.Count);
            touched.Follow(data, gradient);
            following.TablesAreClear = true;
        }
        Follow(ref following);
        var loss = TrainingPasses<T>.Run(running == program ? WaveWork<T>.Training : WaveWork<T>.Carrying, running, Parameters, pool, following, gradient, seed, (ulong)TrainingStep, Threads);
        GC.KeepAlive(moving);
        return loss;
    }

    /// <summary>Where the gradient may be other than zero; nothing where it may be so everywhere.</summary>
    private ReadOnlySpan<int> Touched => touched is null ? [] : touched.Ranges;

    private void Accept()
    {
        TrainingStep++;
        AcceptStatistics();
    }

    /// <summary>Two threads would read each other's halves of a step.</summary>
    private void Enter()
    {
        if (Interlocked.Exchange(ref Whole.isTraining, 1) != 0)
        {
            throw new InvalidOperationException(
                $"Another thread is training '{program.Layout.Network}' at this moment. A network takes one step at a time, on several threads if {nameof(Threads)} allows it; "
                + "to train on several threads of your own, give each a network and an optimizer of its own.");
        }
    }

    private void Leave() => Volatile.Write(ref Whole.isTraining, 0);
}

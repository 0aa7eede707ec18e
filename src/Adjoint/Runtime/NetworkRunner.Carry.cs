using System.Runtime.CompilerServices;
using Adjoint.Data;

namespace Adjoint.Runtime;

/// <summary>Training on the next steps of longer sequences: loops begin with a state, and leave in it what the last step has left.</summary>
public sealed unsafe partial class NetworkRunner<T>
{
    /// <summary>One step of training. The state is taken further if the step is taken.</summary>
    /// <param name="carry">The program, whose last inputs are the states, and whose results.</param>
    /// <param name="state">What is remembered.</param>
    /// <param name="inputs">One for each input.</param>
    /// <param name="targets">One for each target.</param>
    /// <param name="optimizer">The optimizer.</param>
    public T TrainStep(NetworkProgram<T> carry, NetworkState<T> state, Feed* inputs, Feed* targets, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        return Carry(carry, state, inputs, targets, optimizer, gradient: []);
    }

    /// <summary>The same on a mini-batch.</summary>
    public T TrainStep(NetworkProgram<T> carry, NetworkState<T> state, MiniBatch batch, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        return Carry(carry, state, batch, optimizer, gradient: []);
    }

    /// <summary>The mean loss and its gradient. The state is taken further if both are finite.</summary>
    /// <param name="carry">The program.</param>
    /// <param name="state">What is remembered.</param>
    /// <param name="inputs">One for each input.</param>
    /// <param name="targets">One for each target.</param>
    /// <param name="gradient">Receives the gradient.</param>
    public T Gradient(NetworkProgram<T> carry, NetworkState<T> state, Feed* inputs, Feed* targets, Span<T> gradient)
    {
        Checks.Gradient(program, Parameters, inputs, gradient);
        return Carry(carry, state, inputs, targets, optimizer: null, gradient);
    }

    /// <summary>The same on a mini-batch.</summary>
    public T Gradient(NetworkProgram<T> carry, NetworkState<T> state, MiniBatch batch, Span<T> gradient)
    {
        Checks.Gradient(program, Parameters, null, gradient);
        return Carry(carry, state, batch, optimizer: null, gradient);
    }

    [SkipLocalsInit]
    private T Carry(NetworkProgram<T> carry, NetworkState<T> state, Feed* inputs, Feed* targets, Optimizer? optimizer, Span<T> gradient)
    {
        var scales = stackalloc T[program.Losses.Length];
        return Carry(carry, state, BatchData<T>.Of(program, inputs, targets, scales), optimizer, gradient);
    }

    [SkipLocalsInit]
    private T Carry(NetworkProgram<T> carry, NetworkState<T> state, MiniBatch batch, Optimizer? optimizer, Span<T> gradient)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Feed* inputs = stackalloc Feed[program.Inputs.Length], targets = stackalloc Feed[program.Targets.Length];
        var scales = stackalloc T[program.Losses.Length];
        return Carry(carry, state, BatchFeeds<T>.Of(program, batch, inputs, targets, scales), optimizer, gradient);
    }

    [SkipLocalsInit]
    private T Carry(NetworkProgram<T> carry, NetworkState<T> state, BatchData<T> data, Optimizer? optimizer, Span<T> gradient)
    {
        ArgumentNullException.ThrowIfNull(carry);
        ArgumentNullException.ThrowIfNull(state);
        state.Enter(this);
        try
        {
            if (data.Rows != state.Rows)
            {
                var given = data.Owner is null ? program.Inputs[0].Name : "the batch";
                throw new ArgumentException($"The state of '{program.Layout.Network}' has {state.Rows} rows, and {given} {data.Rows}; make one by NewState({data.Rows}).", nameof(state));
            }
            var (count, numbers) = (carry.Outputs.Length, (long)state.Rows * carry.OutputSize);
            var x = stackalloc Feed[carry.Inputs.Length];
            var y = stackalloc Feed[count];
            for (var i = 0; i < program.Inputs.Length; i++)
                x[i] = data.Inputs[i];
            var room = pool.Rent(2 * numbers);
            state.Read(count, x + program.Inputs.Length, room.Pointer);
            state.Write(count, y, room.Pointer + numbers);
            // A row that no loss counts goes on all the same.
            data.Inputs = x;
            data.Results = y;
            data.Intake = RowIntake<T>.EveryRow;
            var isTaken = optimizer is not null ? Stepped(carry, data, optimizer, out var loss) : Computed(carry, data, gradient, out loss);
            if (isTaken)
            {
                state.Take(count, y);
                state.Advance(carry.CarriedSteps);
            }
            pool.Return(room);
            return loss;
        }
        finally
        {
            state.Leave();
        }
    }
}

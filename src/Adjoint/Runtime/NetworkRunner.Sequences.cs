using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>One step of a sequence at a time. What a step remembers comes in after its inputs and goes out after its outputs, and the two change places.</summary>
public sealed unsafe partial class NetworkRunner<T>
{
    /// <summary>What the network remembers before the first step.</summary>
    public NetworkState<T> NewState(NetworkProgram<T> steps, int rows) => new(this, steps, rows);

    /// <summary>Takes one step in each row.</summary>
    /// <param name="steps">The program of one step.</param>
    /// <param name="state">What is remembered.</param>
    /// <param name="inputs">One for each input.</param>
    /// <param name="outputs">One for each output.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Step(NetworkProgram<T> steps, NetworkState<T> state, Feed* inputs, Feed* outputs)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Enter(this);
        try
        {
            Checks.Step(steps, Parameters, state, inputs, outputs, count: 1);
            Take(steps, state, inputs, outputs, number: 0, count: 1);
        }
        finally
        {
            state.Leave();
        }
    }

    /// <summary>Takes several steps in each row; the outputs are those of the last. Where only keys and values go on from step to step, sixteen steps of a row are taken at once.</summary>
    /// <inheritdoc cref="Step"/>
    public void Prefill(NetworkProgram<T> steps, NetworkState<T> state, Feed* inputs, Feed* outputs)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Enter(this);
        try
        {
            var count = Checks.Prefill(steps, state, inputs);
            Checks.Step(steps, Parameters, state, inputs, outputs, count);
            for (var number = FillIn(steps, state, inputs, count); number < count; number++)
                Take(steps, state, inputs, outputs, number, count);
        }
        finally
        {
            state.Leave();
        }
    }

    /// <summary>Takes one of some steps whose inputs are side by side in each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Take(NetworkProgram<T> steps, NetworkState<T> state, Feed* inputs, Feed* outputs, int number, int count)
    {
        if (state.IsRowByRow)
            TakeRowByRow(steps, state, inputs, outputs, number, count);
        else
            TakeByBlocks(steps, state, inputs, outputs, number, count);
        state.Advance();
        GC.KeepAlive(Parameters);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TakeRowByRow(NetworkProgram<T> steps, NetworkState<T> state, Feed* inputs, Feed* outputs, int number, int count)
    {
        var (given, results, first) = (steps.GivenInputs, steps.GivenOutputs, steps.Inputs.Length - state.States.Length);
        var room = steps.RowScratch;
        for (var i = 0; i < first; i++)
            room += NetworkProgram<T>.RowInput(steps.Inputs[i]);
        var memory = pool.Rent(room);
        var x = stackalloc T*[steps.Inputs.Length];
        var y = stackalloc T*[steps.Outputs.Length];
        var scratch = memory.Pointer;
        for (var i = 0; i < first; i++)
        {
            x[i] = scratch;
            scratch += NetworkProgram<T>.RowInput(steps.Inputs[i]);
        }
        for (var row = 0; row < state.Rows; row++)
        {
            for (var i = 0; i < given; i++)
            {
                var size = steps.Inputs[i].Size;
                var start = steps.Steps!.Before(i) > 0 ? ((nint)row * count + number) * size : (nint)row * size;
                if (inputs[i].Layout == FeedLayout.Indices)
                    Prediction<T>.CopyRow(inputs[i].Indices + start, size, x[i]);
                else
                    Prediction<T>.CopyRow(inputs[i].Numbers<T>() + start, size, x[i], NetworkProgram<T>.RowInput(steps.Inputs[i]));
            }
            if (steps.Steps!.ReadsNumber)
                *x[given] = T.CreateTruncating(state.Taken(row));
            for (var i = 0; i < state.States.Length; i++)
                x[first + i] = state.Current(i) + (nint)row * NetworkState<T>.Stride(state.States[i]);
            steps.PredictRow(Parameters.Pointer, x, 1, scratch, y);
            for (var i = 0; i < steps.Outputs.Length; i++)
            {
                var size = steps.Outputs[i].Size;
                var target = i < results ? outputs[i].Numbers<T>() + (nint)row * size : state.Next(i - results) + (nint)row * NetworkState<T>.Stride(state.States[i - results]);
                new ReadOnlySpan<T>(y[i], size).CopyTo(new Span<T>(target, size));
            }
        }
        pool.Return(memory);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TakeByBlocks(NetworkProgram<T> steps, NetworkState<T> state, Feed* inputs, Feed* outputs, int number, int count)
    {
        var (rows, given, results, first) = (state.Rows, steps.GivenInputs, steps.GivenOutputs, steps.Inputs.Length - state.States.Length);
        var numbers = 0L;
        for (var i = 0; i <= given; i++)
            numbers += i < given ? (long)rows * steps.Inputs[i].Size : rows;
        var memory = pool.Rent(numbers);
        var x = stackalloc Feed[steps.Inputs.Length];
        var y = stackalloc Feed[steps.Outputs.Length];
        var place = memory.Pointer;
        for (var i = 0; i < given; i++)
        {
            x[i] = count == 1 || steps.Steps!.Before(i) == 0 ? inputs[i] : Gathered(inputs[i], steps.Inputs[i].Size, rows, number, count, place);
            place += (nint)rows * steps.Inputs[i].Size;
        }
        if (steps.Steps!.ReadsNumber)
        {
            for (var row = 0; row < rows; row++)
                ((int*)place)[row] = (int)state.Taken(row);
            x[given] = new Feed((int*)place, rows);
        }
        for (var i = 0; i < state.States.Length; i++)
        {
            var (length, isKept) = (rows * state.States[i].Size, i >= state.States.Length - state.Kept);
            x[first + i] = new Feed(state.Current(i), length, isKept ? FeedLayout.LanesInPlace : FeedLayout.Lanes);
            if (!isKept)
                y[results + i] = new Feed(state.Next(i), length, FeedLayout.Lanes);
        }
        for (var i = 0; i < results; i++)
            y[i] = outputs[i];
        Prediction<T>.ByBlocks(steps, Parameters, pool, x, y, rows, Threads);
        pool.Return(memory);
    }

    /// <summary>One step of each row, the rows one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Feed Gathered(Feed input, int size, int rows, int number, int count, T* place)
    {
        for (var row = 0; row < rows; row++)
        {
            var first = ((nint)row * count + number) * size;
            if (input.Layout == FeedLayout.Indices)
                new ReadOnlySpan<int>(input.Indices + first, size).CopyTo(new Span<int>((int*)place + (nint)row * size, size));
            else
                new ReadOnlySpan<T>(input.Numbers<T>() + first, size).CopyTo(new Span<T>(place + (nint)row * size, size));
        }
        return input.Layout == FeedLayout.Indices ? new Feed((int*)place, rows * size) : new Feed(place, rows * size);
    }
}

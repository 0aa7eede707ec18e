using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>Several steps of a row at once, each in a lane: all that they leave are keys and values, so that none waits for the output of another.</summary>
public sealed unsafe partial class NetworkRunner<T>
{
    /// <summary>Takes steps whose outputs nobody asks for: of some, all but the last. What is too few for the lanes is left.</summary>
    /// <returns>The number of steps that were taken.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int FillIn(NetworkProgram<T> steps, NetworkState<T> state, Feed* inputs, int count)
    {
        var most = steps.Fill is null || !state.IsRowByRow ? 0 : (int)Math.Clamp(steps.FillRoom - state.MostTaken, 0, count - 1);
        // A block of few steps costs as much as a full one: as with rows, below half of it one by one is faster.
        var filled = most % LaneBlocks.Rows < Prediction<T>.FewRows ? most / LaneBlocks.Rows * LaneBlocks.Rows : most;
        if (filled == 0)
            return 0;
        var (numbers, chunkRows) = (steps.FillScratch, steps.ChunkRows);
        for (var i = 0; i < steps.Inputs.Length - state.States.Length; i++)
            numbers += (long)chunkRows * steps.Inputs[i].Size;
        var memory = pool.Rent(numbers);
        for (var row = 0; row < state.Rows; row++)
        {
            for (var number = 0; number < filled; number += chunkRows)
                FillChunk(steps, state, inputs, row, (nint)row * count + number, number, Math.Min(chunkRows, filled - number), memory.Pointer);
        }
        pool.Return(memory);
        state.Advance(filled);
        GC.KeepAlive(Parameters);
        return filled;
    }

    /// <summary>Takes as many steps of a row as pass through the network together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillChunk(NetworkProgram<T> steps, NetworkState<T> state, Feed* inputs, int row, nint place, int number, int count, T* memory)
    {
        var (given, first) = (steps.GivenInputs, steps.Inputs.Length - state.States.Length);
        var x = stackalloc T*[steps.Inputs.Length];
        var y = stackalloc T*[1];
        for (var i = 0; i < first; i++)
        {
            x[i] = memory;
            var size = steps.Inputs[i].Size;
            for (var start = 0; start < count; start += LaneBlocks.Rows)
            {
                var lanes = memory + (nint)start * size;
                var some = Math.Min(LaneBlocks.Rows, count - start);
                if (i < given)
                    inputs[i].FillBlock(place + start, some, size, lanes);
                else
                    Number(state.Taken(row) + number + start, some, lanes);
            }
            memory += (nint)steps.ChunkRows * size;
        }
        for (var i = 0; i < state.States.Length; i++)
            x[first + i] = state.Current(i) + (nint)row * NetworkState<T>.Stride(state.States[i]);
        steps.Fill(Parameters.Pointer, x, LaneBlocks.Count(count), memory, y);
    }

    /// <summary>The numbers of some steps, one after the other, and 0 for the lanes that are empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Number(long first, int count, T* lanes)
    {
        for (var lane = 0; lane < LaneBlocks.Rows; lane++)
            lanes[lane] = lane < count ? T.CreateTruncating(first + lane) : T.Zero;
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>
/// The gradient of a batch of few rows, one row after the other with vectors over features and positions, where lane blocks would be mostly empty. On one thread, in the order of the rows.
/// </summary>
internal static unsafe class RowTraining<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether a batch is trained so.</summary>
    public static bool Suits(WaveWork<T> work, NetworkProgram<T> program, scoped in BatchData<T> data)
    {
        if (data.Rows > program.FewTrainingRows || work != WaveWork<T>.Training || program.TrainRow == null)
            return false;
        for (var i = 0; i < program.Inputs.Length; i++)
        {
            if (data.Inputs[i].Layout is not (FeedLayout.Rows or FeedLayout.Lanes or FeedLayout.LanesOfFloats) || data.Inputs[i].Length == 0)
                return false;
        }
        return true;
    }

    /// <summary>Computes the gradient, and adds to the sum of each loss.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        NetworkProgram<T> program, ParameterBlock<T> parameters, WorkspacePool<T> pool, scoped in BatchData<T> data, AlignedBuffer<T> gradient, ulong seed, ulong step, double* sums)
    {
        // Targets and weights come in lanes, as for all rows.
        var layout = new WaveLayout<T>(program, data, LaneBlocks.Rows, keeps: false);
        var room = 0;
        foreach (var loss in program.Losses)
            room += NetworkProgram<T>.RowRoom(loss.TargetSize(program.Targets));
        var ofLanes = LaneBlocks.Padded(checked((int)layout.Total));
        var memory = pool.Rent(ofLanes + program.InputRoom + room + program.RowTrainingScratch);
        var count = WaveLayout<T>.Pointers(program);
        var pointers = stackalloc T*[2 * count];
        var lanes = new Pass<T> { Rows = data.Rows };
        layout.Place(program, data, memory.Pointer, pointers, ref lanes);
        for (var i = 0; i < program.Losses.Length; i++)
        {
            EveryRow<T>.FillTargets(program, data, &lanes, i, row: 0, start: 0, data.Rows);
            new Span<T>(lanes.Losses[i], LaneBlocks.Rows).Clear();
        }

        var pass = new Pass<T> { Parameters = parameters.Pointer, Gradient = gradient.Pointer, Seed = seed, Step = step, Rows = 1, Blocks = 1 };
        layout.Place(program, data, memory.Pointer, pointers + count, ref pass);
        var scratch = memory.Pointer + ofLanes;
        var accumulate = false;
        for (var row = 0; row < data.Rows; row++)
        {
            if (CountedRows<T>.IsIgnored(program, &lanes, start: 0, row))
                continue;
            var free = Point(program, data, lanes, ref pass, row, scratch);
            program.TrainRow(&pass, accumulate, free);
            accumulate = true;
        }
        if (!accumulate)
            gradient.Span.Clear();
        for (var i = 0; i < program.Losses.Length; i++)
        {
            for (var row = 0; row < data.Rows; row++)
                sums[i] += double.CreateTruncating(lanes.Losses[i][row]);
        }
        pool.Return(memory);
    }

    /// <summary>Points a pass to a row, which is copied to memory of its own; returns what memory is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T* Point(NetworkProgram<T> program, scoped in BatchData<T> data, in Pass<T> lanes, ref Pass<T> pass, int row, T* memory)
    {
        for (var i = 0; i < program.Inputs.Length; i++)
        {
            var (size, input, room) = (program.Inputs[i].Size, data.Inputs[i], NetworkProgram<T>.RowInput(program.Inputs[i]));
            if (input.Layout == FeedLayout.Rows)
                Prediction<T>.CopyRow(input.Numbers<T>() + (nint)row * size, size, memory, room);
            else if (input.Layout == FeedLayout.LanesOfFloats)
                CopyLane(input.Numbers<float>(), row, size, memory, room);
            else
                CopyLane(input.Numbers<T>(), row, size, memory, room);
            pass.Inputs[i] = memory;
            memory += room;
        }
        for (var i = 0; i < program.Losses.Length; i++)
        {
            var size = program.Losses[i].TargetSize(program.Targets);
            CopyLane(lanes.Targets[i], row, size, memory, NetworkProgram<T>.RowRoom(size));
            pass.Targets[i] = memory;
            pass.RowWeights[i] = lanes.RowWeights[i] + row;
            pass.Losses[i] = lanes.Losses[i] + row;
            memory += NetworkProgram<T>.RowRoom(size);
        }
        return memory;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyLane<TFrom>(TFrom* block, int lane, int size, T* memory, int room)
        where TFrom : unmanaged, IBinaryFloatingPointIeee754<TFrom>
    {
        for (nint i = 0; i < size; i++)
            memory[i] = T.CreateTruncating(block[i * LaneBlocks.Rows + lane]);
        new Span<T>(memory + size, room - size).Clear();
    }
}

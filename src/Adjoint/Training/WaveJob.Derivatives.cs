using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>What a wave of a derivative does beside: unit directions on the lanes, and results that go back to the user.</summary>
internal unsafe partial struct WaveJob<T>
{
    private static bool WantsResults(NetworkProgram<T> program, Feed* results)
    {
        for (var i = 0; results is not null && i < program.Results.Length; i++)
        {
            if (results[i].Length > 0)
                return true;
        }
        return false;
    }

    /// <summary>Some blocks of a Jacobian: first what does not depend on the direction, then what does, for one direction after the other.</summary>
    private readonly void RunDirections(nint first, nint blocks, T* memory, Pass<T>* running)
    {
        program.Train[0](running, first, blocks, memory);
        for (var direction = 0; direction < (isSwept ? directions : 1); direction++)
        {
            if (isSwept)
                Point((int)first, (int)blocks, direction);
            program.Train[1](running, first, blocks, memory);
            WriteResults((int)first, (int)blocks, direction);
        }
    }

    /// <summary>Makes the direction of some blocks the next unit vector. Before the first it is zero.</summary>
    private readonly void Point(int first, int blocks, int direction)
    {
        var width = program.Inputs[1].Size;
        for (var block = first; block < first + blocks; block++)
        {
            var unit = pass.Inputs[1] + ((long)block * width + direction) * LaneBlocks.Rows;
            new Span<T>(unit, LaneBlocks.Rows).Fill(T.One);
            if (direction > 0)
                new Span<T>(unit - LaneBlocks.Rows, LaneBlocks.Rows).Clear();
        }
    }

    /// <summary>Whether the program's passes of training run; else its evaluation.</summary>
    private readonly bool Trains => pass.Gradient is not null || results is not null;

    /// <summary>
    /// Fills a block of a Jacobian. Lane by lane stands the same row of the first input beside the next unit vector in the second, so that sixteen directions
    /// pass through the network together.
    /// </summary>
    [SkipLocalsInit]
    private readonly void FillDirections(int start, int count)
    {
        var (size, width) = (program.Inputs[0].Size, program.Inputs[1].Size);
        var table = stackalloc T*[LaneBlocks.Rows];
        var units = pass.Inputs[1] + (long)start * width;
        new Span<T>(units, width * LaneBlocks.Rows).Clear();
        for (var lane = 0; lane < count; lane++)
        {
            var (row, direction) = Math.DivRem(firstRow + start + lane, directions);
            table[lane] = inputs[0].Numbers<T>() + (long)row * size;
            units[direction * LaneBlocks.Rows + lane] = T.One;
        }
        LaneBlocks.FromRows(table, count, size, pass.Inputs[0] + (long)start * size);
    }

    /// <summary>Hands the results of some blocks to the user; of a Jacobian those along one direction, if they come one after the other.</summary>
    private readonly void WriteResults(int first, int blocks, int direction)
    {
        var start = first * LaneBlocks.Rows;
        var count = Math.Min(blocks * LaneBlocks.Rows, (int)pass.Rows - start);
        for (var i = 0; i < program.Results.Length; i++)
        {
            var (place, size, result) = (program.Results[i], program.Outputs[i].Size, results[i]);
            if (result.Length == 0)
                continue;
            var kept = place < 0 ? pass.Inputs[-1 - place] : pass.Kept + (long)pass.Blocks * place * LaneBlocks.Rows;
            var lanes = kept + (long)start * size;
            // Forward mode has outputs and their tangents; reverse mode has one result, whose rows are the Jacobian's own.
            if (rowStride > 0)
                LaneBlocks.ToRows(lanes, count, size, result.Numbers<T>() + (long)(firstRow + start) * rowStride, rowStride);
            else if (directions > 0 && program.Results.Length > 1)
                WriteColumns(lanes, start, count, size, direction, result.Numbers<T>());
            else if (isSwept)
                LaneBlocks.ToRows(lanes, count, size, result.Numbers<T>() + ((long)(firstRow + start) * directions + direction) * size, directions * size);
            else
                LaneBlocks.ToRows(lanes, count, size, result.Numbers<T>() + (long)(firstRow + start) * size);
        }
    }

    /// <summary>The mean over one row alone: its loss is divided by its own class's weight.</summary>
    private static void WeighByThemselves(LossPort loss, ReadOnlySpan<int> labels, T* weights)
    {
        for (var lane = 0; lane < labels.Length; lane++)
        {
            var (total, _) = loss.Classes!.Weigh(labels.Slice(lane, 1), nameof(labels));
            weights[lane] = total > 0 ? T.CreateTruncating(loss.Weight / total) : T.Zero;
        }
    }

    /// <summary>Each lane holds a column of a Jacobian, which is laid out by rows.</summary>
    private readonly void WriteColumns(T* lanes, int start, int count, int size, int direction, T* jacobian)
    {
        for (var lane = 0; lane < count; lane++)
        {
            var (row, column) = isSwept ? (firstRow + start + lane, direction) : Math.DivRem(firstRow + start + lane, directions);
            var target = jacobian + (long)row * size * directions + column;
            var source = lanes + (long)(lane / LaneBlocks.Rows) * size * LaneBlocks.Rows + lane % LaneBlocks.Rows;
            for (var i = 0; i < size; i++)
                target[(long)i * directions] = source[(long)i * LaneBlocks.Rows];
        }
    }
}

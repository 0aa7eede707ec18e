using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>How the rows of a batch come in. The kinds have no state.</summary>
internal abstract unsafe class RowIntake<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Every row counts.</summary>
    public static RowIntake<T> EveryRow { get; } = new EveryRow<T>();

    /// <summary>Rows that every loss ignores are left out.</summary>
    public static RowIntake<T> CountedRows { get; } = new CountedRows<T>();

    /// <summary>Each lane of the first input is a row that is the same in as many lanes as the second input has numbers, each of which has the next unit vector there.</summary>
    public static RowIntake<T> UnitVectors { get; } = new UnitVectors<T>();

    /// <summary>Whether an input is read where it is, and not copied.</summary>
    public virtual bool ReadsInPlace(Feed input) => false;

    /// <summary>Lays the rows of one block of a wave, and their targets, out in lanes.</summary>
    public abstract void Fill(NetworkProgram<T> program, in BatchData<T> data, Pass<T>* pass, int start, int count);
}

/// <inheritdoc cref="RowIntake{T}.EveryRow"/>
internal unsafe class EveryRow<T> : RowIntake<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override bool ReadsInPlace(Feed input) => input.Layout == FeedLayout.Lanes;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Fill(NetworkProgram<T> program, in BatchData<T> data, Pass<T>* pass, int start, int count)
    {
        var row = pass->FirstBlock * LaneBlocks.Rows + start;
        for (var i = 0; i < program.Inputs.Length; i++)
        {
            var (size, input) = (program.Inputs[i].Size, data.Inputs[i]);
            if (input.Length == 0)
                new Span<T>(pass->Inputs[i] + (long)start * size, size * LaneBlocks.Rows).Clear();
            else if (!ReadsInPlace(input))
                input.FillBlock(row, count, size, pass->Inputs[i] + (long)start * size);
            // A lane without a row has no edges, where zeros would be edges of the first node.
            for (var at = (long)start * size; program.Inputs[i].AreEdges && at < ((long)start + LaneBlocks.Rows) * size; at += LaneBlocks.Rows)
                new Span<T>(pass->Inputs[i] + at + count, LaneBlocks.Rows - count).Fill(-T.One);
        }
        for (var i = 0; i < program.Losses.Length; i++)
            FillTargets(program, data, pass, i, row, start, count);
        for (var lane = 0; program.MasksRows && lane < LaneBlocks.Rows; lane++)
            pass->RowMask[start + lane] = lane < count ? T.One : T.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    internal static void FillTargets(NetworkProgram<T> program, in BatchData<T> data, Pass<T>* pass, int index, long row, int start, int count)
    {
        var loss = program.Losses[index];
        var (size, source, positions, scale) = (loss.TargetSize(program.Targets), loss.Target < 0 ? default : data.Targets[loss.Target], loss.Positions, data.Scales[index]);
        var lanes = pass->Targets[index] + (long)start * size;
        var weights = pass->RowWeights[index] + (long)start * positions;
        var ends = stackalloc int[LaneBlocks.Rows];
        if (loss.Classes is { } classes)
        {
            classes.Encode(new ReadOnlySpan<int>(source.Indices + row * positions, count * positions), positions, lanes, weights, scale, Ends(program, data, loss, row, ends, count));
            return;
        }
        if (loss.Target >= 0)
            source.FillBlock(row, count, size, lanes);
        for (var position = 0; position < positions; position++)
        {
            loss.Probabilities?.Adjust(lanes + (long)position * (size / positions) * LaneBlocks.Rows);
            for (var lane = 0; lane < LaneBlocks.Rows; lane++)
                weights[position * LaneBlocks.Rows + lane] = lane < count ? scale : T.Zero;
        }
        var own = Ends(program, data, loss, row, ends, count);
        for (var lane = 0; lane < own.Length; lane++)
        {
            for (var position = own[lane]; position < positions; position++)
                weights[position * LaneBlocks.Rows + lane] = T.Zero;
        }
    }

    /// <summary>The positions that count of each row; none where all do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ReadOnlySpan<int> Ends(NetworkProgram<T> program, in BatchData<T> data, LossPort loss, long row, int* ends, int count)
    {
        if (loss.Lengths < 0)
            return [];
        for (var lane = 0; lane < count; lane++)
            ends[lane] = loss.PositionsOf(program, data.Inputs, row + lane);
        return new ReadOnlySpan<int>(ends, count);
    }
}

/// <inheritdoc cref="RowIntake{T}.CountedRows"/>
/// <remarks>The inputs of the others become zeros, as in lanes without a row, because the sums over rows of weight gradients multiply them with a gradient of 0.</remarks>
internal sealed unsafe class CountedRows<T> : EveryRow<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override bool ReadsInPlace(Feed input) => false;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Fill(NetworkProgram<T> program, in BatchData<T> data, Pass<T>* pass, int start, int count)
    {
        base.Fill(program, data, pass, start, count);
        for (var lane = 0; lane < count; lane++)
        {
            if (!IsIgnored(program, pass, start, lane))
                continue;
            if (program.MasksRows)
                pass->RowMask[start + lane] = T.Zero;
            for (var i = 0; i < program.Inputs.Length; i++)
                LaneBlocks.ClearLane(pass->Inputs[i] + (long)start * program.Inputs[i].Size, program.Inputs[i].Size, lane);
        }
    }

    /// <summary>Whether no loss gives a row any weight.</summary>
    internal static bool IsIgnored(NetworkProgram<T> program, Pass<T>* pass, int start, int lane)
    {
        for (var i = 0; i < program.Losses.Length; i++)
        {
            var positions = program.Losses[i].Positions;
            var weights = pass->RowWeights[i] + (long)start * positions + lane;
            for (var position = 0; position < positions; position++)
            {
                if (weights[position * LaneBlocks.Rows] != T.Zero)
                    return false;
            }
        }
        return true;
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>What is computed of a wave. The kinds have no state: what differs from call to call is in the batch, what differs from network to network in the program.</summary>
internal abstract unsafe class WaveWork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The losses alone.</summary>
    public static WaveWork<T> Evaluation { get; } = new Evaluation<T>();

    /// <summary>The losses and, where there is room for it, the gradient.</summary>
    public static WaveWork<T> Training { get; } = new Training<T>();

    /// <summary>The losses and their gradient, and the states that each row leaves.</summary>
    public static WaveWork<T> Carrying { get; } = new Carrying<T>();

    /// <summary>A derivative of which each row has results.</summary>
    public static WaveWork<T> Derivative { get; } = new Derivative<T>();

    /// <summary>The gradient of each row's own loss, whose tensors are side by side.</summary>
    public static WaveWork<T> RowGradients { get; } = new RowGradients<T>();

    /// <summary>A Jacobian, with directions on the lanes: sixteen of one row pass through the network together.</summary>
    public static WaveWork<T> JacobianOfRows { get; } = new JacobianOfRows<T>();

    /// <summary>A Jacobian, with rows on the lanes: one direction of all of them after the other.</summary>
    public static WaveWork<T> JacobianByDirections { get; } = new JacobianByDirections<T>();

    /// <summary>Whether something is kept for all rows of a wave.</summary>
    public virtual bool Keeps => true;

    /// <summary>How often all rows meet.</summary>
    public virtual int Stages(NetworkProgram<T> program) => 1;

    /// <summary>Takes some blocks through a stage.</summary>
    public abstract void Run(NetworkProgram<T> program, in BatchData<T> data, Pass<T>* pass, int stage, int first, int blocks, T* scratch);

    /// <summary>Where a result of some rows is, in lane blocks.</summary>
    protected static T* Lanes(NetworkProgram<T> program, Pass<T>* pass, int result, int start)
    {
        var place = program.Results[result];
        var all = place < 0 ? pass->Inputs[-1 - place] : pass->Kept + (long)pass->Blocks * place * LaneBlocks.Rows;
        return all + (long)start * program.Outputs[result].Size;
    }

    /// <summary>Some blocks of a wave as rows: the first in the wave, how many there are, and the first in the batch.</summary>
    protected static (int Start, int Count, long Row) RowsOf(Pass<T>* pass, int first, int blocks)
    {
        var start = first * LaneBlocks.Rows;
        return (start, Math.Min(blocks * LaneBlocks.Rows, (int)pass->Rows - start), (pass->FirstBlock + first) * LaneBlocks.Rows);
    }
}

/// <inheritdoc cref="WaveWork{T}.Evaluation"/>
internal sealed unsafe class Evaluation<T> : WaveWork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override bool Keeps => false;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(NetworkProgram<T> program, in BatchData<T> data, Pass<T>* pass, int stage, int first, int blocks, T* scratch) =>
        program.Evaluate(pass, first, blocks, scratch);
}

/// <inheritdoc cref="WaveWork{T}.Training"/>
internal sealed unsafe class Training<T> : WaveWork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int Stages(NetworkProgram<T> program) => program.Train.Length;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(NetworkProgram<T> program, in BatchData<T> data, Pass<T>* pass, int stage, int first, int blocks, T* scratch) =>
        program.Train[stage](pass, first, blocks, scratch);
}

/// <inheritdoc cref="WaveWork{T}.Derivative"/>
internal unsafe class Derivative<T> : WaveWork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(NetworkProgram<T> program, in BatchData<T> data, Pass<T>* pass, int stage, int first, int blocks, T* scratch)
    {
        program.Train[stage](pass, first, blocks, scratch);
        var (start, count, row) = RowsOf(pass, first, blocks);
        for (var i = 0; i < program.Results.Length; i++)
        {
            var (size, result) = (program.Outputs[i].Size, data.Results[i]);
            if (result.Length == 0)
                continue;
            if (result.Layout == FeedLayout.Lanes)
                LaneBlocks.CopyBlocks(Lanes(program, pass, i, start), count, size, result.Numbers<T>() + row * size);
            else
                LaneBlocks.ToRows(Lanes(program, pass, i, start), count, size, result.Numbers<T>() + row * size);
        }
    }
}

/// <inheritdoc cref="WaveWork{T}.Carrying"/>
internal sealed unsafe class Carrying<T> : Derivative<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int Stages(NetworkProgram<T> program) => program.Train.Length;
}

/// <inheritdoc cref="WaveWork{T}.RowGradients"/>
internal sealed unsafe class RowGradients<T> : WaveWork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(NetworkProgram<T> program, in BatchData<T> data, Pass<T>* pass, int stage, int first, int blocks, T* scratch)
    {
        var (start, count, row) = RowsOf(pass, first, blocks);
        for (var i = 0; i < program.Losses.Length; i++)
        {
            if (program.Losses[i] is { Classes: not null } or { Lengths: >= 0 })
                WeighByThemselves(program, data, program.Losses[i], row, count, pass->RowWeights[i], start);
        }
        program.Train[stage](pass, first, blocks, scratch);
        for (var i = 0; i < program.Results.Length; i++)
            LaneBlocks.ToRows(Lanes(program, pass, i, start), count, program.Outputs[i].Size, data.Results[i].Numbers<T>() + row * program.OutputSize, program.OutputSize);
    }

    /// <summary>The mean over one row alone: its loss is divided by the weights of its own classes, or by the number of its own positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WeighByThemselves(NetworkProgram<T> program, in BatchData<T> data, LossPort loss, long first, int count, T* weights, int start)
    {
        for (var row = 0; row < count; row++)
        {
            var positions = loss.PositionsOf(program, data.Inputs, first + row);
            var total = loss.Classes is { } classes
                ? classes.Weigh(new ReadOnlySpan<int>(data.Targets[loss.Target].Indices + (first + row) * loss.Positions, positions), loss.Positions, nameof(data.Targets)).Total
                : positions;
            var (block, lane) = Math.DivRem(start + row, LaneBlocks.Rows);
            for (var position = 0; position < loss.Positions; position++)
            {
                ref var weight = ref weights[((long)block * loss.Positions + position) * LaneBlocks.Rows + lane];
                weight = total > 0 && weight != T.Zero ? T.CreateTruncating(loss.Weight / total) : T.Zero;
            }
        }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>
/// A Jacobian takes the rows of the first input along the unit vectors of the second. Stage 0 of its program computes what does not depend on the direction, stage 1 what does.
/// </summary>
internal abstract unsafe class Jacobian<T> : WaveWork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Passes on what some blocks have computed along one direction of each row.</summary>
    /// <param name="program">The derivative.</param>
    /// <param name="data">The batch.</param>
    /// <param name="pass">The wave.</param>
    /// <param name="first">The first block.</param>
    /// <param name="blocks">The number of blocks.</param>
    /// <param name="vector">The first lane's row and direction as one number: row · directions + direction.</param>
    /// <param name="step">How much greater that of the next lane is.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected static void Write(NetworkProgram<T> program, in BatchData<T> data, Pass<T>* pass, int first, int blocks, long vector, int step)
    {
        var (start, count, _) = RowsOf(pass, first, blocks);
        // Reverse mode has one result, a row of the Jacobian; forward mode has the outputs, which nobody asks for, and how they change, a column.
        var result = program.Results.Length - 1;
        var size = program.Outputs[result].Size;
        T* lanes = Lanes(program, pass, result, start), jacobian = data.Results[result].Numbers<T>();
        if (result == 0)
            LaneBlocks.ToRows(lanes, count, size, jacobian + vector * size, step * size);
        else
            WriteColumns(lanes, count, size, jacobian, vector, step, program.Inputs[1].Size);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteColumns(T* lanes, int count, int size, T* jacobian, long vector, int step, int directions)
    {
        for (var lane = 0; lane < count; lane++, vector += step)
        {
            var (row, column) = Math.DivRem(vector, directions);
            var target = jacobian + row * size * directions + column;
            var source = lanes + (long)(lane / LaneBlocks.Rows) * size * LaneBlocks.Rows + lane % LaneBlocks.Rows;
            for (var i = 0; i < size; i++)
                target[(long)i * directions] = source[(long)i * LaneBlocks.Rows];
        }
    }
}

/// <inheritdoc cref="WaveWork{T}.JacobianOfRows"/>
internal sealed unsafe class JacobianOfRows<T> : Jacobian<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(NetworkProgram<T> program, in BatchData<T> data, Pass<T>* pass, int stage, int first, int blocks, T* scratch)
    {
        program.Train[0](pass, first, blocks, scratch);
        program.Train[1](pass, first, blocks, scratch);
        Write(program, data, pass, first, blocks, (pass->FirstBlock + first) * LaneBlocks.Rows, step: 1);
    }
}

/// <inheritdoc cref="WaveWork{T}.JacobianByDirections"/>
internal sealed unsafe class JacobianByDirections<T> : Jacobian<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(NetworkProgram<T> program, in BatchData<T> data, Pass<T>* pass, int stage, int first, int blocks, T* scratch)
    {
        var directions = program.Inputs[1].Size;
        program.Train[0](pass, first, blocks, scratch);
        for (var direction = 0; direction < directions; direction++)
        {
            Point(pass->Inputs[1], directions, first, blocks, direction);
            program.Train[1](pass, first, blocks, scratch);
            Write(program, data, pass, first, blocks, (pass->FirstBlock + first) * LaneBlocks.Rows * directions + direction, directions);
        }
    }

    /// <summary>Makes the direction of some blocks the next unit vector. Before the first it is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Point(T* vectors, int directions, int first, int blocks, int direction)
    {
        for (var block = first; block < first + blocks; block++)
        {
            var unit = vectors + ((long)block * directions + direction) * LaneBlocks.Rows;
            new Span<T>(unit, LaneBlocks.Rows).Fill(T.One);
            if (direction > 0)
                new Span<T>(unit - LaneBlocks.Rows, LaneBlocks.Rows).Clear();
        }
    }
}

/// <inheritdoc cref="RowIntake{T}.UnitVectors"/>
internal sealed unsafe class UnitVectors<T> : RowIntake<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public override void Fill(NetworkProgram<T> program, in BatchData<T> data, Pass<T>* pass, int start, int count)
    {
        var (size, directions) = (program.Inputs[0].Size, program.Inputs[1].Size);
        var table = stackalloc T*[LaneBlocks.Rows];
        var units = pass->Inputs[1] + (long)start * directions;
        new Span<T>(units, directions * LaneBlocks.Rows).Clear();
        for (var lane = 0; lane < count; lane++)
        {
            var (row, direction) = Math.DivRem(pass->FirstBlock * LaneBlocks.Rows + start + lane, directions);
            table[lane] = data.Inputs[0].Numbers<T>() + (long)row * size;
            units[direction * LaneBlocks.Rows + lane] = T.One;
        }
        LaneBlocks.FromRows(table, count, size, pass->Inputs[0] + (long)start * size);
    }
}

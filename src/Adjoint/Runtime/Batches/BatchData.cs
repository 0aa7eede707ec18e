using System.Numerics;
namespace Adjoint.Runtime;

/// <summary>The rows of one call, checked: inputs and targets, by rows or already in lane blocks.</summary>
internal unsafe ref struct BatchData<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of rows.</summary>
    public int Rows;

    /// <summary>The inputs.</summary>
    public Feed* Inputs;

    /// <summary>What keeps the memory of inputs and targets alive, or null where the caller does.</summary>
    public object? Owner;

    /// <summary>The targets.</summary>
    public Feed* Targets;

    /// <summary>For each loss the weight of a row in the mean: 1/rows, or 1/Σ w of their classes; times the loss's own factor.</summary>
    public T* Scales;

    /// <summary>How the rows come in.</summary>
    public required RowIntake<T> Intake;

    /// <summary>What receives the outputs of a derivative, or null where none has any.</summary>
    public Feed* Results;

    /// <summary>The direction of the parameters along which a derivative is computed, or null.</summary>
    public T* Tangents;

    /// <summary>The statistics that training keeps, which move as the rows pass; null where none do.</summary>
    public T* Running;

    /// <summary>Whether the gradient of tables begins as zeros.</summary>
    public bool TablesAreClear;

    /// <summary>What receives the output of each layer, or null; see <see cref="Pass{T}.Watch"/>.</summary>
    public delegate*<void*, int, T*, nint, nint, void> Watch;

    /// <summary>Passed on to it.</summary>
    public void* Watcher;

    /// <summary>Checks inputs and targets by rows.</summary>
    /// <param name="program">The network.</param>
    /// <param name="inputs">One for each input.</param>
    /// <param name="targets">One for each target.</param>
    /// <param name="scales">Receives one for each loss.</param>
    public static BatchData<T> Of(NetworkProgram<T> program, Feed* inputs, Feed* targets, T* scales)
    {
        var rows = Checks.Inputs(program, inputs);
        for (var i = 0; i < program.Targets.Length; i++)
            Checks.Target(program, program.Targets[i], targets[i], rows, program.Inputs[0].Name);
        return new BatchData<T> { Rows = rows, Inputs = inputs, Targets = targets, Scales = scales, Intake = FillScales(program, inputs, targets, rows, scales, argument: null) };
    }

    /// <summary>The weight of a row in each loss. When every row is ignored the sum is 0, and so is the loss. Returns how rows come in, some of which may be ignored.</summary>
    public static RowIntake<T> FillScales(NetworkProgram<T> program, Feed* inputs, Feed* targets, int rows, T* scales, string? argument)
    {
        var ignores = false;
        for (var i = 0; i < program.Losses.Length; i++)
        {
            var loss = program.Losses[i];
            var (total, counted) = Weigh(program, loss, inputs, targets, rows, argument);
            scales[i] = total > 0 ? T.CreateTruncating(loss.Weight / total) : T.Zero;
            ignores |= counted < (long)rows * loss.Positions;
        }
        // Where all rows meet, those that a loss ignores still have a part in the statistics.
        return ignores && !program.MixesRows ? RowIntake<T>.CountedRows : RowIntake<T>.EveryRow;
    }

    /// <summary>What the sum over the rows is divided by, and how many rows count.</summary>
    public static (double Total, int Counted) Weigh(NetworkProgram<T> program, LossPort loss, Feed* inputs, Feed* targets, int rows, string? argument)
    {
        if (loss.Lengths >= 0)
            return WeighSteps(program, loss, inputs, targets, rows, argument);
        if (loss.Classes is not { } classes)
            return ((double)rows * loss.Positions, rows * loss.Positions);
        var target = targets[loss.Target];
        return classes.Weigh(new ReadOnlySpan<int>(target.Indices, target.Length), loss.Positions, argument ?? program.Targets[loss.Target].Name);
    }

    /// <summary>The same where rows have lengths of their own: targets after them are not looked at.</summary>
    private static (double Total, int Counted) WeighSteps(NetworkProgram<T> program, LossPort loss, Feed* inputs, Feed* targets, int rows, string? argument)
    {
        var (total, counted) = (0.0, 0);
        for (var row = 0; row < rows; row++)
        {
            var positions = loss.PositionsOf(program, inputs, row);
            var (ofRow, countedOfRow) = loss.Classes is { } classes
                ? classes.Weigh(
                    new ReadOnlySpan<int>(targets[loss.Target].Indices + (long)row * loss.Positions, positions),
                    loss.Positions,
                    argument ?? program.Targets[loss.Target].Name,
                    row * loss.Positions)
                : (positions, positions);
            (total, counted) = (total + ofRow, counted + countedOfRow);
        }
        return (total, counted);
    }
}

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

    /// <summary>Whether some loss ignores some of the rows.</summary>
    public bool IgnoresRows;

    /// <summary>What receives the outputs of a derivative, or null where none has any.</summary>
    public Feed* Results;

    /// <summary>The direction of the parameters along which a derivative is computed, or null.</summary>
    public T* Tangents;

    /// <summary>The statistics that training keeps, which move as the rows pass; null where none do.</summary>
    public T* Running;

    /// <summary>The unit directions that each row is taken along, for a Jacobian; 0 where the rows are what they are.</summary>
    public int Directions;

    /// <summary>Whether the directions come one after the other, each for all rows; else they lie on the lanes.</summary>
    public bool IsSwept;

    /// <summary>The numbers from one row of the results to the next, where results lie side by side and each row is judged by itself; else 0.</summary>
    public int RowStride;

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
        var ignores = FillScales(program, targets, rows, scales, argument: null);
        return new BatchData<T> { Rows = rows, Inputs = inputs, Targets = targets, Scales = scales, IgnoresRows = ignores };
    }

    /// <summary>The weight of a row in each loss. When every row is ignored the sum is 0, and so is the loss. Returns whether some row is ignored.</summary>
    public static bool FillScales(NetworkProgram<T> program, Feed* targets, int rows, T* scales, string? argument)
    {
        var ignores = false;
        for (var i = 0; i < program.Losses.Length; i++)
        {
            var loss = program.Losses[i];
            var (total, counted) = Weigh(program, loss, targets, rows, argument);
            scales[i] = total > 0 ? T.CreateTruncating(loss.Weight / total) : T.Zero;
            ignores |= counted < rows;
        }
        return ignores;
    }

    /// <summary>What the sum over the rows is divided by, and how many rows count.</summary>
    public static (double Total, int Counted) Weigh(NetworkProgram<T> program, LossPort loss, Feed* targets, int rows, string? argument)
    {
        if (loss.Classes is not { } classes)
            return (rows, rows);
        var target = targets[loss.Target];
        return classes.Weigh(new ReadOnlySpan<int>(target.Labels, target.Length), argument ?? program.Targets[loss.Target].Name);
    }
}

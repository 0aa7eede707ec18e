using System.Runtime.CompilerServices;
using Adjoint.Data;

namespace Adjoint.Runtime;

/// <summary>Derivatives of what is predicted, on mini-batches: for code that does not know how many inputs and outputs there are.</summary>
public sealed unsafe partial class NetworkRunner<T>
{
    /// <summary>The vector–Jacobian product of a batch.</summary>
    /// <param name="derivative">The program.</param>
    /// <param name="batch">The inputs; targets are not asked for.</param>
    /// <param name="dy">A gradient for each output.</param>
    /// <param name="dx">Receives a gradient for each input of numbers; empty, or null in a place, where it is not wanted.</param>
    /// <param name="gradient">Receives the gradient of the parameters, or is empty.</param>
    /// <exception cref="ArgumentException">Something does not fit; nothing was written.</exception>
    [SkipLocalsInit]
    public void Vjp(NetworkProgram<T> derivative, MiniBatch batch, ReadOnlySpan<PortRows> dy, ReadOnlySpan<PortRows?> dx, Span<T> gradient)
    {
        ArgumentNullException.ThrowIfNull(derivative);
        ArgumentNullException.ThrowIfNull(batch);
        var inputs = stackalloc Feed[derivative.Inputs.Length];
        var results = stackalloc Feed[derivative.Outputs.Length];
        var rows = BatchFeeds<T>.Inputs(program, batch, inputs);
        BatchFeeds<T>.Directions(program, derivative.Inputs.AsSpan(program.Inputs.Length), dy!, rows, optional: false, inputs + program.Inputs.Length, nameof(dy));
        BatchFeeds<T>.Results(program, derivative.Outputs, dx, rows, results, nameof(dx));
        BatchFeeds<T>.RequireApart(program, batch.AllInputs!, dy!, [], dx, nameof(dx));
        Vjp(derivative, new BatchData<T> { Rows = rows, Inputs = inputs, Intake = RowIntake<T>.EveryRow, Results = results, Owner = batch }, gradient);
        BatchFeeds<T>.KeepAlive(dy!);
        BatchFeeds<T>.SetRows(dx, rows);
    }

    /// <summary>The Jacobian–vector product of a batch.</summary>
    /// <param name="derivative">The program, which has directions of the parameters.</param>
    /// <param name="batch">The inputs; targets are not asked for.</param>
    /// <param name="xTangent">A direction for each input of numbers; empty, or null in a place, where it does not change.</param>
    /// <param name="parameterTangent">The direction of the parameters; empty where they do not change.</param>
    /// <param name="y">Receives each output; empty, or null in a place, where it is not wanted.</param>
    /// <param name="yTangent">Receives how each output changes; empty, or null in a place, where it is not wanted.</param>
    /// <exception cref="ArgumentException">Something does not fit; nothing was written.</exception>
    [SkipLocalsInit]
    public void Jvp(
        NetworkProgram<T> derivative, MiniBatch batch, ReadOnlySpan<PortRows?> xTangent, ReadOnlySpan<T> parameterTangent, ReadOnlySpan<PortRows?> y,
        ReadOnlySpan<PortRows?> yTangent)
    {
        ArgumentNullException.ThrowIfNull(derivative);
        ArgumentNullException.ThrowIfNull(batch);
        var inputs = stackalloc Feed[derivative.Inputs.Length];
        var results = stackalloc Feed[derivative.Outputs.Length];
        var (rows, outputs) = (BatchFeeds<T>.Inputs(program, batch, inputs), program.Outputs.Length);
        BatchFeeds<T>.Directions(program, derivative.Inputs.AsSpan(program.Inputs.Length), xTangent, rows, optional: true, inputs + program.Inputs.Length, nameof(xTangent));
        BatchFeeds<T>.Results(program, derivative.Outputs.AsSpan(0, outputs), y, rows, results, nameof(y));
        BatchFeeds<T>.Results(program, derivative.Outputs.AsSpan(outputs), yTangent, rows, results + outputs, nameof(yTangent));
        BatchFeeds<T>.RequireApart(program, batch.AllInputs!, xTangent, [], y, nameof(y));
        BatchFeeds<T>.RequireApart(program, batch.AllInputs!, xTangent, y, yTangent, nameof(yTangent));
        Jvp(derivative, new BatchData<T> { Rows = rows, Inputs = inputs, Intake = RowIntake<T>.EveryRow, Results = results, Owner = batch }, parameterTangent);
        BatchFeeds<T>.KeepAlive(xTangent);
        BatchFeeds<T>.SetRows(y, rows);
        BatchFeeds<T>.SetRows(yTangent, rows);
    }

    /// <summary>All derivatives of the output with respect to the input, for each row of a batch.</summary>
    /// <param name="derivative">The program: reverse mode by rows, or forward mode by columns.</param>
    /// <param name="byRows">Whether it is reverse mode.</param>
    /// <param name="batch">The input; targets are not asked for.</param>
    /// <param name="jacobian">Receives a matrix for each row.</param>
    /// <exception cref="ArgumentException">Something does not fit; nothing was written.</exception>
    public void Jacobian(NetworkProgram<T> derivative, bool byRows, MiniBatch batch, Span<T> jacobian)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Feed input;
        var rows = BatchFeeds<T>.Inputs(program, batch, &input);
        // Directions lie on the lanes beside a row that is the same in all of them, so that rows must lie one after the other.
        var x = pool.Rent((long)rows * program.InputSize);
        try
        {
            for (var start = 0; start < rows; start += LaneBlocks.Rows)
                input.CopyRows(start, Math.Min(LaneBlocks.Rows, rows - start), program.InputSize, x.Pointer + (long)start * program.InputSize);
            fixed (T* target = jacobian)
            {
                Feed inputs = new(x.Pointer, rows * program.InputSize), results = new(target, jacobian.Length);
                Jacobian(derivative, byRows, &inputs, &results);
            }
        }
        finally
        {
            GC.KeepAlive(batch);
            pool.Return(x);
        }
    }
}

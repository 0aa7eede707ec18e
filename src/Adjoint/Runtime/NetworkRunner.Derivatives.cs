using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>Derivatives besides the gradient of the loss. Each is a program of its own, on the network's parameters.</summary>
public sealed unsafe partial class NetworkRunner<T>
{
    /// <summary>The vector–Jacobian product with respect to inputs and parameters.</summary>
    /// <param name="derivative">The program.</param>
    /// <param name="inputs">The inputs, then a gradient for each output.</param>
    /// <param name="results">For each input what receives the gradient, or nothing.</param>
    /// <param name="gradient">Receives the gradient of the parameters, or is empty.</param>
    [SkipLocalsInit]
    public void Vjp(NetworkProgram<T> derivative, Feed* inputs, Feed* results, Span<T> gradient)
    {
        ArgumentNullException.ThrowIfNull(derivative);
        var rows = Checks.Inputs(derivative, inputs);
        Checks.Results(derivative, Parameters, rows, inputs, results);
        Vjp(derivative, new BatchData<T> { Rows = rows, Inputs = inputs, Intake = RowIntake<T>.EveryRow, Results = results }, gradient);
    }

    private void Vjp(NetworkProgram<T> derivative, BatchData<T> data, Span<T> gradient)
    {
        if (gradient.IsEmpty)
        {
            TrainingPasses<T>.Run(WaveWork<T>.Derivative, derivative, Parameters, pool, data, gradient: null, seed, step: 0, Threads);
            return;
        }
        Checks.Gradient(derivative, Parameters, data.Inputs, gradient);
        var buffer = pool.Rent(program.Layout.Count);
        TrainingPasses<T>.Run(WaveWork<T>.Derivative, derivative, Parameters, pool, data, buffer, seed, step: 0, Threads);
        buffer.Span[..gradient.Length].CopyTo(gradient);
        pool.Return(buffer);
    }

    /// <summary>The Jacobian–vector product along directions of the inputs and, where the program has them, of the parameters.</summary>
    /// <param name="derivative">The program.</param>
    /// <param name="inputs">The inputs, then a direction for each, or nothing.</param>
    /// <param name="parameterTangent">The direction of the parameters; empty where the program has none.</param>
    /// <param name="results">What receives the outputs, or nothing, and then how each changes.</param>
    [SkipLocalsInit]
    public void Jvp(NetworkProgram<T> derivative, Feed* inputs, ReadOnlySpan<T> parameterTangent, Feed* results)
    {
        ArgumentNullException.ThrowIfNull(derivative);
        var rows = Checks.InputsAndDirections(derivative, inputs, program.Inputs.Length);
        Checks.Results(derivative, Parameters, rows, inputs, results);
        Jvp(derivative, new BatchData<T> { Rows = rows, Inputs = inputs, Intake = RowIntake<T>.EveryRow, Results = results }, parameterTangent);
    }

    private void Jvp(NetworkProgram<T> derivative, BatchData<T> data, ReadOnlySpan<T> parameterTangent)
    {
        if (!parameterTangent.IsEmpty)
            Checks.Direction(program, parameterTangent, nameof(parameterTangent));
        // Kernels read whole vectors of a direction, so that it needs a place of its own. None is zero.
        var tangents = pool.Rent(program.Layout.Count);
        tangents.Span.Clear();
        parameterTangent.CopyTo(tangents.Span);
        data.Tangents = tangents.Pointer;
        TrainingPasses<T>.Run(WaveWork<T>.Derivative, derivative, Parameters, pool, data, gradient: null, seed, step: 0, Threads);
        GC.KeepAlive(tangents);
        pool.Return(tangents);
    }

    /// <summary>All derivatives of the output with respect to the input, for each row.</summary>
    /// <param name="derivative">The program: reverse mode by rows, or forward mode by columns.</param>
    /// <param name="byRows">Whether it is reverse mode.</param>
    /// <param name="x">The input.</param>
    /// <param name="jacobian">Receives a matrix for each row.</param>
    [SkipLocalsInit]
    public void Jacobian(NetworkProgram<T> derivative, bool byRows, Feed* x, Feed* jacobian)
    {
        ArgumentNullException.ThrowIfNull(derivative);
        var rows = Checks.Inputs(program, x);
        Checks.Jacobian(program, Parameters, rows, x, jacobian);
        var directions = byRows ? program.OutputSize : program.InputSize;
        if ((long)rows * directions > int.MaxValue / 2)
            throw new ArgumentException(
                $"The Jacobians of {rows} rows take {(long)rows * directions} passes through '{program.Layout.Network}'; at most {int.MaxValue / 2} are possible. Use fewer rows.",
                program.Inputs[0].Name);
        var inputs = stackalloc[] { *x, default };
        var results = stackalloc[] { byRows ? *jacobian : default, byRows ? default : *jacobian };
        // Of few rows, sixteen directions pass through together; of many, sixteen rows, direction after direction, on values that are computed once.
        var (work, intake, lanes) = LaneBlocks.Count(rows) * (1L + directions) < 2L * LaneBlocks.Count(rows * directions)
            ? (WaveWork<T>.JacobianByDirections, RowIntake<T>.EveryRow, rows)
            : (WaveWork<T>.JacobianOfRows, RowIntake<T>.UnitVectors, rows * directions);
        var data = new BatchData<T> { Rows = lanes, Inputs = inputs, Intake = intake, Results = results };
        TrainingPasses<T>.Run(work, derivative, Parameters, pool, data, gradient: null, seed, step: 0, Threads);
    }

    /// <summary>The gradient of each row's own loss, or its norm.</summary>
    /// <param name="derivative">The program, which has an output for each tensor, or one for the norm.</param>
    /// <param name="inputs">One for each input.</param>
    /// <param name="targets">One for each target.</param>
    /// <param name="results">Receives for each row as many numbers as all outputs have.</param>
    /// <param name="argument">What the user calls the results.</param>
    [SkipLocalsInit]
    public void RowGradients(NetworkProgram<T> derivative, Feed* inputs, Feed* targets, Span<T> results, string argument)
    {
        ArgumentNullException.ThrowIfNull(derivative);
        var scales = stackalloc T[program.Losses.Length];
        RowGradients(derivative, BatchData<T>.Of(derivative, inputs, targets, scales), results, argument);
    }

    /// <summary>The product of the mean loss's Hessian with a direction of the parameters; returns the loss's derivative along it.</summary>
    [SkipLocalsInit]
    public T HessianVectorProduct(NetworkProgram<T> derivative, Feed* inputs, Feed* targets, ReadOnlySpan<T> direction, Span<T> product)
    {
        ArgumentNullException.ThrowIfNull(derivative);
        var scales = stackalloc T[program.Losses.Length];
        return HessianVectorProduct(derivative, BatchData<T>.Of(derivative, inputs, targets, scales), direction, product);
    }

    [SkipLocalsInit]
    private void RowGradients(NetworkProgram<T> derivative, BatchData<T> data, Span<T> results, string argument)
    {
        Checks.RowResults(derivative, Parameters, data.Rows, data.Inputs, results, argument);
        for (var i = 0; i < program.Losses.Length; i++)
            data.Scales[i] = T.CreateTruncating(program.Losses[i].Weight / program.Losses[i].Positions);
        var feeds = stackalloc Feed[derivative.Outputs.Length];
        data.Results = feeds;
        fixed (T* numbers = results)
        {
            var next = numbers;
            for (var i = 0; i < derivative.Outputs.Length; i++)
            {
                feeds[i] = new Feed(next, results.Length - (int)(next - numbers));
                next += derivative.Outputs[i].Size;
            }
            TrainingPasses<T>.Run(WaveWork<T>.RowGradients, derivative, Parameters, pool, data, gradient: null, seed, step: 0, Threads);
        }
    }

    private T HessianVectorProduct(NetworkProgram<T> derivative, BatchData<T> data, ReadOnlySpan<T> direction, Span<T> product)
    {
        Checks.Direction(program, direction, nameof(direction));
        Checks.Product(program, Parameters, data.Inputs, direction, product);
        var (tangents, buffer) = (pool.Rent(program.Layout.Count), pool.Rent(program.Layout.Count));
        direction.CopyTo(tangents.Span);
        data.Tangents = tangents.Pointer;
        var along = TrainingPasses<T>.Run(WaveWork<T>.Training, derivative, Parameters, pool, data, buffer, seed, step: 0, Threads);
        buffer.Span[..product.Length].CopyTo(product);
        GC.KeepAlive(tangents);
        pool.Return(buffer);
        pool.Return(tangents);
        return along;
    }
}

using System.Globalization;
using System.Numerics;
using Adjoint.Data;

namespace Adjoint;

/// <summary>
/// Levenberg–Marquardt: makes a sum of squares least by the exact derivatives of every residual, within a radius in which these have proven right. For small networks and all rows
/// at once nothing gets
/// closer: equations learnt, curves fitted, systems identified. SciPy's <c>least_squares(method="lm", x_scale="jac")</c>, which is MINPACK's.
/// </summary>
/// <remarks>
/// <para>
/// The loss is to be <c>MeanSquaredError</c>, of any number of outputs. A step of P parameters and R residuals takes 2·R·P² operations, and with fewer residuals than parameters
/// 2·P·R²; the memory is of P² or P·R doubles. 1,000 parameters are little, 5,000 much.
/// </para>
/// <para>Source: Moré, The Levenberg–Marquardt algorithm: implementation and theory (1978). Triangles are made without exchanging columns, so residuals may come a few at a time.</para>
/// </remarks>
/// <example><code>new LevenbergMarquardt { MaxIterations = 200 }.Minimize(network, data.ToBatch())</code></example>
public sealed class LevenbergMarquardt
{
    /// <summary>The most iterations, each with one Jacobian; 1,000 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxIterations { get; init => field = (int)HyperParameter.Steps(value, least: 1, nameof(MaxIterations)); } = 1000;

    /// <summary>Ends where neither the loss nor what its model promises changes by a greater share of itself; 1e-8 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float LossTolerance { get; init => field = HyperParameter.NotNegative(value); } = 1e-8f;

    /// <summary>Ends where the radius is a smaller share of the length of the parameters; 1e-8 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float StepTolerance { get; init => field = HyperParameter.NotNegative(value); } = 1e-8f;

    /// <summary>Ends where the residuals are as good as orthogonal to the Jacobian: no cosine between them and a column is greater; 1e-8 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float GradientTolerance { get; init => field = HyperParameter.NotNegative(value); } = 1e-8f;

    /// <summary>The first radius, in lengths of the scaled parameters; 100 by default, with less for steps that begin carefully.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0, or not finite.</exception>
    public float FirstRadius { get; init => field = HyperParameter.Positive(value); } = 100;

    /// <summary>
    /// Whether the length of a step counts each parameter by the greatest norm of its derivatives so far, as SciPy's <c>x_scale="jac"</c> has it; or all alike, as its
    /// <c>x_scale=1</c> does. True by default: false is for parameters of one size, as those of a network are where its inputs are standardised.
    /// </summary>
    public bool ScaleByDerivatives { get; init; } = true;

    /// <summary>Called after each iteration, with the network at its new parameters.</summary>
    public Action<MinimizationStep>? StepEnded { get; init; }

    /// <summary>Moves a network to parameters of least loss over all rows of a batch.</summary>
    /// <typeparam name="T">The numbers of the network; of doubles the loss can fall to rounding, 1e-20 and below.</typeparam>
    /// <param name="network">The network, which declares <see cref="Derivatives.RowGradients"/>.</param>
    /// <param name="batch">All rows: <c>data.ToBatch()</c>.</param>
    /// <param name="cancellation">Ends it after the iteration that it is in.</param>
    /// <exception cref="ArgumentException">The batch does not fit, or the loss is not a sum of squares of the outputs; nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">The loss is not finite where the search begins; nothing was changed.</exception>
    public Minimization Minimize<T>(IRowGradientNetwork<T> network, MiniBatch batch, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(batch);
        var residuals = new ResidualJacobian<T>(network, batch);
        Check(network, batch, residuals);
        var walk = new LevenbergMarquardtWalk(this, residuals, [.. residuals.Parameters]);
        try
        {
            return walk.Run(step =>
            {
                residuals.MoveTo(walk.Point);
                StepEnded?.Invoke(step);
            }, cancellation);
        }
        finally
        {
            residuals.MoveTo(walk.Point);
        }
    }

    /// <summary>Residuals whose squares are not the loss, as those of Huber's, of masks of dropout or of rows that do not count, have another gradient than it.</summary>
    private static void Check<T>(IRowGradientNetwork<T> network, MiniBatch batch, ResidualJacobian<T> residuals)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (count, step) = (residuals.Parameters.Length, network.TrainingStep);
        var (gradient, ofSquares) = (new T[count], new double[count]);
        network.Gradient(batch, gradient);
        network.TrainingStep = step;
        var squares = residuals.At(residuals.Parameters);
        var loss = double.CreateTruncating(network.Loss(batch));
        if (!double.IsFinite(loss))
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The loss is {loss} where the search begins; begin with other parameters, or look at the data."));
        residuals.Rows((rows, some) =>
        {
            for (var row = 0; row < some; row++)
                Vectors.Add(ofSquares, 2 * rows[row * (count + 1) + count], rows.AsSpan(row * (count + 1), count));
        });
        var tolerance = typeof(T) == typeof(double) ? 1e-6 : 1e-2;
        var difference = Vectors.Difference(ofSquares, Array.ConvertAll(gradient, double.CreateTruncating));
        // Near a minimum of nearly no loss both are rounding.
        var size = Vectors.Norm(ofSquares) + Math.Sqrt(loss) * tolerance;
        if (Math.Abs(Vectors.Dot(squares, squares) - loss) > tolerance * loss || Vectors.Norm(difference) > tolerance * size)
        {
            throw new ArgumentException(
                $"The loss of '{network.Layout.Network}' is not a mean of squares of its outputs, or differs from call to call, as with dropout; "
                + $"Levenberg–Marquardt needs [MeanSquaredError] alone. Take {nameof(Lbfgs)}.",
                nameof(network));
        }
    }
}

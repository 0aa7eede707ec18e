namespace Adjoint.Training;

/// <summary>The root of the mean of (output − target)² over all numbers of all rows, in the targets' own units; NaN where there are none.</summary>
public sealed class RootMeanSquaredError : NumberMetric
{
    private ExactSum errors, all;

    /// <summary>Over all targets.</summary>
    public RootMeanSquaredError()
        : base(only: null)
    {
    }

    /// <summary>Of one of several targets, which may have units of their own.</summary>
    /// <param name="ofTarget">Its number, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public RootMeanSquaredError(int ofTarget)
        : base(ofTarget)
    {
    }

    private protected override string Word => "root mean squared error";

    /// <inheritdoc/>
    public override double Value => Math.Sqrt(errors.Value / all.Value);

    /// <inheritdoc/>
    public override void Reset() => (errors, all) = (default, default);

    private protected override void AddNumber(int output, int outputs, double found, double wanted, double weight)
    {
        errors.Add(weight * (found - wanted) * (found - wanted));
        all.Add(weight);
    }
}

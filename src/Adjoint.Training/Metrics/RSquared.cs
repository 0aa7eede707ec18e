namespace Adjoint.Training;

/// <summary>
/// The share of the targets' variance that the outputs explain, R² = 1 − Σ (output − target)² / Σ (target − mean)²; of several outputs the mean of their numbers. 1 is perfect, and 0 what the
/// mean of the targets would reach. NaN where the targets of an output are all equal, since then there is no variance to explain.
/// </summary>
/// <remarks>The variance is updated target by target: West, "Updating mean and variance estimates: an improved method" (CACM, 1979).</remarks>
public sealed class RSquared : NumberMetric
{
    private Column[] columns = [];

    /// <summary>Over all targets.</summary>
    public RSquared()
        : base(only: null)
    {
    }

    /// <summary>Of one of several targets, which may have units of their own.</summary>
    /// <param name="ofTarget">Its number, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public RSquared(int ofTarget)
        : base(ofTarget)
    {
    }

    private protected override string Word => "R²";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override double Value => columns.Length == 0 ? double.NaN : columns.Average(static c => c.Squares > 0 ? 1 - c.Errors.Value / c.Squares : double.NaN);

    /// <inheritdoc/>
    public override void Reset() => columns = [];

    private protected override void AddNumber(int output, int outputs, double found, double wanted, double weight)
    {
        if (columns.Length == 0)
            columns = [.. Enumerable.Range(0, outputs).Select(static _ => new Column())];
        if (columns.Length != outputs)
            throw new ArgumentException($"{Name} has had rows of {columns.Length} outputs, and these have {outputs}; reset it before it judges another network.");
        if (weight != 0)
            columns[output].Add(found, wanted, weight);
    }

    private sealed class Column
    {
        private ExactSum errors;
        private double all, mean;

        public ExactSum Errors => errors;

        public double Squares { get; private set; }

        public void Add(double found, double wanted, double weight)
        {
            all += weight;
            var distance = wanted - mean;
            mean += weight / all * distance;
            Squares += weight * distance * (wanted - mean);
            errors.Add(weight * (found - wanted) * (found - wanted));
        }
    }
}

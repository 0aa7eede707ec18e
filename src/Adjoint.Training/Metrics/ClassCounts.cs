namespace Adjoint.Training;

/// <summary>A number that is made of how often each class was there, was answered, and both.</summary>
public abstract class ClassCounts : Metric
{
    private readonly ConfusionMatrix matrix;
    private readonly int? only;
    private readonly Averaging averaging;

    private protected ClassCounts(Averaging averaging, int? only, OutputKind kind)
    {
        if (only is { } c)
            ArgumentOutOfRangeException.ThrowIfNegative(c, nameof(only));
        (this.averaging, this.only, matrix) = (averaging, only, new ConfusionMatrix(kind));
    }

    /// <inheritdoc/>
    public sealed override string Name => only is { } c ? $"{Word} of class {c}" : $"{(averaging == Averaging.Micro ? "micro" : "macro")}-{Word}";

    /// <inheritdoc/>
    public sealed override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public sealed override double Value
    {
        get
        {
            if (only is { } c)
                return c < matrix.Classes ? Of(matrix[c, c], matrix.Predicted(c), matrix.Actual(c)) : double.NaN;
            var classes = Enumerable.Range(0, matrix.Classes).Select(k => (Right: matrix[k, k], Predicted: matrix.Predicted(k), Actual: matrix.Actual(k))).ToList();
            if (averaging == Averaging.Micro)
                return Of(classes.Sum(static k => k.Right), classes.Sum(static k => k.Predicted), classes.Sum(static k => k.Actual));
            var met = classes.Where(static k => k.Predicted > 0 || k.Actual > 0).ToList();
            return met.Count == 0 ? double.NaN : met.Average(k => Of(k.Right, k.Predicted, k.Actual) is var value && double.IsNaN(value) ? 0 : value);
        }
    }

    internal sealed override PortKind? Compares => PortKind.Indices;

    private protected abstract string Word { get; }

    /// <inheritdoc/>
    public sealed override void Add(MetricRows rows) => matrix.Add(rows);

    /// <inheritdoc/>
    public sealed override void Reset() => matrix.Reset();

    /// <summary>The number of one class, or of all together; NaN where it is not defined.</summary>
    private protected abstract double Of(double right, double predicted, double actual);
}

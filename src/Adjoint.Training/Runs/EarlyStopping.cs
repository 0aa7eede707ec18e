namespace Adjoint.Training;

/// <summary>
/// Ends a run when the validation part has not been judged better than its best for some epochs. Each epoch is compared with the best one, never with the one before it. Which
/// weights remain is another question: <see cref="Best"/> answers it.
/// </summary>
public sealed class EarlyStopping
{
    private EarlyStopping(int epochs, Criterion criterion)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        (Epochs, Criterion) = (epochs, criterion);
    }

    /// <summary>The epochs in a row without a new best after which the run ends.</summary>
    public int Epochs { get; }

    /// <summary>By how much a value must be better than the best to count as a new best; 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double MinChange
    {
        get;
        init => field = double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(MinChange)} is {value}; it must be a finite number of at least 0.");
    }

    /// <summary>What judges.</summary>
    internal Criterion Criterion { get; }

    /// <summary>Ends a run after some epochs in a row without a new least loss.</summary>
    /// <param name="epochs">How many epochs in a row, at least 1.</param>
    /// <param name="minChange">By how much a value must be better than the best to count, 0 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epochs"/> is below 1.</exception>
    public static EarlyStopping After(int epochs, double minChange = 0) => new(epochs, Criterion.Loss) { MinChange = minChange };

    /// <summary>Ends a run after some epochs in a row without a new best value of a metric.</summary>
    /// <typeparam name="TMetric">The metric, with its default settings.</typeparam>
    /// <param name="epochs">How many epochs in a row, at least 1.</param>
    /// <param name="minChange">By how much a value must be better than the best to count, 0 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epochs"/> is below 1.</exception>
    public static EarlyStopping After<TMetric>(int epochs, double minChange = 0)
        where TMetric : Metric, new() => new(epochs, Criterion.Of<TMetric>()) { MinChange = minChange };

    /// <summary>The same of a metric with settings of its own: <c>EarlyStopping.After(3, new Accuracy { On = "policy" })</c>.</summary>
    /// <param name="epochs">How many epochs in a row, at least 1.</param>
    /// <param name="metric">The metric that judges.</param>
    /// <param name="minChange">By how much a value must be better than the best to count, 0 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epochs"/> is below 1.</exception>
    public static EarlyStopping After(int epochs, Metric metric, double minChange = 0) => new(epochs, Criterion.Of(metric)) { MinChange = minChange };
}

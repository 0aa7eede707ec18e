namespace Adjoint.Training;

/// <summary>Lowers the learning rate, whatever its schedule says, when the validation part has not been judged better than its best for some epochs.</summary>
public sealed class Plateau
{
    private Plateau(int epochs, float factor, Criterion criterion)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        if (!(factor is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(factor), factor, $"The factor is {factor}; it must be above 0 and below 1.");
        (Epochs, Factor, Criterion) = (epochs, factor, criterion);
    }

    /// <summary>The epochs in a row without a new best after which the rate is lowered; it is lowered again after as many more.</summary>
    public int Epochs { get; }

    /// <summary>What the rate is multiplied by.</summary>
    public float Factor { get; }

    /// <summary>What judges.</summary>
    internal Criterion Criterion { get; }

    /// <summary>Lowers the rate after some epochs in a row without a new least loss.</summary>
    /// <param name="epochs">How many epochs in a row, at least 1.</param>
    /// <param name="factor">The factor on the rate, 0.1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static Plateau After(int epochs, float factor = 0.1f) => new(epochs, factor, Criterion.Loss);

    /// <summary>Lowers the rate after some epochs in a row without a new best value of a metric.</summary>
    /// <typeparam name="TMetric">The metric, with its default settings.</typeparam>
    /// <param name="epochs">How many epochs in a row, at least 1.</param>
    /// <param name="factor">The factor on the rate, 0.1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static Plateau After<TMetric>(int epochs, float factor = 0.1f)
        where TMetric : Metric, new() => new(epochs, factor, Criterion.Of<TMetric>());

    /// <summary>The same of a metric with settings of its own: <c>Plateau.After(5, new Accuracy { On = "policy" })</c>.</summary>
    /// <param name="epochs">How many epochs in a row, at least 1.</param>
    /// <param name="metric">The metric that judges.</param>
    /// <param name="factor">The factor on the rate, 0.1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static Plateau After(int epochs, Metric metric, float factor = 0.1f) => new(epochs, factor, Criterion.Of(metric));
}

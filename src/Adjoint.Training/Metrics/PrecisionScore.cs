namespace Adjoint.Training;

/// <summary>The share of the rows taken for a class that are of it: right / predicted.</summary>
/// <remarks>
/// The number of one class is NaN where nothing was taken for the class. In a macro-average over all classes such a class counts 0, as in scikit-learn, and
/// classes that neither occur nor are answered are left out; it is NaN where no row counts.
/// </remarks>
public sealed class PrecisionScore : ClassCounts
{
    /// <summary>The mean over all classes, of logits.</summary>
    public PrecisionScore()
        : this(Averaging.Macro)
    {
    }

    /// <summary>Over all classes.</summary>
    /// <param name="averaging">How one number is made of those of the classes.</param>
    /// <param name="kind">What the outputs mean.</param>
    public PrecisionScore(Averaging averaging, OutputKind kind = OutputKind.Logits)
        : base(averaging, only: null, kind)
    {
    }

    /// <summary>Of one class.</summary>
    /// <param name="ofClass">The class: 1 for the positive one of two.</param>
    /// <param name="kind">What the outputs mean.</param>
    /// <exception cref="ArgumentOutOfRangeException">The class is negative.</exception>
    public PrecisionScore(int ofClass, OutputKind kind = OutputKind.Logits)
        : base(Averaging.Macro, ofClass, kind)
    {
    }

    private protected override string Word => "precision";

    private protected override double Of(double right, double predicted, double actual) => right / predicted;
}

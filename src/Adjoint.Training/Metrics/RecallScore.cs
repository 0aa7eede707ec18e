namespace Adjoint.Training;

/// <summary>The share of the rows of a class that were found: right / actual.</summary>
/// <remarks>
/// The number of one class is NaN where the class has no rows. In a macro-average over all classes such a class counts 0, as in scikit-learn, and classes that neither occur nor are answered are
/// left out; it is NaN where no row counts.
/// </remarks>
public sealed class RecallScore : ClassCounts
{
    /// <summary>The mean over all classes, of logits.</summary>
    public RecallScore()
        : this(Averaging.Macro)
    {
    }

    /// <summary>Over all classes.</summary>
    /// <param name="averaging">How one number is made of those of the classes.</param>
    /// <param name="kind">What the outputs mean.</param>
    public RecallScore(Averaging averaging, OutputKind kind = OutputKind.Logits)
        : base(averaging, only: null, kind)
    {
    }

    /// <summary>Of one class.</summary>
    /// <param name="ofClass">The class: 1 for the positive one of two.</param>
    /// <param name="kind">What the outputs mean.</param>
    /// <exception cref="ArgumentOutOfRangeException">The class is negative.</exception>
    public RecallScore(int ofClass, OutputKind kind = OutputKind.Logits)
        : base(Averaging.Macro, ofClass, kind)
    {
    }

    private protected override string Word => "recall";

    private protected override double Of(double right, double predicted, double actual) => right / actual;
}

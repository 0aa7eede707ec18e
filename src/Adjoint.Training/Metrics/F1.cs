namespace Adjoint.Training;

/// <summary>The harmonic mean of precision and recall: 2 · right / (predicted + actual).</summary>
/// <remarks>
/// The number of one class is NaN where the class has no rows and nothing was taken for it. In a macro-average over all classes such a class counts 0, as in
/// scikit-learn, and classes that neither occur nor are answered are left out; it is NaN where no row counts.
/// </remarks>
public sealed class F1 : ClassCounts
{
    /// <summary>The mean over all classes, of logits.</summary>
    public F1()
        : this(Averaging.Macro)
    {
    }

    /// <summary>Over all classes.</summary>
    /// <param name="averaging">How one number is made of those of the classes.</param>
    /// <param name="kind">What the outputs mean.</param>
    public F1(Averaging averaging, OutputKind kind = OutputKind.Logits)
        : base(averaging, only: null, kind)
    {
    }

    /// <summary>Of one class.</summary>
    /// <param name="ofClass">The class: 1 for the positive one of two.</param>
    /// <param name="kind">What the outputs mean.</param>
    /// <exception cref="ArgumentOutOfRangeException">The class is negative.</exception>
    public F1(int ofClass, OutputKind kind = OutputKind.Logits)
        : base(Averaging.Macro, ofClass, kind)
    {
    }

    private protected override string Word => "F1";

    private protected override double Of(double right, double predicted, double actual) => 2 * right / (predicted + actual);
}

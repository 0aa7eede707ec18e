namespace Adjoint;

/// <summary>What a network makes of a data set; see <see cref="Data.Evaluating"/>.</summary>
/// <param name="Rows">The rows that were looked at.</param>
/// <param name="Loss">The mean of the loss over them.</param>
/// <param name="Accuracy">
/// The share of the labels whose class has the greatest output, of all targets with classes together; NaN where there is none, as where rows have targets.
/// </param>
public readonly record struct Evaluation(int Rows, double Loss, double Accuracy)
{
    /// <summary>The same for each target with classes, by its name.</summary>
    public IReadOnlyDictionary<string, double> Accuracies { get; init; } = new Dictionary<string, double>();
}

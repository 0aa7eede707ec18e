namespace Adjoint;

/// <summary>What a network makes of a data set; see <see cref="Data.Evaluating"/>.</summary>
/// <param name="Rows">The rows that were looked at.</param>
/// <param name="Loss">The mean of the loss over them.</param>
/// <param name="Accuracy">
/// The share of the rows with a class whose greatest output is that of the class; NaN where no row has one, as where rows have targets.
/// </param>
public readonly record struct Evaluation(int Rows, double Loss, double Accuracy);

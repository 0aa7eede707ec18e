namespace Adjoint;

/// <summary>How well a network tells the classes of one target. An accuracy says little by itself where one class is frequent, so what answering it always would give goes with it.</summary>
/// <param name="Accuracy">The share of the labels that were classified correctly; NaN where no label counts.</param>
/// <param name="LargestShare">The share of the most frequent class: the accuracy of a network that always answers it.</param>
/// <param name="MacroF1">
/// The mean over all classes of 2 · right / (answered + there), so that rare classes count as much as frequent ones. Classes that are neither there nor answered are left out.
/// </param>
public readonly record struct ClassScores(double Accuracy, double LargestShare, double MacroF1);

using System.Globalization;

namespace Adjoint;

/// <summary>What a network makes of a data set; see <see cref="Data.EvaluationExtensions"/>.</summary>
/// <param name="Rows">The rows that were looked at.</param>
/// <param name="Loss">The mean of the loss over them.</param>
/// <param name="Accuracy">
/// The share of the labels whose class has the greatest output, or with a single logit the sign that tells it (above 0 for class 1), of all targets with classes together; NaN where there is none, as
/// where rows have targets.
/// </param>
public readonly record struct Evaluation(int Rows, double Loss, double Accuracy)
{
    /// <summary>
    /// e to the mean loss: of a network whose only loss is cross-entropy, how many equally likely classes would be as hard to tell apart. NaN where no target has classes.
    /// </summary>
    public double Perplexity => double.IsNaN(Accuracy) ? double.NaN : Math.Exp(Loss);

    /// <summary>The accuracy of always answering the most frequent class of these rows, of all targets with classes together: a network that has learnt
    /// anything is better. NaN where there is none.</summary>
    public double LargestShare { get; init; } = double.NaN;

    /// <summary>The mean of the classes' F1, in which rare classes count as much as frequent ones; of several targets with classes the mean of theirs. NaN where there is none.</summary>
    public double MacroF1 { get; init; } = double.NaN;

    /// <summary>The same of each target with classes, by its name.</summary>
    public IReadOnlyDictionary<string, ClassScores> Scores { get; init; } = new Dictionary<string, ClassScores>();

    /// <summary>
    /// As one line: <c>10,000 rows: loss 0.0312, accuracy 99.1 % (largest class 11.4 %), macro-F1 0.991</c>; of several targets with classes the scores of each.
    /// </summary>
    public override string ToString()
    {
        var scores = double.IsNaN(Accuracy) ? ""
            : Scores is not { Count: > 1 } ? Text("", new(Accuracy, LargestShare, MacroF1))
            : string.Concat(Scores.Select(static target => Text($" of {target.Key}", target.Value)));
        return string.Create(CultureInfo.InvariantCulture, $"{Rows:#,0} rows: loss {Loss:0.0000}{scores}");
    }

    private static string Text(string of, ClassScores scores) => string.Create(
        CultureInfo.InvariantCulture, $", accuracy{of} {100 * scores.Accuracy:0.0} % (largest class {100 * scores.LargestShare:0.0} %), macro-F1 {scores.MacroF1:0.000}");
}

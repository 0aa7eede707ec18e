using System.Globalization;
using System.Text;

namespace Adjoint.Training;

/// <summary>How often rows of one class were taken for another. Its <see cref="Value"/> is the accuracy.</summary>
/// <param name="kind">What the outputs mean.</param>
public sealed class ConfusionMatrix(OutputKind kind) : ClassMetric(kind)
{
    /// <summary>For each class a row: how often each class was answered, and last how often there was no answer.</summary>
    private ExactSum[,] counts = new ExactSum[0, 0];

    /// <summary>Of logits.</summary>
    public ConfusionMatrix()
        : this(OutputKind.Logits)
    {
    }

    /// <inheritdoc/>
    public override string Name => "confusion matrix";

    /// <summary>The number of classes; 0 before the first rows.</summary>
    public int Classes => ClassCount;

    /// <summary>The share of the rows that are on the diagonal: the accuracy. NaN where no row counts.</summary>
    public override double Value
    {
        get
        {
            var (right, all) = (0.0, 0.0);
            for (var c = 0; c < Classes; c++)
                (right, all) = (right + this[c, c], all + Actual(c));
            return right / all;
        }
    }

    /// <summary>How many rows of class <paramref name="actual"/> were taken for <paramref name="predicted"/>; with weights, their sum.</summary>
    public double this[int actual, int predicted] => counts[actual, predicted].Value;

    /// <summary>The rows of a class.</summary>
    /// <param name="actual">The class, from 0 to <see cref="Classes"/> − 1.</param>
    /// <returns>Their number, or the sum of their weights.</returns>
    public double Actual(int actual)
    {
        var sum = Unanswered(actual);
        for (var c = 0; c < Classes; c++)
            sum += this[actual, c];
        return sum;
    }

    /// <summary>The rows that were taken for a class.</summary>
    /// <param name="predicted">The class, from 0 to <see cref="Classes"/> − 1.</param>
    /// <returns>Their number, or the sum of their weights.</returns>
    public double Predicted(int predicted)
    {
        var sum = 0.0;
        for (var c = 0; c < Classes; c++)
            sum += this[c, predicted];
        return sum;
    }

    /// <summary>The rows of a class for which an output was NaN: they count for the class, and for no answer.</summary>
    /// <param name="actual">The class, from 0 to <see cref="Classes"/> − 1.</param>
    public double Unanswered(int actual) => counts[actual, Classes].Value;

    /// <summary>The matrix as text: a line for each class, a column for each answer.</summary>
    public override string ToString() => ToString([]);

    /// <summary>The matrix as text, with the names of the classes; numbers where names are missing.</summary>
    /// <param name="names">The names, in the order of the classes.</param>
    public string ToString(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        string NameOf(int c) => c < names.Count ? names[c] : c.ToString(CultureInfo.InvariantCulture);
        string Cell(int actual, int predicted) => this[actual, predicted].ToString("0.###", CultureInfo.InvariantCulture);
        var all = Enumerable.Range(0, Classes).ToArray();
        var first = all.Select(c => NameOf(c).Length).Append(0).Max();
        var widths = Array.ConvertAll(all, predicted => all.Select(actual => Cell(actual, predicted).Length).Append(NameOf(predicted).Length).Max() + 2);
        var text = new StringBuilder().Append(' ', first).AppendJoin("", all.Select(c => NameOf(c).PadLeft(widths[c]))).Append('\n');
        foreach (var actual in all)
            text.Append(NameOf(actual).PadRight(first)).AppendJoin("", all.Select(c => Cell(actual, c).PadLeft(widths[c]))).Append('\n');
        return text.ToString();
    }

    private protected override void Begin(int classes) => counts = new ExactSum[classes, classes + 1];

    private protected override void AddRow(ReadOnlySpan<float> outputs, int label, double weight)
    {
        var answer = Probabilities.Greatest(outputs, Kind);
        counts[label, answer < 0 ? Classes : answer].Add(weight);
    }

    private protected override void Clear() => counts = new ExactSum[0, 0];
}

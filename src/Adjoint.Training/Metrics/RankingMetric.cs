namespace Adjoint.Training;

/// <summary>
/// A number that depends on the order of all rows by their scores, which it therefore keeps: <see cref="Bytes"/> says how much memory that takes. Of two classes the score is that of class 1; of
/// more, each class is told from all others by its probability, and the value is the mean over the classes. Classes that have no rows, or all of them, are left out; NaN where none is left, or an
/// output is NaN.
/// </summary>
public abstract class RankingMetric : ClassMetric
{
    private readonly List<int> labels = [];
    private readonly List<double> weights = [];

    /// <summary>Of two classes one score a row, of more one for each class.</summary>
    private readonly List<double> scores = [];
    private int rankings;

    private protected RankingMetric(OutputKind kind)
        : base(kind)
    {
    }

    /// <summary>The memory that the scores take.</summary>
    public long Bytes => (long)sizeof(double) * (scores.Capacity + weights.Capacity) + (long)sizeof(int) * labels.Capacity;

    /// <inheritdoc/>
    public sealed override double Value
    {
        get
        {
            List<double> values = [];
            for (var ranking = 0; ranking < rankings; ranking++)
            {
                if (Ranked(ranking) is { } rows)
                    values.Add(Of(rows));
            }
            return values.Count == 0 ? double.NaN : values.Average();
        }
    }

    private protected sealed override void Begin(int classes) => rankings = classes == 2 ? 1 : classes;

    private protected sealed override void AddRow(ReadOnlySpan<float> outputs, int label, double weight)
    {
        labels.Add(label);
        weights.Add(weight);
        for (var ranking = 0; ranking < rankings; ranking++)
            scores.Add(Score(outputs, ranking));
    }

    private protected sealed override void Clear()
    {
        labels.Clear();
        weights.Clear();
        scores.Clear();
    }

    /// <summary>The number of one ranking: the weights of the rows of the class and of the others, from the highest score down, rows of equal scores together.</summary>
    private protected abstract double Of(IReadOnlyList<(double Positive, double Negative)> rows);

    /// <summary>What grows with the probability: of one output, itself; of two, their difference, which unlike the probability does not round to 1.</summary>
    private double Score(ReadOnlySpan<float> outputs, int ranking) => outputs.Length switch
    {
        1 => outputs[0],
        2 => (double)outputs[1] - outputs[0],
        _ => Math.Exp(Probabilities.LogOf(outputs, Kind, ranking)),
    };

    /// <summary>The rows in order; null where the number is not defined.</summary>
    private List<(double Positive, double Negative)>? Ranked(int ranking)
    {
        var positive = rankings == 1 ? 1 : ranking;
        var (keys, order) = (new double[labels.Count], new int[labels.Count]);
        for (var row = 0; row < order.Length; row++)
            (keys[row], order[row]) = (-scores[row * rankings + ranking], row);
        if (keys.Any(double.IsNaN))
            return null;
        Array.Sort(keys, order);
        List<(double Positive, double Negative)> groups = [];
        for (var i = 0; i < order.Length; i++)
        {
            if (i == 0 || keys[i] != keys[i - 1])
                groups.Add((0, 0));
            var (weight, (p, n)) = (weights[order[i]], groups[^1]);
            groups[^1] = labels[order[i]] == positive ? (p + weight, n) : (p, n + weight);
        }
        return groups.Any(static g => g.Positive > 0) && groups.Any(static g => g.Negative > 0) ? groups : null;
    }
}

namespace Adjoint.Data;

/// <summary>How often each class of a target is there, is answered, and both.</summary>
internal sealed class ClassTally(int classes)
{
    private readonly long[] there = new long[classes], answered = new long[classes], right = new long[classes];

    /// <summary>The labels that count.</summary>
    public long Labels => there.Sum();

    /// <summary>Those of them that were classified correctly.</summary>
    public long Right => right.Sum();

    /// <summary>The labels of the most frequent class.</summary>
    public long Largest => there.Max();

    /// <summary>The mean of the classes' F1; NaN where no label counts.</summary>
    public double MacroF1
    {
        get
        {
            var met = Enumerable.Range(0, classes).Where(c => there[c] + answered[c] > 0).ToList();
            return met.Count == 0 ? double.NaN : met.Average(c => 2.0 * right[c] / (there[c] + answered[c]));
        }
    }

    /// <summary>All of it.</summary>
    public ClassScores Scores => new((double)Right / Labels, (double)Largest / Labels, MacroF1);

    /// <summary>Counts a label and the answer to it, −1 for none.</summary>
    public void Add(int label, int answer)
    {
        there[label]++;
        if (answer >= 0)
            answered[answer]++;
        if (answer == label)
            right[label]++;
    }
}

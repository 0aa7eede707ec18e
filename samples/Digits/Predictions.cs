using System.Runtime.InteropServices;

namespace Digits;

/// <summary>What a network makes of a data set.</summary>
internal sealed class Predictions
{
    private readonly Dataset dataset;
    private readonly float[] logits, probabilities;

    private Predictions(Dataset dataset, float[] logits, float[] probabilities) => (this.dataset, this.logits, this.probabilities) = (dataset, logits, probabilities);

    /// <summary>The rows that are read correctly, in order.</summary>
    public IEnumerable<int> Correct => Rows.Where(row => Label(row) == dataset.Label(row));

    /// <summary>The rows that are misread, in order.</summary>
    public IEnumerable<int> Mistakes => Rows.Where(row => Label(row) != dataset.Label(row));

    /// <summary>The share of the rows that are read correctly.</summary>
    public double Accuracy => (double)Correct.Count() / dataset.Rows;

    private IEnumerable<int> Rows => Enumerable.Range(0, dataset.Rows);

    /// <summary>Has the network read every row.</summary>
    public static Predictions Of(IClassifier<float> network, Dataset dataset)
    {
        var x = new float[dataset.Rows * Session.Pixels];
        for (var row = 0; row < dataset.Rows; row++)
            dataset.CopyRow(row, x.AsSpan(row * Session.Pixels, Session.Pixels));
        var (logits, probabilities) = (new float[dataset.Rows * Session.Classes], new float[dataset.Rows * Session.Classes]);
        network.Predict(x, logits);
        network.Probabilities(x, probabilities);
        return new Predictions(dataset, logits, probabilities);
    }

    /// <summary>The class with the greatest output.</summary>
    public int Label(int row)
    {
        var y = logits.AsSpan(row * Session.Classes, Session.Classes);
        var best = 0;
        for (var c = 1; c < y.Length; c++)
            best = y[c] > y[best] ? c : best;
        return best;
    }

    /// <summary>How sure the network is of its <see cref="Label"/>.</summary>
    public double Confidence(int row) => probabilities[row * Session.Classes + Label(row)];

    /// <summary>Whether all outputs agree in every bit.</summary>
    public bool AreSameBits(Predictions other) => MemoryMarshal.AsBytes(logits.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(other.logits.AsSpan()));
}

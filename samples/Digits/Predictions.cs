using System.Runtime.InteropServices;

namespace Digits;

/// <summary>What a network makes of a data set.</summary>
internal sealed class Predictions
{
    private readonly Dataset dataset;
    private readonly float[] logits;

    private Predictions(Dataset dataset, float[] logits) => (this.dataset, this.logits) = (dataset, logits);

    /// <summary>The rows that are read correctly, in order.</summary>
    public IEnumerable<int> Correct => Rows.Where(row => Label(row) == dataset.Label(row));

    /// <summary>The rows that are misread, in order.</summary>
    public IEnumerable<int> Mistakes => Rows.Where(row => Label(row) != dataset.Label(row));

    /// <summary>The share of the rows that are read correctly.</summary>
    public double Accuracy => (double)Correct.Count() / dataset.Rows;

    private IEnumerable<int> Rows => Enumerable.Range(0, dataset.Rows);

    /// <summary>Has the network read every row, in one call.</summary>
    public static Predictions Of(INetwork<float> network, Dataset dataset)
    {
        var x = new float[dataset.Rows * Session.Pixels];
        for (var row = 0; row < dataset.Rows; row++)
            dataset.Row(row, x.AsSpan(row * Session.Pixels, Session.Pixels));
        var logits = new float[dataset.Rows * Session.Classes];
        network.Predict(x, logits);
        return new Predictions(dataset, logits);
    }

    /// <summary>The class with the greatest output.</summary>
    public int Label(int row)
    {
        var y = Logits(row);
        var best = 0;
        for (var c = 1; c < y.Length; c++)
            best = y[c] > y[best] ? c : best;
        return best;
    }

    /// <summary>How sure the network is of its <see cref="Label"/>: the softmax of the greatest output, 1 / Σ exp(y_c − max y).</summary>
    public double Confidence(int row)
    {
        var y = Logits(row);
        var max = y[Label(row)];
        var sum = 0.0;
        foreach (var value in y)
            sum += Math.Exp(value - max);
        return 1 / sum;
    }

    /// <summary>Whether all outputs agree in every bit.</summary>
    public bool AreSameBits(Predictions other) => MemoryMarshal.AsBytes(logits.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(other.logits.AsSpan()));

    private ReadOnlySpan<float> Logits(int row) => logits.AsSpan(row * Session.Classes, Session.Classes);
}

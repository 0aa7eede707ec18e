namespace Adjoint.Data;

/// <summary>Measures how well networks do on whole data sets.</summary>
public static class EvaluationExtensions
{
    /// <summary>As many rows are laid out at a time: enough for all threads, and little memory.</summary>
    private const int MostRows = 1024;

    /// <summary>Predicts every row of a data set: the mean loss, and where rows have labels how well they are told.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">
    /// Rows with a column for each input and target. A label that is the loss's <c>IgnoreIndex</c> does not count, neither in the loss nor in the scores. Where the network compares
    /// with numbers, labels stand for the probability 1 of their class.
    /// </param>
    /// <param name="preparation">What is done to each row first, such as <see cref="Augmentation.Normalize"/>; nothing by default.</param>
    /// <returns>The loss; of labels the accuracy, the share of the largest class and the macro-F1. The loss is the mean over all rows that count, as one call
    /// of <c>Loss</c> on all rows gives it, to rounding.</returns>
    /// <exception cref="ArgumentException">The rows are none that the network takes.</exception>
    public static Evaluation Evaluate(this ITrainable network, Dataset data, Augmentation? preparation = null)
    {
        var judged = LabelScores.Of(network, data);
        var batches = new MiniBatches(data, MostRows, seed: 0, shuffle: false, preparation?.WithoutMixing, judged.ProbabilitiesOf);
        PortRows[] outputs = [.. network.Outputs.Select(port => new PortRows(port, Math.Min(data.Rows, MostRows), network.Precision))];
        var (loss, first) = (new LossSum(), 0);
        foreach (var batch in batches.Epoch(0))
        {
            network.AddLoss(batch, loss);
            if (judged.HasLabels)
                network.Predict(batch, outputs);
            judged.Count(outputs, first, batch.Rows);
            first += batch.Rows;
        }
        return judged.Judge(loss.Mean);
    }
}

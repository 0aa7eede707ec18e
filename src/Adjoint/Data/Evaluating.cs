namespace Adjoint.Data;

/// <summary>Measures how well networks do on whole data sets.</summary>
public static class Evaluating
{
    /// <summary>As many rows are laid out at a time: enough for all threads, and little memory.</summary>
    private const int MostRows = 1024;

    /// <summary>Predicts every row of a data set: the mean loss, and the share of the rows whose class is told right.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">Rows with a class each. A row whose class is the loss's <c>IgnoreIndex</c> does not count, neither in the loss nor in the accuracy.</param>
    /// <param name="preparation">What is done to each row first, such as <see cref="Augmentation.Normalise"/>; nothing by default.</param>
    /// <returns>Loss and accuracy. The loss is the mean over all rows that count, as one call of <c>Loss</c> on all rows gives it, to rounding.</returns>
    /// <exception cref="ArgumentException">The rows are none that the network takes.</exception>
    public static Evaluation Evaluate(this ITrainableNetwork<int> network, Dataset data, Augmentation? preparation = null)
    {
        Check(network, data);
        if (data.TargetCount != 0)
            throw new ArgumentException($"The rows have {data.TargetCount} targets each, and the network's loss takes one class a row; give it a data set with labels.", nameof(data));
        return Evaluate(network, data, preparation, network.IgnoreIndex, static (network, x, labels, _, sum) => network.AddLoss(x, labels, sum));
    }

    /// <inheritdoc cref="Evaluate(ITrainableNetwork{int}, Dataset, Augmentation?)"/>
    /// <param name="network">The network.</param>
    /// <param name="data">Rows with as many targets as the network has outputs; or with a class each, which stands for the probability 1 of that class.</param>
    /// <param name="preparation">What is done to each row first, such as <see cref="Augmentation.Normalise"/>; nothing by default.</param>
    public static Evaluation Evaluate(this ITrainableNetwork<float> network, Dataset data, Augmentation? preparation = null)
    {
        Check(network, data);
        if (data.TargetCount != 0 && data.TargetCount != network.OutputSize)
            throw new ArgumentException($"The rows have {data.TargetCount} targets each, and the network has {network.OutputSize} outputs; they must be equal.", nameof(data));
        if (data.TargetCount == 0 && data.Classes > network.OutputSize)
            throw new ArgumentException($"The rows have {data.Classes} classes, and the network has {network.OutputSize} outputs; it must have one for each.", nameof(data));
        return Evaluate(network, data, preparation, ignored: null, static (network, x, _, targets, sum) => network.AddLoss(x, targets, sum));
    }

    private delegate void AddLoss<TNetwork>(TNetwork network, ReadOnlySpan<float> x, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, LossSum sum);

    private static Evaluation Evaluate<TNetwork>(TNetwork network, Dataset data, Augmentation? preparation, int? ignored, AddLoss<TNetwork> addLoss)
        where TNetwork : INetwork
    {
        var capacity = Math.Min(data.Rows, MostRows);
        var (inputs, outputs) = (network.InputSize, network.OutputSize);
        var (x, y, labels, targets) = (new float[capacity * inputs], new float[capacity * outputs], new int[capacity], new float[capacity * outputs]);
        var (loss, counted, right) = (new LossSum(), 0, 0);
        for (var first = 0; first < data.Rows; first += capacity)
        {
            var rows = Math.Min(capacity, data.Rows - first);
            var batch = x.AsSpan(0, rows * inputs);
            for (var row = 0; row < rows; row++)
            {
                data.Row(first + row, batch.Slice(row * inputs, inputs));
                Read(data, first + row, ref labels[row], targets.AsSpan(row * outputs, outputs));
            }
            preparation?.Apply(batch, firstRow: first);
            addLoss(network, batch, labels.AsSpan(0, rows), targets.AsSpan(0, rows * outputs), loss);
            if (data.TargetCount != 0)
                continue;
            network.Predict(batch, y.AsSpan(0, rows * outputs));
            for (var row = 0; row < rows; row++)
            {
                if (labels[row] == ignored || labels[row] < 0 || labels[row] >= outputs)
                    continue;
                counted++;
                right += Best(y.AsSpan(row * outputs, outputs)) == labels[row] ? 1 : 0;
            }
        }
        return new Evaluation(data.Rows, loss.Mean, (double)right / counted);
    }

    /// <summary>A row's label, and its targets: those that it has, or the probabilities that its label stands for.</summary>
    private static void Read(Dataset data, int row, ref int label, Span<float> targets)
    {
        if (data.TargetCount != 0)
        {
            data.Target(row).CopyTo(targets);
            return;
        }
        label = data.Label(row);
        targets.Clear();
        if (label >= 0 && label < targets.Length)
            targets[label] = 1;
    }

    /// <summary>The position of the greatest number; −1 where one is NaN, which is no answer.</summary>
    private static int Best(ReadOnlySpan<float> y)
    {
        var best = 0;
        for (var c = 0; c < y.Length; c++)
        {
            if (float.IsNaN(y[c]))
                return -1;
            best = y[c] > y[best] ? c : best;
        }
        return best;
    }

    private static void Check(INetwork network, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        if (data.FeatureCount != network.InputSize)
            throw new ArgumentException($"The rows have {data.FeatureCount} features, and the network reads {network.InputSize}; they must be equal.", nameof(data));
        if (data.Rows == 0)
            throw new ArgumentException("The data set has no rows; there is nothing to measure.", nameof(data));
    }
}

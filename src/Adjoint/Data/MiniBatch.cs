using System.ComponentModel;
using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>Some rows of a data set, laid out as networks read them. Refilled for every step: copy what must outlive it.</summary>
public sealed class MiniBatch
{
    private readonly int[] labels;
    private readonly float[] targets;
    private readonly int targetCount;

    /// <summary>Makes room for some rows.</summary>
    /// <param name="dataset">Where they come from.</param>
    /// <param name="capacity">The most rows.</param>
    /// <param name="classes">Where labels become probabilities, the number of classes; 0 by default.</param>
    internal MiniBatch(Dataset dataset, int capacity, int classes = 0)
    {
        FeatureCount = dataset.FeatureCount;
        HasProbabilities = classes > 0;
        targetCount = HasProbabilities ? classes : dataset.TargetCount;
        var length = (long)LaneBlocks.Count(capacity) * LaneBlocks.Rows * FeatureCount;
        if (length > Array.MaxLength - 2 * AlignedBuffer.Alignment || (long)capacity * targetCount > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(capacity),
                capacity,
                $"{capacity} rows of {FeatureCount} features and {targetCount} targets do not fit into one batch; take fewer rows.");
        }

        Inputs = new AlignedBuffer((int)length);
        labels = new int[targetCount == 0 ? capacity : 0];
        targets = new float[capacity * targetCount];
    }

    /// <summary>The number of rows; the last batch of an epoch may have fewer than the others, unless <see cref="MiniBatches.DropLast"/> is set.</summary>
    public int Rows { get; private set; }

    /// <summary>Features a row.</summary>
    public int FeatureCount { get; }

    /// <summary>
    /// The features in lane blocks, <c>[block][feature][16]</c>. The first ⌈<see cref="Rows"/> / 16⌉ blocks are this batch's; lanes without a row are
    /// zero.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public AlignedBuffer Inputs { get; }

    /// <summary>The class of each row; empty when rows have targets, or when <see cref="Augmentation.Mixup"/> has made probabilities of the classes.</summary>
    public ReadOnlySpan<int> Labels => labels.AsSpan(0, targetCount == 0 ? Rows : 0);

    /// <summary>
    /// The targets, row-major, as many a row as the data set has; empty when rows have labels. After <see cref="Augmentation.Mixup"/> of rows with labels, the
    /// probability of each class.
    /// </summary>
    public ReadOnlySpan<float> Targets => targets.AsSpan(0, Rows * targetCount);

    /// <summary>Whether <see cref="Targets"/> are probabilities that were made of labels.</summary>
    internal bool HasProbabilities { get; }

    /// <summary>Takes over the labels and targets of <paramref name="rows"/>, whose features are in <see cref="Inputs"/> already.</summary>
    internal void Fill(ReadOnlySpan<int> rows, int[] allLabels, float[] allTargets)
    {
        Rows = rows.Length;
        for (var i = 0; i < rows.Length; i++)
        {
            if (targetCount == 0)
                labels[i] = allLabels[rows[i]];
            else
                allTargets.AsSpan(rows[i] * targetCount, targetCount).CopyTo(targets.AsSpan(i * targetCount));
        }
    }

    /// <summary>Takes over the mixture of each row's label or targets with those of its partner.</summary>
    internal void FillMixed(ReadOnlySpan<int> rows, MixedPairs pairs, int[] allLabels, float[] allTargets)
    {
        Rows = rows.Length;
        for (var i = 0; i < rows.Length; i++)
        {
            var (partner, share) = pairs[i];
            var mixed = targets.AsSpan(i * targetCount, targetCount);
            if (HasProbabilities)
            {
                mixed.Clear();
                mixed[allLabels[rows[i]]] = share;
                mixed[allLabels[rows[partner]]] += 1 - share;
                continue;
            }
            var own = allTargets.AsSpan(rows[i] * targetCount, targetCount);
            var other = allTargets.AsSpan(rows[partner] * targetCount, targetCount);
            for (var target = 0; target < targetCount; target++)
                mixed[target] = own[target] * share + other[target] * (1 - share);
        }
    }
}

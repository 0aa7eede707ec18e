using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>
/// Turns class labels into the targets t of cross-entropy, ℓ = Σ_c t_c (ln Σ exp y − y_c): t = w_label for the label's class; with label smoothing ε,
/// t_c = (1 − ε) w_label [c = label] + ε/C · w_c. Source of the semantics: PyTorch's CrossEntropyLoss.
/// </summary>
/// <param name="classes">The number of classes C.</param>
/// <param name="smoothing">The label-smoothing ε.</param>
/// <param name="ignored">Rows with this label do not count.</param>
/// <param name="weights">One factor w for each class; null for all 1.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class ClassTargets(int classes, double smoothing, int ignored, double[]? weights)
{
    /// <summary>Whether a class may have the weight 0, so that the target of every class is 0 for a row with that label. Such a row does not count either.</summary>
    private readonly bool mayBeWeightless = weights is not null && smoothing == 0;

    /// <inheritdoc cref="ClassTargets(int, double, int, double[])"/>
    public ClassTargets(int classes, float smoothing, int ignored, float[]? weights)
        : this(classes, (double)smoothing, ignored, weights is null ? null : Array.ConvertAll(weights, static weight => (double)weight))
    {
    }

    /// <summary>Checks all labels and returns Σ w over the rows that count, by which the loss is divided, and how many rows count.</summary>
    /// <param name="labels">The rows' labels.</param>
    /// <param name="argument">The name of the argument that the labels are in, for messages.</param>
    /// <exception cref="ArgumentException">A label is neither a class nor the ignored one.</exception>
    public (double Total, int Counted) Weigh(ReadOnlySpan<int> labels, string argument)
    {
        var (total, counted) = (0.0, 0);
        for (var row = 0; row < labels.Length; row++)
        {
            var label = labels[row];
            if (label != ignored && (uint)label >= (uint)classes)
                throw new ArgumentException($"The label of row {row} is {label}; it must be a class from 0 to {classes - 1}, or {ignored} for a row to ignore.", argument);
            if (label == ignored || (mayBeWeightless && weights![label] == 0))
                continue;
            counted++;
            total += weights is null ? 1 : weights[label];
        }
        return (total, counted);
    }

    /// <summary>Writes the targets of up to 16 rows into a lane block, and each row's weight in the mean.</summary>
    /// <param name="labels">The rows' labels.</param>
    /// <param name="targets">Receives the targets, <c>[class][16]</c>.</param>
    /// <param name="rowWeights">Receives <paramref name="scale"/>, or 0 for a row that does not count.</param>
    /// <param name="scale">1/Σ w over the batch.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Encode<T>(ReadOnlySpan<int> labels, T* targets, T* rowWeights, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var share = T.CreateTruncating(smoothing);
        new Span<T>(targets, classes * LaneBlocks.Rows).Clear();
        new Span<T>(rowWeights, LaneBlocks.Rows).Clear();
        for (var lane = 0; lane < labels.Length; lane++)
        {
            if (labels[lane] == ignored || (mayBeWeightless && weights![labels[lane]] == 0))
                continue;
            rowWeights[lane] = scale;
            if (smoothing != 0)
            {
                for (var c = 0; c < classes; c++)
                    targets[c * LaneBlocks.Rows + lane] = share / T.CreateTruncating(classes) * WeightOf<T>(c);
            }
            targets[labels[lane] * LaneBlocks.Rows + lane] += (T.One - share) * WeightOf<T>(labels[lane]);
        }
    }

    /// <summary>Smooths and weighs given probabilities: t_c = w_c ((1 − ε) t_c + ε/C).</summary>
    public void Adjust<T>(T* targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var share = T.CreateTruncating(smoothing);
        for (var c = 0; c < classes; c++)
        {
            for (var lane = 0; lane < LaneBlocks.Rows; lane++, targets++)
                *targets = WeightOf<T>(c) * ((T.One - share) * *targets + share / T.CreateTruncating(classes));
        }
    }

    private T WeightOf<T>(int c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => weights is null ? T.One : T.CreateTruncating(weights[c]);
}

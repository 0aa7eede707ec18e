using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>
/// What cross-entropy, ℓ = Σ_c t_c (ln Σ exp y − y_c), reads of class labels: t = w_label for the label's class; with label smoothing ε,
/// t_c = (1 − ε) w_label [c = label] + ε/C · w_c, which the kernel works out from the label. Source of the semantics: PyTorch's CrossEntropyLoss.
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

    /// <summary>The numbers that a kernel reads of a label: the class, and where classes have weights that of the label.</summary>
    internal int Numbers => weights is null ? 1 : 2;

    /// <summary>Whether a label counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Counts(int label) => label != ignored && !(mayBeWeightless && weights![label] == 0);

    /// <inheritdoc cref="ClassTargets(int, double, int, double[])"/>
    public ClassTargets(int classes, float smoothing, int ignored, float[]? weights)
        : this(classes, (double)smoothing, ignored, weights is null ? null : Array.ConvertAll(weights, static weight => (double)weight))
    {
    }

    /// <summary>Checks all labels and returns Σ w over those that count, by which the loss is divided, and how many count.</summary>
    /// <param name="labels">The rows' labels.</param>
    /// <param name="positions">The labels of a row.</param>
    /// <param name="argument">The name of the argument that the labels are in, for messages.</param>
    /// <param name="first">The number of the first of them, for messages.</param>
    /// <exception cref="ArgumentException">A label is neither a class nor the ignored one.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (double Total, int Counted) Weigh(ReadOnlySpan<int> labels, int positions, string argument, int first = 0)
    {
        var (total, counted) = (0.0, 0);
        for (var i = 0; i < labels.Length; i++)
        {
            var label = labels[i];
            if (label != ignored && (uint)label >= (uint)classes)
                throw new ArgumentException(Misfit(label, first + i, positions), argument);
            if (!Counts(label))
                continue;
            counted++;
            total += weights is null ? 1 : weights[label];
        }
        return (total, counted);
    }

    /// <summary>Writes the targets of up to 16 rows into a lane block, and each position's weight in the mean.</summary>
    /// <param name="labels">The rows' labels, a row after the other.</param>
    /// <param name="positions">The labels of a row.</param>
    /// <param name="targets">Receives the labels, and where classes have weights (1 − ε) w of each: <c>[position][1 or 2][16]</c>.</param>
    /// <param name="weights">Receives <paramref name="scale"/> for each position, or 0 for one that does not count.</param>
    /// <param name="scale">1/Σ w over the batch.</param>
    /// <param name="ends">The positions that count of each row, those from there on not; none where all do.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Encode<T>(ReadOnlySpan<int> labels, int positions, T* targets, T* weights, T scale, ReadOnlySpan<int> ends = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (labels.Length < positions * LaneBlocks.Rows)
        {
            new Span<T>(targets, positions * Numbers * LaneBlocks.Rows).Clear();
            new Span<T>(weights, positions * LaneBlocks.Rows).Clear();
        }
        var own = T.One - T.CreateTruncating(smoothing);
        for (var (i, lane) = (0, 0); i < labels.Length; lane++)
        {
            for (var position = 0; position < positions; position++, i++)
            {
                var (label, at) = (labels[i], position * LaneBlocks.Rows + lane);
                var counts = (ends.IsEmpty || position < ends[lane]) && Counts(label);
                weights[at] = counts ? scale : T.Zero;
                targets[position * Numbers * LaneBlocks.Rows + lane] = counts ? T.CreateTruncating(label) : T.Zero;
                if (Numbers == 2)
                    targets[(position * 2 + 1) * LaneBlocks.Rows + lane] = counts ? own * WeightOf<T>(label) : T.Zero;
            }
        }
    }

    /// <summary>Smooths and weighs given probabilities: t_c = w_c ((1 − ε) t_c + ε/C).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T WeightOf<T>(int c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => weights is null ? T.One : T.CreateTruncating(weights[c]);

    private string Misfit(int label, int place, int positions)
    {
        var where = positions == 1 ? $"row {place}" : $"row {place / positions}, position {place % positions},";
        return $"The label of {where} is {label}; it must be a class from 0 to {classes - 1}, or {ignored} for a {(positions == 1 ? "row" : "position")} to ignore.";
    }
}

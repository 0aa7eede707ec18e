using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>Fills the targets of a batch: as they are, as the probabilities that labels stand for, or mixed with those of other rows.</summary>
internal static unsafe class TargetBatch
{
    /// <summary>Room for the rows of a target.</summary>
    /// <param name="column">The target.</param>
    /// <param name="classes">The number of classes, where labels become probabilities; else 0.</param>
    /// <param name="capacity">The most rows.</param>
    public static PortRows Room(Column column, int classes, int capacity) => classes == 0
        ? new PortRows(column.Port, capacity, column.Precision)
        : new PortRows(new Port(column.Port.Name, classes), capacity) { AreOfLabels = true };

    /// <summary>Fills them.</summary>
    /// <param name="column">The target.</param>
    /// <param name="rows">The rows of the column.</param>
    /// <param name="pairs">With which other row each is mixed; null where they are not.</param>
    /// <param name="into">Receives them.</param>
    public static void Fill(Column column, ReadOnlySpan<int> rows, MixedPairs? pairs, PortRows into)
    {
        if (into.AreOfLabels)
            FillProbabilities(column.Indices, rows, pairs, into);
        else
            column.Gather(rows, into);
        if (pairs is not null && column.Floats is ArrayTable<float> numbers)
            Mix(numbers, rows, pairs, into);
    }

    private static void FillProbabilities(int[] labels, ReadOnlySpan<int> rows, MixedPairs? pairs, PortRows into)
    {
        var lanes = into.Lanes<float>()!.Pointer;
        var size = into.Port.Size;
        into.Rows = rows.Length;
        new Span<float>(lanes, LaneBlocks.Count(rows.Length) * LaneBlocks.Rows * size).Clear();
        for (var i = 0; i < rows.Length; i++)
        {
            var (partner, share) = pairs is null ? (i, 1) : pairs[i];
            Add(labels[rows[i]], i, share);
            Add(labels[rows[partner]], i, 1 - share);
        }

        void Add(int label, int row, float share)
        {
            if ((uint)label < (uint)size)
                lanes[((long)(row / LaneBlocks.Rows) * size + label) * LaneBlocks.Rows + row % LaneBlocks.Rows] += share;
        }
    }

    /// <summary>λ times itself and 1 − λ times that of its partner, from the column, for those in the batch change one by one.</summary>
    private static void Mix(ArrayTable<float> column, ReadOnlySpan<int> rows, MixedPairs pairs, PortRows into)
    {
        var lanes = into.Lanes<float>()!.Pointer;
        var size = into.Port.Size;
        for (var i = 0; i < rows.Length; i++)
        {
            var (partner, share) = pairs[i];
            var own = column.Row(rows[i]);
            var other = column.Row(rows[partner]);
            var lane = lanes + (long)(i / LaneBlocks.Rows) * size * LaneBlocks.Rows + i % LaneBlocks.Rows;
            for (var number = 0; number < size; number++)
                lane[(long)number * LaneBlocks.Rows] = own[number] * share + other[number] * (1 - share);
        }
    }
}

namespace Adjoint.Training;

/// <summary>Whether rows for a metric fit one another, and what is read of a row.</summary>
internal static class RowCheck
{
    /// <summary>Makes sure that the lengths fit.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    public static void Of(MetricRows rows, string metric)
    {
        if (rows.OutputSize < 1 || rows.Outputs.Length != (long)rows.Count * rows.OutputSize)
            throw new ArgumentException($"{metric}: {rows.Count} rows of {rows.OutputSize} outputs were announced, and there are {rows.Outputs.Length} numbers.", nameof(rows));
        if (!rows.Weights.IsEmpty && rows.Weights.Length != rows.Count)
            throw new ArgumentException($"{metric}: {rows.Count} rows need {rows.Count} weights; there are {rows.Weights.Length}.", nameof(rows));
        if (rows.Targets.IsEmpty ? rows.Labels.Length != rows.Count : rows.Targets.Length != rows.Outputs.Length || !rows.Labels.IsEmpty)
        {
            throw new ArgumentException(
                $"{metric}: {rows.Count} rows of {rows.OutputSize} outputs need {rows.Count} labels or {rows.Outputs.Length} targets; there are {rows.Labels.Length} labels and {rows.Targets.Length} targets.",
                nameof(rows));
        }
        if (!rows.Targets.IsEmpty)
            Prepared(rows, metric);
    }

    /// <summary>Makes sure that the preparation is that of the targets.</summary>
    private static void Prepared(MetricRows rows, string metric)
    {
        if (rows.Preparation is { TargetColumns.Count: > 0 } prepare && prepare.TargetColumns.Count != rows.OutputSize)
        {
            throw new ArgumentException(
                $"{metric}: the rows have {rows.OutputSize} targets, and the preparation {prepare.TargetColumns.Count}, {NamedColumns.List(prepare.TargetNames)}; give the one that has made the rows.", nameof(rows));
        }
    }

    /// <summary>How much a row counts.</summary>
    public static double WeightOf(MetricRows rows, int row) => rows.Weights.IsEmpty ? 1 : rows.Weights[row];

    /// <summary>The targets of a row as probabilities of classes.</summary>
    /// <exception cref="ArgumentException">They are numbers of another kind.</exception>
    private static ReadOnlySpan<float> Shares(MetricRows rows, int row)
    {
        var shares = rows.Targets.Slice(row * rows.OutputSize, rows.OutputSize);
        foreach (var share in shares)
        {
            if (share is not (>= 0 and <= 1))
            {
                throw new ArgumentException(
                    $"The target of row {row} is {share.ToString(System.Globalization.CultureInfo.InvariantCulture)}: a metric of classes needs labels, or targets from 0 to 1. Judge numbers by "
                    + $"{nameof(RootMeanSquaredError)} or {nameof(MeanAbsoluteError)}.", nameof(rows));
            }
        }
        return shares;
    }

    /// <summary>The class of a row; −1 where it does not count.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public static int ClassOf(MetricRows rows, int row)
    {
        if (!rows.Targets.IsEmpty)
            return Probabilities.Greatest(Shares(rows, row), OutputKind.Probabilities);
        var label = rows.Labels[row];
        if (label < 0 || label == rows.IgnoreIndex)
            return -1;
        var classes = Probabilities.Classes(rows.OutputSize);
        return label < classes
            ? label
            : throw new ArgumentOutOfRangeException(
                nameof(rows),
                label,
                $"Label {label} of row {row} is out of range: {rows.OutputSize} outputs tell {classes} classes apart, 0 to {classes - 1}.");
    }
}

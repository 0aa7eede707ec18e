namespace Adjoint.Training;

/// <summary>Rows for a metric: what the network has answered, and what was right.</summary>
public readonly ref struct MetricRows
{
    /// <summary>The outputs, row after row, <see cref="OutputSize"/> numbers each; those of a network of doubles are rounded.</summary>
    public ReadOnlySpan<float> Outputs { get; init; }

    /// <summary>The numbers in a row of the output.</summary>
    public int OutputSize { get; init; }

    /// <summary>The class of each row; empty where <see cref="Targets"/> are given.</summary>
    public ReadOnlySpan<int> Labels { get; init; }

    /// <summary>The numbers that each row should have had, laid out as <see cref="Outputs"/> are; empty where <see cref="Labels"/> are given.</summary>
    public ReadOnlySpan<float> Targets { get; init; }

    /// <summary>The number of rows.</summary>
    public int Count { get; init; }

    /// <summary>How much each row counts; empty where all count 1.</summary>
    public ReadOnlySpan<float> Weights { get; init; }

    /// <summary>The label of rows that do not count; null where all do.</summary>
    public int? IgnoreIndex { get; init; }

    /// <summary>
    /// What has made the targets of a table's columns: where it has standardised them, <see cref="OutputAt"/> and <see cref="TargetAt"/> give numbers in their own units. Null where
    /// they are in these units already.
    /// </summary>
    public Preparation? Preparation { get; init; }

    /// <summary>One of the <see cref="Outputs"/>, in the units of its target.</summary>
    /// <param name="number">Its position, counted row after row.</param>
    public double OutputAt(int number) => Restored(number, Outputs[number]);

    /// <summary>One of the <see cref="Targets"/>, in its own units.</summary>
    /// <inheritdoc cref="OutputAt"/>
    public double TargetAt(int number) => Restored(number, Targets[number]);

    private double Restored(int number, float value) => Preparation is { TargetColumns.Count: > 0 } prepare ? prepare.Restore(number, value) : value;
}

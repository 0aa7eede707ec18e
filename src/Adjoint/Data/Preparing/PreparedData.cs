using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>
/// Rows as a network reads them, made of a table by a <see cref="Preparation"/>. They are a <see cref="Data.Dataset"/> that cannot be split any more: what was learnt from all rows would be known to
/// both parts. Split the table.
/// </summary>
public sealed class PreparedData
{
    internal PreparedData(Preparation preparation, Dataset dataset, IReadOnlyList<string> classes, IReadOnlyDictionary<string, int> unknown)
    {
        (Preparation, Dataset, Classes, Unknown) = (preparation, dataset, classes, unknown);
        ClassCounts = new int[dataset.TargetPorts is [{ Kind: PortKind.Indices }] ? classes.Count : 0];
        for (var row = 0; row < dataset.Rows && ClassCounts.Length > 0; row++)
            ClassCounts[dataset.Label(row)]++;
    }

    /// <summary>What has made the rows.</summary>
    public Preparation Preparation { get; }

    /// <summary>The rows.</summary>
    public Dataset Dataset { get; }

    /// <summary>The number of rows.</summary>
    public int Rows => Dataset.Rows;

    /// <summary>The names of the classes, by their numbers; empty where rows have no label.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>How many rows each class has.</summary>
    public int[] ClassCounts { get; }

    /// <summary>The share of the most frequent class: the accuracy that answering it always would have. NaN where rows have no label.</summary>
    public double LargestShare => ClassCounts.Length == 0 ? double.NaN : (double)ClassCounts.Max() / Rows;

    /// <summary>How many values of each column were categories that the training part does not have, or has too rarely, <see cref="PreparationPlan.RareAsUnknown"/>.</summary>
    public IReadOnlyDictionary<string, int> Unknown { get; }

    /// <summary>A weight for each class with which all classes count the same: rows / (classes · rows of the class), as scikit-learn's "balanced". Classes without rows have weight 0.</summary>
    /// <exception cref="InvalidOperationException">The rows have no label.</exception>
    public float[] ClassWeights()
    {
        if (ClassCounts.Length == 0)
            throw new InvalidOperationException("The rows have no label, so there are no classes to weight; name the column with Label(…) on the table.");
        var present = ClassCounts.Count(static c => c > 0);
        return Array.ConvertAll(ClassCounts, count => count == 0 ? 0 : (float)((double)Rows / present / count));
    }

    /// <summary>The rows.</summary>
    public static implicit operator Dataset(PreparedData data) => (data ?? throw new ArgumentNullException(nameof(data))).Dataset;

    /// <summary>The rows.</summary>
    public Dataset ToDataset() => Dataset;
}

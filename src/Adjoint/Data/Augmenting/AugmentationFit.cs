namespace Adjoint.Data;

/// <summary>Makes sure that an augmentation and a data set belong together.</summary>
internal static class AugmentationFit
{
    /// <summary>For each input what fills it with changed rows; null where rows are as they are.</summary>
    /// <exception cref="ArgumentException">There is no such input, its rows have another length, or it cannot be changed or mixed.</exception>
    public static AugmentedRows?[] Inputs(Augmentation augmentation, Dataset dataset, long seed, int capacity, MixedPairs? pairs)
    {
        var changed = Find(augmentation, dataset);
        return [.. dataset.InputColumns.Select((column, i) => i != changed && pairs is null ? null : Rows(i == changed ? augmentation : AsItIs(column), column, seed, capacity, pairs))];
    }

    /// <summary>The number of classes, if the labels of a target become probabilities; else 0.</summary>
    /// <exception cref="ArgumentException">Labels are not classes or more than there are; or numbers cannot be mixed.</exception>
    public static int Classes(Mixup mixing, Dataset dataset, int target)
    {
        var port = dataset.TargetPorts[target];
        if (port.Kind == PortKind.Numbers)
        {
            return dataset.TargetColumns[target].Floats is ArrayTable<float> ? 0
                : throw new ArgumentException($"Mixup mixes targets that are floats; those of '{port.Name}' are not. Leave Mixup out, or give them as floats.", "augmentation");
        }
        if (mixing.Classes < port.Count)
            throw new ArgumentException($"Mixup was told that there are {mixing.Classes} classes; the labels of the data set are of {port.Count}.", "augmentation");
        for (var row = 0; row < dataset.Rows; row++)
        {
            var label = dataset.Label(port.Name, row);
            if (label < 0)
            {
                throw new ArgumentException(
                    $"Row {row} has the label {label}, which is not a class; Mixup makes probabilities of classes. Leave such rows out, or Mixup.", "augmentation");
            }
        }
        return mixing.Classes ?? port.Count;
    }

    /// <summary>The input that is changed.</summary>
    private static int Find(Augmentation augmentation, Dataset dataset)
    {
        var ports = dataset.InputPorts;
        var found = augmentation.Input is { } name ? Array.FindIndex(ports, port => port.Name == name) : ports.Length == 1 ? 0 : -1;
        if (found < 0)
        {
            throw new ArgumentException(
                augmentation.Input is { } unknown
                    ? $"The augmentation is of '{unknown}'; the data set has the inputs {PortMatch.Names(ports)}."
                    : $"The data set has the inputs {PortMatch.Names(ports)}; say with {nameof(Augmentation.On)} which of them is augmented.",
                nameof(augmentation));
        }
        return augmentation.Shape.Size == ports[found].Size ? found : throw new ArgumentException(
            $"The augmentation is for images of {augmentation.Shape}, {augmentation.Shape.Size} features; a row of the data set has {ports[found].Size}.", nameof(augmentation));
    }

    /// <summary>What leaves rows as they are until they are mixed.</summary>
    private static Augmentation AsItIs(Column column) => Augmentation.For(1, 1, column.Port.Size);

    private static AugmentedRows Rows(Augmentation augmentation, Column column, long seed, int capacity, MixedPairs? pairs) => column.Floats is { } floats
        ? new AugmentedRows(floats, augmentation, seed, capacity, pairs)
        : throw new ArgumentException($"The input '{column.Port.Name}' is kept as doubles, and augmentation changes floats or bytes. Leave it out, or give the input as floats.", nameof(augmentation));
}

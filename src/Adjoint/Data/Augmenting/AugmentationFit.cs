namespace Adjoint.Data;

/// <summary>Makes sure that an augmentation and a data set belong together.</summary>
internal static class AugmentationFit
{
    /// <summary>The number of classes, if labels become probabilities; else 0.</summary>
    /// <exception cref="ArgumentException">Rows have another length; or they are mixed, and their labels are no classes or more than there are.</exception>
    public static int Check(Augmentation augmentation, Dataset dataset)
    {
        if (augmentation.Shape.Size != dataset.FeatureCount)
        {
            throw new ArgumentException(
                $"The augmentation is for images of {augmentation.Shape}, {augmentation.Shape.Size} features; a row of the data set has {dataset.FeatureCount}.",
                nameof(augmentation));
        }
        if (augmentation.Mixing is not { } mixing || dataset.TargetCount > 0)
            return 0;
        if (mixing.Classes < dataset.Classes)
            throw new ArgumentException($"Mixup was told that there are {mixing.Classes} classes; the labels of the data set are of {dataset.Classes}.", nameof(augmentation));
        for (var row = 0; row < dataset.Rows; row++)
        {
            if (dataset.Label(row) < 0)
            {
                throw new ArgumentException(
                    $"Row {row} has the label {dataset.Label(row)}, which is no class; Mixup makes probabilities of classes. Leave such rows out, or Mixup.",
                    nameof(augmentation));
            }
        }
        return mixing.Classes ?? dataset.Classes;
    }
}

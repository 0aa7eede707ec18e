namespace Adjoint.Data;

/// <summary>Makes sure that a file of images and a file of labels belong together.</summary>
internal static class IdxPair
{
    /// <exception cref="InvalidDataException">A file is of the wrong type or shape, or the two count different rows.</exception>
    public static void Check(IdxFile images, string imagesPath, IdxFile labels, string labelsPath)
    {
        if (images.Type != IdxType.UInt8 || images.Shape.Count < 2 || images.Length == 0)
            throw new InvalidDataException($"'{imagesPath}' holds {Describe(images)}; images are unsigned bytes with two axes or more, none of them empty.");
        if (labels.Type is IdxType.Single or IdxType.Double || labels.Shape.Count != 1)
            throw new InvalidDataException($"'{labelsPath}' holds {Describe(labels)}; labels are integers with one axis. Are the two files exchanged?");
        if (images.Shape[0] != labels.Length)
            throw new InvalidDataException($"'{imagesPath}' has {images.Shape[0]} rows and '{labelsPath}' has {labels.Length}; they do not belong together.");
    }

    private static string Describe(IdxFile file) => $"{file.Type} values of the shape [{string.Join(", ", file.Shape)}]";
}

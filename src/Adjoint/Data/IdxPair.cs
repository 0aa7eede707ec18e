namespace Adjoint.Data;

/// <summary>Makes sure that a file of images and a file of labels belong together, by their headers alone.</summary>
internal static class IdxPair
{
    /// <exception cref="InvalidDataException">A file is of the wrong type or shape, or the two count different rows.</exception>
    public static void Check(IdxReader images, IdxReader labels)
    {
        if (images.Type != IdxType.UInt8 || images.Shape.Length < 2 || images.Length == 0)
            throw new InvalidDataException($"'{images.Source}' holds {Describe(images)}; images are unsigned bytes with two axes or more, none of them empty.");
        if (labels.Type is IdxType.Single or IdxType.Double || labels.Shape.Length != 1)
            throw new InvalidDataException($"'{labels.Source}' holds {Describe(labels)}; labels are integers with one axis. Are the two files exchanged?");
        if (images.Shape[0] != labels.Length)
        {
            throw new InvalidDataException(
                $"'{images.Source}' has {images.Shape[0]} rows and '{labels.Source}' has {labels.Length}; give two files of the same rows.");
        }
    }

    private static string Describe(IdxReader file) => $"{file.Type} values of the shape [{string.Join(", ", file.Shape)}]";
}

namespace Adjoint.Generator.Operators;

/// <summary>The image that a value of another number of axes was probably meant to be.</summary>
internal static class ImageSizes
{
    /// <summary>
    /// A plane is an image of one channel; a vector is a square one of one channel or of three, or a sequence of one channel; of an image read as a sequence the
    /// positions follow one another. Null where there is nothing to go by.
    /// </summary>
    public static IReadOnlyList<int>? Of(TensorShape shape, int dimensions) => (shape.Rank, dimensions) switch
    {
        (1, 1) => [1, shape.Last],
        (3, 1) => [shape.Sizes[0], shape.Sizes[1] * shape.Sizes[2]],
        (1, 2) => Square(shape.Last, 1) ?? Square(shape.Last, 3),
        var (rank, axes) when rank == axes => [1, .. shape.Sizes],
        _ => null,
    };

    private static IReadOnlyList<int>? Square(int size, int channels)
    {
        var side = (int)Math.Round(Math.Sqrt(size / (double)channels));
        return side > 1 && channels * side * side == size ? [channels, side, side] : null;
    }
}

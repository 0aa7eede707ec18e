namespace Theory.Adversaries;

/// <summary>The digits at half their size, each pixel the mean of four, from 0 to 1.</summary>
/// <param name="Pixels">Image after image.</param>
/// <param name="Labels">The digit on each.</param>
internal sealed record SmallImages(float[] Pixels, int[] Labels)
{
    public const int Side = 14, Size = Side * Side;

    public int Count => Labels.Length;

    /// <summary>Reads the digits, 8,000 to learn from and 2,000 to be tested on.</summary>
    public static (SmallImages Training, SmallImages Test) Read()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "data");
        var digits = Dataset.FromIdx(Path.Combine(folder, "t10k-images-idx3-ubyte.gz"), Path.Combine(folder, "t10k-labels-idx1-ubyte.gz"));
        var (training, test) = digits.Split(0.8, seed: 1);
        return (Halve(training), Halve(test));
    }

    /// <summary>The first of them.</summary>
    public SmallImages Take(int count) => new(Pixels[..(count * Size)], Labels[..count]);

    private static SmallImages Halve(Dataset digits)
    {
        var (pixels, labels, image) = (new float[digits.Rows * Size], new int[digits.Rows], new float[4 * Size]);
        for (var row = 0; row < digits.Rows; row++)
        {
            digits.CopyRow(row, image);
            labels[row] = digits.Label(row);
            for (var i = 0; i < 4 * Size; i++)
                pixels[row * Size + i / (2 * Side) / 2 * Side + i % (2 * Side) / 2] += image[i] / 4;
        }
        return new SmallImages(pixels, labels);
    }
}

namespace Generative;

/// <summary>The digits that come with the repository, with fewer pixels: from 0, the paper, to 1, the ink.</summary>
/// <param name="Training">Rows to learn from, pixel after pixel.</param>
/// <param name="Test">Rows to be tested on.</param>
/// <param name="Labels">The digits of the rows to learn from.</param>
/// <param name="TestLabels">The digits of the others.</param>
/// <param name="Side">The pixels of a side.</param>
internal sealed record Images(float[] Training, float[] Test, int[] Labels, int[] TestLabels, int Side)
{
    private const int FullSide = 28;

    /// <summary>The numbers of a row.</summary>
    public int Size => Side * Side;

    /// <summary>Reads some digits; of each square of pixels the mean is kept, and a margin is put around.</summary>
    /// <param name="count">The digits to learn from; as many at most are tested on, and at least 500.</param>
    /// <param name="factor">The side of such a square.</param>
    /// <param name="side">The side of the picture.</param>
    public static Images Read(int count, int factor, int side)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "data");
        var digits = Dataset.FromIdx(Path.Combine(folder, "t10k-images-idx3-ubyte.gz"), Path.Combine(folder, "t10k-labels-idx1-ubyte.gz"));
        const int test = 2000;
        count = Math.Min(count, digits.Rows - test);
        return new(Rows(digits, test, count, factor, side), Rows(digits, 0, test, factor, side), LabelsOf(digits, test, count), LabelsOf(digits, 0, test), side);
    }

    /// <summary>The batches of an epoch, of rows that were made for it.</summary>
    public static IEnumerable<MiniBatch> Batches(Dataset data, int epoch)
    {
        foreach (var batch in new MiniBatches(data, 64, seed: 1) { DropLast = true }.Epoch(epoch))
            yield return batch;
    }

    private static int[] LabelsOf(Dataset digits, int first, int count) => [.. Enumerable.Range(first, count).Select(digits.Label)];

    private static float[] Rows(Dataset digits, int first, int count, int factor, int side)
    {
        var (full, rows) = (new float[FullSide * FullSide], new float[count * side * side]);
        var margin = (side * factor - FullSide) / 2;
        for (var row = 0; row < count; row++)
        {
            digits.CopyRow(first + row, full);
            for (var y = 0; y < FullSide; y++)
            {
                for (var x = 0; x < FullSide; x++)
                    rows[(row * side + (y + margin) / factor) * side + (x + margin) / factor] += full[y * FullSide + x] / (factor * factor);
            }
        }
        return rows;
    }
}

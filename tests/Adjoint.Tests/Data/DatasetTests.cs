using Adjoint.Data;
using Adjoint.Tests.Files;

namespace Adjoint.Tests.Data;

public sealed class DatasetTests
{
    [Fact]
    public void Rows_and_labels_are_those_given()
    {
        var data = new Dataset([1, 2, 3, 4, 5, 6], 2, [0, 4, 1]);
        Assert.Equal((3, 2, 0, 5), (data.Rows, data.FeatureCount, data.TargetCount, data.Classes));
        Assert.Equal([3, 4], Row(data, 1));
        Assert.Equal([0, 4, 1], Labels(data));
        Assert.Throws<InvalidOperationException>(() => data.Target(0).Length);
    }

    [Theory]
    [InlineData(0, -100, -1)]
    [InlineData(2, -100, 1)]
    [InlineData(4, 3, int.MinValue)]
    [InlineData(int.MaxValue, int.MaxValue - 1, -1)]
    public void Labels_below_0_are_kept_and_are_no_classes(int classes, int first, int second)
    {
        var data = new Dataset([1, 2], 1, [first, second]);
        Assert.Equal(classes, data.Classes);
        Assert.Equal([first, second], Labels(data));
    }

    [Fact]
    public void Rows_and_targets_are_those_given()
    {
        var data = new Dataset([1, 2, 3, 4], 2, [5, 6, 7, 8, 9, 10], 3);
        Assert.Equal((2, 2, 3, 0), (data.Rows, data.FeatureCount, data.TargetCount, data.Classes));
        Assert.Equal([8, 9, 10], data.Target(1).ToArray());
        Assert.Throws<InvalidOperationException>(() => data.Label(0));
    }

    [Fact]
    public void Bytes_become_scaled_shifted_and_divided_floats()
    {
        var data = Dataset.FromBytes([0, 51, 255], 1, [0, 0, 0], 1 / 255f, mean: 0.2f, deviation: 0.5f);
        for (var row = 0; row < 3; row++)
            Assert.Equal((new[] { 0, 51, 255 }[row] / 255.0 - 0.2) / 0.5, Row(data, row)[0], 1e-6);
    }

    [Fact]
    public void All_bytes_are_exact_without_scaling()
    {
        var data = Dataset.FromBytes([.. Enumerable.Range(0, 256).Select(static i => (byte)i)], 256, [0], scale: 1);
        Assert.Equal(Enumerable.Range(0, 256).Select(static i => (float)i), Row(data, 0));
    }

    [Theory]
    [InlineData(0.8, 81)]
    [InlineData(0.0, 0)]
    [InlineData(1.0, 101)]
    [InlineData(0.5, 51)]
    public void A_split_deals_every_row_out_once(double fraction, int first)
    {
        const int rows = 101;
        var data = Numbered(rows);
        var (one, other) = data.Split(fraction, seed: 11);
        Assert.Equal((first, rows - first), (one.Rows, other.Rows));
        Assert.Equal(Enumerable.Range(0, rows), Labels(one).Concat(Labels(other)).Order());
        Assert.Equal((data.Classes, data.Classes), (one.Classes, other.Classes));
        for (var row = 0; row < one.Rows; row++)
            Assert.Equal([one.Label(row), -one.Label(row)], Row(one, row));
    }

    [Fact]
    public void A_split_depends_on_its_seed_only()
    {
        var data = Numbered(100);
        Assert.Equal(Labels(data.Split(0.8, 1).Training), Labels(data.Split(0.8, 1).Training));
        Assert.NotEqual(Labels(data.Split(0.8, 1).Training), Labels(data.Split(0.8, 2).Training));
        Assert.NotEqual(Enumerable.Range(0, 80), Labels(data.Split(0.8, 1).Training));
    }

    [Fact]
    public void The_parts_are_those_of_an_independent_program()
    {
        var (one, other) = Numbered(12).Split(0.75, seed: 42);
        Assert.Equal("1 4 8 0 2 10 9 7 5 | 6 3 11", $"{string.Join(" ", Labels(one))} | {string.Join(" ", Labels(other))}");
    }

    [Fact]
    public void A_part_can_be_taken_and_split_again()
    {
        var part = Numbered(100).Split(0.5, 1).Training;
        Assert.Equal(Labels(part).Take(20), Labels(part.Take(20)));
        var (one, other) = part.Take(20).Split(0.25, 2);
        Assert.Equal((5, 15), (one.Rows, other.Rows));
        Assert.Equal(Labels(part.Take(20)).Order(), Labels(one).Concat(Labels(other)).Order());
        Assert.Equal([0, 1, 2], Labels(Numbered(5).Take(3)));
        Assert.Equal(0, part.Take(0).Rows);
    }

    [Fact]
    public void Rows_can_be_taken_by_their_numbers()
    {
        var part = Numbered(100).Split(0.5, 1).Training;
        var labels = Labels(part).ToArray();
        Assert.Equal([labels[7], labels[0], labels[7]], Labels(part.Take([7, 0, 7])));
        Refused<ArgumentOutOfRangeException>("Row 50 was asked for; there are 50", () => part.Take([0, 50]));
        Refused<ArgumentNullException>("rows", () => part.Take(null!));
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void A_fraction_outside_0_to_1_is_refused(double fraction) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(5).Split(fraction, 0));

    [Fact]
    public void What_does_not_fit_together_is_refused()
    {
        Refused<ArgumentException>("5 values do not divide into rows of 2 features (1 left over)", () => new Dataset(new float[5], 2, [0, 0]));
        Refused<ArgumentException>("3 rows need 3 labels; there are 2", () => new Dataset(new float[6], 2, [0, 0]));
        Refused<ArgumentException>("3 rows with 2 targets each need 6 targets; there are 5", () => new Dataset(new float[6], 2, new float[5], 2));
        Refused<ArgumentOutOfRangeException>("featureCount", () => new Dataset(new float[2], 0, [0, 0]));
        Refused<ArgumentOutOfRangeException>("targetCount", () => new Dataset(new float[2], 1, new float[2], 0));
        Refused<ArgumentOutOfRangeException>("deviation", () => Dataset.FromBytes([1], 1, [0], deviation: 0));
        Refused<ArgumentOutOfRangeException>("mean is NaN; a finite number is needed", () => Dataset.FromBytes([1], 1, [0], mean: float.NaN));
        Refused<ArgumentNullException>("features", () => new Dataset(null!, 1, [0]));
        Refused<ArgumentNullException>("features", () => Dataset.FromBytes(null!, 1, [0]));
        Refused<ArgumentNullException>("labels", () => new Dataset([1], 1, null!));
        Refused<ArgumentNullException>("targets", () => new Dataset([1], 1, null!, 1));
    }

    [Fact]
    public void Rows_that_are_not_there_are_refused()
    {
        var part = Numbered(10).Split(0.5, 0).Training;
        Refused<ArgumentOutOfRangeException>("Row 5 was asked for; there are 5", () => part.Label(5));
        Refused<ArgumentOutOfRangeException>("Row -1 was asked for; there are 5", () => part.CopyRow(-1, new float[2]));
        Refused<ArgumentException>("A row has 2 features; the span has 3", () => part.CopyRow(0, new float[3]));
        Refused<ArgumentOutOfRangeException>("6 rows were asked for; there are 5", () => part.Take(6));
        Refused<ArgumentOutOfRangeException>("-1 rows were asked for; there are 5", () => part.Take(-1));
    }

    [Fact]
    public void Two_IDX_files_make_a_data_set()
    {
        using var scratch = new ScratchDirectory();
        var images = scratch.Write("images", IdxBytes.Counting(3, 2, 2));
        var labels = scratch.Write("labels", IdxBytes.Gzip(IdxBytes.File(0x08, [3], [2, 0, 1])));
        var data = Dataset.FromIdx(images, labels, scale: 2);
        Assert.Equal((3, 4, 3), (data.Rows, data.FeatureCount, data.Classes));
        Assert.Equal([8, 10, 12, 14], Row(data, 1));
        Assert.Equal([2, 0, 1], Labels(data));
    }

    [Fact]
    public void The_labels_of_a_file_may_be_below_0()
    {
        using var scratch = new ScratchDirectory();
        var data = Dataset.FromIdx(scratch.Write("images", IdxBytes.Counting(3, 2, 2)), scratch.Write("labels", IdxBytes.File(0x09, [3], [0, 255, 1])));
        Assert.Equal([0, -1, 1], Labels(data));
        Assert.Equal(2, data.Classes);
    }

    [Fact]
    public void Two_IDX_files_that_do_not_belong_together_are_refused()
    {
        using var scratch = new ScratchDirectory();
        var images = scratch.Write("images", IdxBytes.Counting(3, 2, 2));
        var labels = scratch.Write("labels", IdxBytes.Counting(3));
        var fewLabels = scratch.Write("few", IdxBytes.Counting(2));
        var floats = scratch.Write("floats", IdxBytes.File(0x0D, [3, 1], new byte[12]));
        Refused<InvalidDataException>("holds UInt8 values of the shape [3]; images are unsigned bytes", () => Dataset.FromIdx(labels, images));
        Refused<InvalidDataException>("holds UInt8 values of the shape [3, 2, 2]; labels are integers with one axis", () => Dataset.FromIdx(images, images));
        Refused<InvalidDataException>("has 3 rows and", () => Dataset.FromIdx(images, fewLabels));
        Refused<InvalidDataException>("holds Single values of the shape [3, 1]; images are unsigned bytes", () => Dataset.FromIdx(floats, labels));
    }

    [Fact]
    public void Files_that_do_not_belong_together_are_known_by_their_headers()
    {
        using var scratch = new ScratchDirectory();
        var images = scratch.Write("images", IdxBytes.Gzip(IdxBytes.File(0x08, [1003, 200, 200], new byte[1003 * 40_000])));
        var labels = scratch.Write("labels", IdxBytes.Counting(10));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused<InvalidDataException>("has 1003 rows and", () => Dataset.FromIdx(images, labels));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
    }

    /// <summary>Row i has the features i and −i and the label i.</summary>
    private static Dataset Numbered(int rows) => new(
        [.. Enumerable.Range(0, rows).SelectMany(static i => new float[] { i, -i })], 2, [.. Enumerable.Range(0, rows)]);

    private static float[] Row(Dataset data, int row)
    {
        var x = new float[data.FeatureCount];
        data.CopyRow(row, x);
        return x;
    }

    private static IEnumerable<int> Labels(Dataset data) => Enumerable.Range(0, data.Rows).Select(data.Label);

    private static void Refused<T>(string message, Action action)
        where T : Exception => Assert.Contains(message, Assert.Throws<T>(action).Message, StringComparison.Ordinal);
}

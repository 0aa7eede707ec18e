using Adjoint.Data;
using Adjoint.Runtime;

namespace Adjoint.Tests.Data;

public sealed class FeatureTableTests
{
    private const int TableRows = 40;
    private const int Guard = 64;
    private const float Untouched = 12345;

    // A shift that is not zero: a byte 0 and an absent lane must differ.
    private static readonly ByteConversion Conversion = new(1 / 255f, 0.1307f, 0.3081f);

    public static TheoryData<int, int> Shapes()
    {
        var shapes = new TheoryData<int, int>();
        foreach (var features in new[] { 1, 2, 3, 4, 5, 7, 15, 16, 17, 31, 32, 33, 35, 63, 64, 65, 130, 784 })
        {
            foreach (var rows in new[] { 1, 2, 3, 7, 15, 16, 17, 33 })
                shapes.Add(features, rows);
        }

        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Floats_lie_feature_by_feature_with_zeros_in_absent_lanes(int features, int count)
    {
        float[] values = [.. Enumerable.Range(1, TableRows * features).Select(static i => (float)i)];
        Check(new ArrayTable<float>(values, features), count, (row, feature) => values[row * features + feature]);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Bytes_lie_converted_feature_by_feature_with_zeros_in_absent_lanes(int features, int count)
    {
        var bytes = new byte[TableRows * features];
        new Random(8).NextBytes(bytes);
        Check(new ByteTable(bytes, features, Conversion), count, (row, feature) => Converted(bytes[row * features + feature]));
    }

    [Fact]
    public void The_conversion_is_one_rounding_away_from_the_exact_value_wherever_a_byte_stands()
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(static x => (byte)x)];
        var floats = new float[256];
        Conversion.Convert(bytes, floats);
        foreach (var x in bytes)
        {
            Assert.Equal((x * (double)(1 / 255f) - 0.1307f) / 0.3081f, floats[x], 1e-6);
            Assert.Equal((float)((double)x * Conversion.Scale + Conversion.Shift), floats[x]);
            Assert.Equal(BitConverter.SingleToInt32Bits(floats[x]), BitConverter.SingleToInt32Bits(Converted(x)));
        }
    }

    [Fact]
    public void A_row_that_is_not_there_is_refused()
    {
        var table = new ArrayTable<float>(new float[6], 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Gather([0, 3], new AlignedBuffer(32)));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Gather([-1], new AlignedBuffer(32)));
    }

    private static float Converted(byte x)
    {
        var y = new float[1];
        Conversion.Convert([x], y);
        return y[0];
    }

    /// <summary>Rows out of order, the last of the table among them, one of them twice.</summary>
    private static void Check(FeatureTable<float> table, int count, Func<int, int, float> expected)
    {
        int[] rows = [.. Enumerable.Range(0, count).Select(static i => i == 2 ? TableRows - 1 : TableRows - 1 - i * 7 % TableRows)];
        var length = LaneBlocks.Count(count) * LaneBlocks.Rows * table.FeatureCount;
        var blocks = new AlignedBuffer(length + Guard);
        blocks.Span.Fill(Untouched);
        table.Gather(rows, blocks);

        Assert.All(blocks.Span[length..].ToArray(), static value => Assert.Equal(Untouched, value));
        for (var i = 0; i < length; i++)
        {
            var row = i / (LaneBlocks.Rows * table.FeatureCount) * LaneBlocks.Rows + i % LaneBlocks.Rows;
            var feature = i / LaneBlocks.Rows % table.FeatureCount;
            var needed = row < count ? expected(rows[row], feature) : 0;
            var found = blocks.Span[i];
            Assert.True(
                BitConverter.SingleToInt32Bits(needed) == BitConverter.SingleToInt32Bits(found),
                $"Feature {feature} of {table.FeatureCount}, row {row} of {count}: found {found:R}, needed {needed:R}.");
        }
    }
}

using Adjoint.Data;

namespace Adjoint.Tests.Data;

public sealed unsafe class LaneGatherTests
{
    private const int Guard = 64;
    private const float Untouched = 12345;

    public static TheoryData<int, int> Shapes()
    {
        var shapes = new TheoryData<int, int>();
        foreach (var features in new[] { 1, 2, 3, 4, 5, 7, 15, 16, 17, 31, 32, 33, 35, 784 })
        {
            foreach (var rows in new[] { 1, 2, 3, 7, 15, 16 })
                shapes.Add(features, rows);
        }

        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Floats_lie_feature_by_feature_with_zeros_in_absent_lanes(int features, int count)
    {
        var table = new float[40 * features];
        for (var i = 0; i < table.Length; i++)
            table[i] = i + 1;
        var rows = Rows(count);
        var block = Gather(features, pointer =>
        {
            fixed (float* values = table)
                LaneGather.Floats(values, features, rows, (float*)pointer);
        });
        Check(block, features, rows, (row, feature) => table[row * features + feature]);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Bytes_lie_converted_feature_by_feature_with_zeros_in_absent_lanes(int features, int count)
    {
        var table = new byte[40 * features];
        new Random(8).NextBytes(table);
        // A shift that is not zero: a byte 0 and an absent lane must differ.
        var conversion = new ByteConversion(1 / 255f, 0.1307f, 0.3081f);
        var rows = Rows(count);
        var block = Gather(features, pointer =>
        {
            fixed (byte* values = table)
                LaneGather.Bytes(values, features, rows, conversion, (float*)pointer);
        });
        Check(block, features, rows, (row, feature) => conversion[table[row * features + feature]]);
    }

    [Fact]
    public void The_conversion_is_one_rounding_away_from_the_exact_value()
    {
        var conversion = new ByteConversion(1 / 255f, 0.1307f, 0.3081f);
        for (var x = 0; x <= 255; x++)
        {
            Assert.Equal((x * (double)(1 / 255f) - 0.1307f) / 0.3081f, conversion[(byte)x], 1e-6);
            Assert.Equal((float)((double)x * conversion.Scale + conversion.Shift), conversion[(byte)x]);
        }
    }

    /// <summary>Rows out of order, the last of the table among them, one of them twice.</summary>
    private static int[] Rows(int count) => [.. Enumerable.Range(0, count).Select(static lane => lane == 2 ? 39 : 39 - lane * 7 % 40)];

    private static float[] Gather(int features, Action<nint> gather)
    {
        var block = new float[16 * features + 2 * Guard];
        block.AsSpan().Fill(Untouched);
        fixed (float* pointer = block)
            gather((nint)(pointer + Guard));
        return block;
    }

    private static void Check(float[] block, int features, int[] rows, Func<int, int, float> expected)
    {
        for (var i = 0; i < Guard; i++)
        {
            Assert.Equal(Untouched, block[i]);
            Assert.Equal(Untouched, block[^(i + 1)]);
        }

        for (var feature = 0; feature < features; feature++)
        {
            for (var lane = 0; lane < 16; lane++)
            {
                var needed = lane < rows.Length ? expected(rows[lane], feature) : 0;
                var found = block[Guard + feature * 16 + lane];
                Assert.True(
                    BitConverter.SingleToInt32Bits(needed) == BitConverter.SingleToInt32Bits(found),
                    $"Feature {feature} of {features}, lane {lane} of {rows.Length}: found {found:R}, needed {needed:R}.");
            }
        }
    }
}

using Adjoint.Runtime;

namespace Adjoint.Tests.Numerics;

/// <summary>Against the obvious loops, at awkward sizes, with nothing but the exact rows accessible.</summary>
public unsafe class LaneBlocksTests
{
    public static TheoryData<int> Features => [1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 31, 33, 784];

    public static TheoryData<int> PanelWidths => [1, 2, 3, 4, 10, 15, 16, 17, 33, 63, 64, 65, 67, 70, 128, 130, 784];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(16, 1)]
    [InlineData(17, 2)]
    [InlineData(128, 8)]
    [InlineData(int.MaxValue, 1 << 27)]
    public void Count_rounds_up(int rows, int blocks) => Assert.Equal(blocks, LaneBlocks.Count(rows));

    [Theory]
    [MemberData(nameof(Features))]
    public void Rows_become_lanes_and_absent_rows_zeros(int features)
    {
        for (var rowCount = 0; rowCount <= 33; rowCount++)
        {
            using var rows = new GuardedFloats(Numbers(rowCount * features));
            using var lanes = new GuardedFloats(LaneBlocks.Count(rowCount) * features * LaneBlocks.Rows);

            LaneBlocks.FromRows(rows.Pointer, rowCount, features, lanes.Pointer);

            AssertEqual(NaiveLanes(rows.Span, rowCount, features), lanes.Span, $"{rowCount} rows of {features}");
            lanes.AssertSurroundingsIntact();
        }
    }

    [Theory]
    [MemberData(nameof(Features))]
    public void Lanes_become_rows_and_no_more(int features)
    {
        for (var rowCount = 0; rowCount <= 33; rowCount++)
        {
            var expected = Numbers(rowCount * features);
            using var lanes = new GuardedFloats(NaiveLanes(expected, rowCount, features));
            using var rows = new GuardedFloats(rowCount * features);

            LaneBlocks.ToRows(lanes.Pointer, rowCount, features, rows.Pointer);

            AssertEqual(expected, rows.Span, $"{rowCount} rows of {features}");
            rows.AssertSurroundingsIntact();
        }
    }

    [Theory]
    [MemberData(nameof(Features))]
    public void Rows_are_gathered_from_anywhere(int features)
    {
        var all = Numbers(LaneBlocks.Rows * features);
        var rows = Enumerable.Range(0, LaneBlocks.Rows).Select(row => new GuardedFloats(all.AsSpan(row * features, features))).ToArray();
        var table = stackalloc float*[LaneBlocks.Rows];
        for (var row = 0; row < LaneBlocks.Rows; row++)
            table[row] = rows[row].Pointer;

        for (var count = 0; count <= LaneBlocks.Rows; count++)
        {
            using var block = new GuardedFloats(features * LaneBlocks.Rows);

            LaneBlocks.FromRows(table, count, features, block.Pointer);

            var expected = count == 0 ? new float[block.Length] : NaiveLanes(all, count, features);
            AssertEqual(expected, block.Span, $"{count} rows of {features}");
            block.AssertSurroundingsIntact();
        }
        Array.ForEach(rows, row => row.Dispose());
    }

    [Theory]
    [MemberData(nameof(PanelWidths))]
    public void Panels_hold_each_row_contiguous_and_padded_with_zeros(int features)
    {
        const int PanelRows = 48;
        foreach (var firstRow in new[] { 0, 16, 32 })
        {
            using var lanes = new GuardedFloats(Numbers(features * LaneBlocks.Rows));
            using var panels = new GuardedFloats((features + 15) / 16 * 16 * PanelRows);

            LaneBlocks.ToPanels(lanes.Pointer, features, panels.Pointer, PanelRows, firstRow);

            for (var panel = 0; panel * 64 < features; panel++)
            {
                var width = Math.Min(64, (features - 64 * panel + 15) / 16 * 16);
                for (var i = 0; i < PanelRows * width; i++)
                {
                    var at = 64 * panel * PanelRows + i;
                    var (lane, feature) = (i / width - firstRow, 64 * panel + i % width);
                    if (lane is < 0 or >= LaneBlocks.Rows)
                        Assert.True(panels.IsUntouched(at), $"row {i / width} was written, which is not one of {firstRow} … {firstRow + 15}");
                    else
                        Assert.Equal(feature < features ? lanes.Span[feature * LaneBlocks.Rows + lane] : 0, panels.Span[at]);
                }
            }
            panels.AssertSurroundingsIntact();
        }
    }

    /// <summary>Small halves, whose sums are exact in any order: every feature must be summed by one slice, and added to what is there once.</summary>
    [Theory]
    [MemberData(nameof(PanelWidths))]
    public void Slices_of_sums_over_rows_take_each_feature_once(int features)
    {
        const int Units = 3;
        float[] values = [.. Enumerable.Range(0, Units * features * LaneBlocks.Rows).Select(static i => i % 97 - 40.5f)];
        float[] expected = [.. Enumerable.Range(0, features).Select(f => f + SumOf(values, features, f))];
        var doubles = Array.ConvertAll(values, static value => (double)value);
        using var lanes = new GuardedFloats(values);
        using var panels = new GuardedFloats((features + 15) / 16 * 16 * Units * LaneBlocks.Rows);
        LaneBlocks.ToPanels(lanes.Pointer, features, panels.Pointer, Units, 0, Units);
        var doublePanels = new double[panels.Length];
        fixed (double* d = doubles, p = doublePanels)
        {
            LaneBlocks.ToPanels(d, features, p, Units, 0, Units);
            foreach (var slices in new[] { 1, 2, 3, 8, 64 })
            {
                float[] ofLanes = [.. Enumerable.Range(0, features)], ofPanels = [.. ofLanes];
                double[] ofDoubles = [.. Enumerable.Range(0, features)], ofDoublePanels = [.. ofDoubles];
                fixed (float* a = ofLanes, b = ofPanels)
                fixed (double* c = ofDoubles, e = ofDoublePanels)
                {
                    for (var slice = 0; slice < slices; slice++)
                    {
                        LaneBlocks.AddLaneSums(lanes.Pointer, features, Units, a, accumulate: true, slice, slices);
                        LaneBlocks.AddPanelSums(panels.Pointer, features, Units, b, accumulate: true, slice, slices);
                        LaneBlocks.AddLaneSums(d, features, Units, c, accumulate: true, slice, slices);
                        LaneBlocks.AddPanelSums(p, features, Units, e, accumulate: true, slice, slices);
                    }
                }
                AssertEqual(expected, ofLanes, $"lanes in {slices} slices");
                AssertEqual(expected, ofPanels, $"panels in {slices} slices");
                AssertEqual(expected, Array.ConvertAll(ofDoubles, static sum => (float)sum), $"lanes of doubles in {slices} slices");
                AssertEqual(expected, Array.ConvertAll(ofDoublePanels, static sum => (float)sum), $"panels of doubles in {slices} slices");
            }
        }
    }

    private static float SumOf(float[] lanes, int features, int feature) =>
        Enumerable.Range(0, lanes.Length).Where(i => i / LaneBlocks.Rows % features == feature).Sum(i => lanes[i]);

    private static float[] NaiveLanes(ReadOnlySpan<float> rows, int rowCount, int features)
    {
        var lanes = new float[(rowCount + 15) / 16 * features * 16];
        for (var row = 0; row < rowCount; row++)
        {
            for (var feature = 0; feature < features; feature++)
                lanes[(row / 16 * features + feature) * 16 + row % 16] = rows[row * features + feature];
        }
        return lanes;
    }

    /// <summary>Distinct and never zero, so that no misplaced value goes unseen.</summary>
    private static float[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(i => i + 0.5f)];

    private static void AssertEqual(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(expected[i] == actual[i], $"{what}: element {i} is {actual[i]}, not {expected[i]}");
    }
}

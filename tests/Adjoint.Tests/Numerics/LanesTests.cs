using System.Runtime.Intrinsics;
using Adjoint.Runtime;

namespace Adjoint.Tests.Numerics;

public unsafe class LanesTests
{
    [Fact]
    public void Loads_fill_the_first_lanes_and_read_nothing_behind_them()
    {
        for (var count = 0; count <= 16; count++)
        {
            using var values = new GuardedFloats(Numbers(count));
            if (count <= 4)
                AssertFirst(count, Lanes.LoadFirst128(values.Pointer, count).ToVector256().ToVector512());
            if (count <= 8)
                AssertFirst(count, Lanes.LoadFirst256(values.Pointer, count).ToVector512());
            AssertFirst(count, Lanes.LoadFirst512(values.Pointer, count));
        }
    }

    [Fact]
    public void Stores_write_the_first_lanes_and_nothing_behind_them()
    {
        var all = Vector512.Create(Numbers(16));
        for (var count = 0; count <= 16; count++)
        {
            if (count <= 4)
                AssertStored(count, 128);
            if (count <= 8)
                AssertStored(count, 256);
            AssertStored(count, 512);
        }

        void AssertStored(int count, int bits)
        {
            using var values = new GuardedFloats(count);
            if (bits == 128)
                Lanes.StoreFirst(values.Pointer, all.GetLower().GetLower(), count);
            else if (bits == 256)
                Lanes.StoreFirst(values.Pointer, all.GetLower(), count);
            else
                Lanes.StoreFirst(values.Pointer, all, count);
            Assert.Equal(Numbers(count), values.Span.ToArray());
            values.AssertSurroundingsIntact();
        }
    }

    [Fact]
    public void Numbers_are_repeated_over_the_lanes_and_nothing_behind_them_is_read()
    {
        using var eight = new GuardedFloats(Numbers(8));
        using var four = new GuardedFloats(Numbers(4));
        using var two = new GuardedFloats(Numbers(2));
        for (var lane = 0; lane < 16; lane++)
        {
            Assert.Equal(lane / 2 + 1.5f, Lanes.Repeat2In512(eight.Pointer)[lane]);
            Assert.Equal(lane / 4 + 1.5f, Lanes.Repeat4In512(four.Pointer)[lane]);
            Assert.Equal(lane % 8 / 2 + 1.5f, Lanes.Repeat2In256(four.Pointer)[lane % 8]);
            Assert.Equal(lane % 8 / 4 + 1.5f, Lanes.Repeat4In256(two.Pointer)[lane % 8]);
            Assert.Equal(lane % 4 / 2 + 1.5f, Lanes.Repeat2In128(two.Pointer)[lane % 4]);
        }
    }

    [Fact]
    public void Every_second_number_of_two_vectors_fills_one()
    {
        var (a, b) = (Vector512.Create(Numbers(16)), Vector512.Create(Numbers(32).AsSpan(16)));
        for (var lane = 0; lane < 16; lane++)
        {
            Assert.Equal(2 * lane + 1.5f, VectorMath.EverySecond(a, b)[lane]);
            Assert.Equal(2 * (lane % 8) + 1.5f, VectorMath.EverySecond(a.GetLower(), a.GetUpper())[lane % 8]);
            Assert.Equal(2 * (lane % 4) + 1.5f, VectorMath.EverySecond(a.GetLower().GetLower(), a.GetLower().GetUpper())[lane % 4]);
        }
    }

    [Fact]
    public void Folds_sum_the_lanes_that_belong_to_one_output()
    {
        var all = Vector512.Create(Numbers(16));
        float Sum(int lanes, int outputs, int output) => Enumerable.Range(0, lanes).Where(lane => lane % outputs == output).Sum(static lane => lane + 1.5f);
        for (var output = 0; output < 4; output++)
        {
            Assert.Equal(Sum(16, 4, output), Lanes.Fold4(all)[output]);
            Assert.Equal(Sum(8, 4, output), Lanes.Fold4(all.GetLower())[output]);
            Assert.Equal(Sum(16, 2, output % 2), Lanes.Fold2(all)[output % 2]);
            Assert.Equal(Sum(8, 2, output % 2), Lanes.Fold2(all.GetLower())[output % 2]);
            Assert.Equal(Sum(4, 2, output % 2), Lanes.Fold2(all.GetLower().GetLower())[output % 2]);
        }
        Assert.Equal(Sum(16, 1, 0), Lanes.Fold1(all)[0]);
        Assert.Equal(Sum(8, 1, 0), Lanes.Fold1(all.GetLower())[0]);
        Assert.Equal(Sum(4, 1, 0), Lanes.Fold1(all.GetLower().GetLower())[0]);
    }

    private static void AssertFirst(int count, Vector512<float> loaded)
    {
        for (var lane = 0; lane < 16; lane++)
            Assert.Equal(lane < count ? lane + 1.5f : 0f, loaded[lane]);
    }

    private static float[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(i => i + 0.5f)];
}

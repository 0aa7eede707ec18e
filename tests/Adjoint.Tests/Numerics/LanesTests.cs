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

    private static void AssertFirst(int count, Vector512<float> loaded)
    {
        for (var lane = 0; lane < 16; lane++)
            Assert.Equal(lane < count ? lane + 1.5f : 0f, loaded[lane]);
    }

    private static float[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(i => i + 0.5f)];
}

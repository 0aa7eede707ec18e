using Adjoint.Runtime;

namespace Adjoint.Tests.Training;

public sealed class WorkspacePoolTests
{
    [Theory]
    [InlineData(100, 900)]
    [InlineData(900, 100)]
    public void Two_buffers_of_one_call_are_found_again(int first, int second)
    {
        var pool = new WorkspacePool();
        var (a, b) = Borrow(pool, first, second);
        for (var call = 0; call < 3; call++)
        {
            var (c, d) = Borrow(pool, first, second);
            Assert.Same(a, c);
            Assert.Same(b, d);
        }
    }

    [Fact]
    public void A_longer_buffer_serves_a_shorter_need()
    {
        var pool = new WorkspacePool();
        var buffer = pool.Rent(1000);
        pool.Return(buffer);
        Assert.Same(buffer, pool.Rent(10));
    }

    [Fact]
    public void A_longer_buffer_takes_the_place_of_one_that_is_too_short()
    {
        var pool = new WorkspacePool();
        var small = pool.Rent(10);
        pool.Return(small);
        var large = pool.Rent(1000);
        pool.Return(large);
        Assert.Same(large, pool.Rent(10));
        Assert.NotSame(small, pool.Rent(10));
    }

    [Fact]
    public void No_buffer_is_lent_twice_at_once()
    {
        var pool = new WorkspacePool();
        var holders = new System.Collections.Concurrent.ConcurrentDictionary<AlignedBuffer, int>(ReferenceEqualityComparer.Instance);
        var clashes = 0;
        Parallel.For(0, 8, _ =>
        {
            for (var call = 0; call < 2000; call++)
            {
                var buffer = pool.Rent(call % 7 * 10);
                if (!holders.TryAdd(buffer, call))
                    Interlocked.Increment(ref clashes);
                else
                    holders.TryRemove(buffer, out int _);
                pool.Return(buffer);
            }
        });
        Assert.Equal(0, clashes);
    }

    [Fact]
    public void A_need_beyond_any_array_says_what_to_do()
    {
        var error = Assert.Throws<OutOfMemoryException>(() => new WorkspacePool().Rent(5_000_000_000));
        Assert.Contains("5000000000 numbers", error.Message, StringComparison.Ordinal);
        Assert.Contains("Use fewer rows or threads", error.Message, StringComparison.Ordinal);
    }

    private static (AlignedBuffer First, AlignedBuffer Second) Borrow(WorkspacePool pool, int first, int second)
    {
        var buffers = (pool.Rent(first), pool.Rent(second));
        pool.Return(buffers.Item2);
        pool.Return(buffers.Item1);
        return buffers;
    }
}

using Adjoint.Data;

namespace Adjoint.Tests.Data;

public sealed class ShufflerTests
{
    [Fact]
    public void The_order_is_that_of_an_independent_program() =>
        Assert.Equal("8 5 0 1 6 4 9 2 7 3 11 10", string.Join(" ", Order(12, seed: 42, stream: 3)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void Nothing_is_lost_and_nothing_doubled(int count) => Assert.Equal(Enumerable.Range(0, count), Order(count, 1, 1).Order());

    [Fact]
    public void Seeds_and_streams_give_different_orders()
    {
        var orders = from seed in Enumerable.Range(0, 20) from stream in Enumerable.Range(0, 20) select string.Join(" ", Order(20, (ulong)seed, (ulong)stream));
        Assert.Equal(400, orders.Distinct().Count());
    }

    [Fact]
    public void All_orders_are_equally_likely()
    {
        const int trials = 24_000;
        var counts = new Dictionary<string, int>();
        for (var stream = 0; stream < trials; stream++)
        {
            var order = string.Concat(Order(4, seed: 5, (ulong)stream));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        // χ² with 23 degrees of freedom exceeds 49.7 once in a thousand.
        var expected = trials / 24.0;
        var statistic = counts.Values.Sum(count => (count - expected) * (count - expected) / expected);
        Assert.Equal(24, counts.Count);
        Assert.InRange(statistic, 0, 49.7);
    }

    private static int[] Order(int count, ulong seed, ulong stream)
    {
        int[] values = [.. Enumerable.Range(0, count)];
        Shuffler.Shuffle(values, seed, stream);
        return values;
    }
}

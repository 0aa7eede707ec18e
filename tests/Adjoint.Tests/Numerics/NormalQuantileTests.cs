using Adjoint.Runtime;

namespace Adjoint.Tests.Numerics;

public class NormalQuantileTests
{
    /// <summary>Expected values computed with 40 digits (mpmath) at the exact double given.</summary>
    [Theory]
    [InlineData(0.5, 0.0)]
    [InlineData(0.6, 0.25334710313579974132)]
    [InlineData(0.075, -1.4395314709384559349)]
    [InlineData(0.0751, -1.4388253927525399824)]
    [InlineData(0.925, 1.4395314709384562291)]
    [InlineData(0.975, 1.9599639845400538556)]
    [InlineData(0.999, 3.0902323061678132778)]
    [InlineData(1e-6, -4.7534243088228989573)]
    [InlineData(1e-9, -5.9978070150076868614)]
    [InlineData(1e-12, -7.0344838253011319326)]
    [InlineData(2.220446049250313e-16, -8.1258906647019068585)]
    public void Quantiles_agree_to_four_parts_in_ten_to_the_sixteen(double probability, double expected)
    {
        var actual = NormalQuantile.Of(probability);
        Assert.True(Math.Abs(actual - expected) <= 4e-16 * Math.Abs(expected) + 1e-300, $"{actual:R} is not {expected:R}");
    }

    [Fact]
    public void The_logarithm_agrees_with_the_platform()
    {
        var random = new CounterRandom(1, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var x = Math.ScaleB(random.NextDouble(), -(int)(random.NextWord() % 52)) * 0.5;
            var (expected, actual) = (Math.Log(x), NormalQuantile.Log(x));
            Assert.True(Math.Abs(actual - expected) <= 6e-16 * Math.Abs(expected), $"ln {x:R} = {expected:R}, not {actual:R}");
        }
    }
}

using Adjoint.Data;

namespace Adjoint.Tests.Samples;

/// <summary>What docs/guide.md says of searches with all rows at once.</summary>
public sealed class GuideSearchesTests
{
    [Fact]
    public void Searches_with_all_rows()
    {
        var network = new Wave(seed: 1);
        var batch = new MiniBatch(network, 40);
        var x = Enumerable.Range(0, 40).Select(static i => i / 20.0 - 1).ToArray();
        batch["x"].Set(x);
        batch["targets"].Set(Array.ConvertAll(x, static v => Math.Sin(3 * v)));
        var found = new LevenbergMarquardt { MaxIterations = 100 }.Minimize(network, batch);
        Console.WriteLine($"{found.Reason} after {found.Iterations} iterations, loss {found.Loss}");
        Assert.InRange(found.Loss, 0, 1e-9);
    }
}

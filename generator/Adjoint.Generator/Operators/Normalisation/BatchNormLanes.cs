using Adjoint.Generator.Kernels;
using Index = Adjoint.Generator.Kernels.Index;

namespace Adjoint.Generator.Operators;

/// <summary>The parts of batch normalisation that each row does by itself.</summary>
internal static class BatchNormLanes
{
    private static readonly Variable S = new("s"), Q = new("q"), D = new("d");

    public static LaneKernel Of(int channels, int positions)
    {
        var size = channels * positions;
        return new LaneKernel($"BatchNorm{channels}x{positions}",
        [
            new LaneMethod("Moments", "m[c] = mean of x[c], m[C + c] = Σ (x[c] − mean)² over the positions of channel c",
                [new("x", size), new("m", 2 * channels)], [.. Moments(channels, positions)]),
            new LaneMethod("Affine", "y[c] = a[c] x[c] + a[C + c]",
                [new("x", size), new("a", 0), new("y", size)], [.. Affine(channels, positions)], Rows: true),
            new LaneMethod("GradientMoments", "m[c] = Σ dy[c], m[C + c] = Σ dy[c] (x[c] − μ[c]) over the positions of channel c",
                [new("dy", size), new("x", size), new("a", 0), new("m", 2 * channels)], [.. GradientMoments(channels, positions)]),
            new LaneMethod("Backward", "dx[c] = a[c] dy[c] + a[C + c] x[c] + a[2C + c] in lanes with a row, else 0",
                [new("dy", size), new("x", size), new("a", 0), new("mask", 1), new("dx", size)], [.. Backward(channels, positions)]),
        ]);
    }

    /// <summary>Deviations from the first position's value: their squares lose no digits to a large mean.</summary>
    private static IEnumerable<Statement> Moments(int channels, int positions)
    {
        var (x, shift) = (new Feature("x", At(positions)), new Variable("shift"));
        if (positions == 1)
        {
            yield return new Loop("c", 0, channels, [new Store("m", "c", new Feature("x", "c")), new Store("m", (Index)"c" + channels, 0f)]);
            yield break;
        }
        yield return new Loop("c", 0, channels,
        [
            new Let("shift", new Feature("x", (Index)"c" * positions)),
            new Let("s", 0f),
            new Let("q", 0f),
            new Loop("p", 0, positions, [new Let("d", x - shift), new Set("s", S + D), new Set("q", Q + D * D)]),
            new Store("m", "c", shift + S * (1.0 / positions)),
            new Store("m", (Index)"c" + channels, Q - S * S * (1.0 / positions)),
        ]);
    }

    private static IEnumerable<Statement> Affine(int channels, int positions)
    {
        yield return new Loop("c", 0, channels,
        [
            new Let("scale", new Scalar("a", "c")),
            new Let("shift", new Scalar("a", (Index)"c" + channels)),
            new Loop("p", 0, positions, [new Store("y", At(positions), new Variable("scale") * new Feature("x", At(positions)) + new Variable("shift"))]),
        ]);
    }

    private static IEnumerable<Statement> GradientMoments(int channels, int positions)
    {
        yield return new Loop("c", 0, channels,
        [
            new Let("mean", new Scalar("a", (Index)"c" + 2 * channels)),
            new Let("s", 0f),
            new Let("q", 0f),
            new Loop("p", 0, positions,
            [
                new Let("d", new Feature("dy", At(positions))),
                new Set("s", S + D),
                new Set("q", Q + D * (new Feature("x", At(positions)) - new Variable("mean"))),
            ]),
            new Store("m", "c", S),
            new Store("m", (Index)"c" + channels, Q),
        ]);
    }

    private static IEnumerable<Statement> Backward(int channels, int positions)
    {
        var (a, p, q) = (new Variable("ofGradient"), new Variable("ofValue"), new Variable("shift"));
        yield return new Let("valid", new Feature("mask", 0));
        yield return new Loop("c", 0, channels,
        [
            new Let("ofGradient", new Scalar("a", "c")),
            new Let("ofValue", new Scalar("a", (Index)"c" + channels)),
            new Let("shift", new Scalar("a", (Index)"c" + 2 * channels)),
            new Loop("p", 0, positions,
            [
                new Store("dx", At(positions), new Variable("valid") * (a * new Feature("dy", At(positions)) + (p * new Feature("x", At(positions)) + q))),
            ]),
        ]);
    }

    private static Index At(int positions) => (Index)"c" * positions + "p";
}

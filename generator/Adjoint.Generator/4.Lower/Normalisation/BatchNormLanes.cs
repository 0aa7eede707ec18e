using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Lanes.Loops;
using static Adjoint.Generator.Scalars.Functions;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Lower;

/// <summary>
/// The parts of batch normalisation that each row does by itself. What lies where in the buffers between them and the run-time library, in numbers a channel:
/// moments hold a row's first value, its mean less that, and Σ (x − mean)², or the one value that it has; what channels are normalised by begins with factor,
/// summand and mean.
/// </summary>
internal static class BatchNormLanes
{
    /// <summary>What prediction normalises a channel by: factor, summand and mean.</summary>
    public const int Affine = 3;

    /// <summary>What training normalises a channel by: these, what the mean's rounding has left out, and 1/deviation.</summary>
    public const int Statistics = 5;

    /// <summary>Σ dy and Σ dy (x − μ).</summary>
    public const int GradientMoments = 2;

    /// <summary>a, p, q and the mean.</summary>
    public const int GradientStatistics = 4;

    private static readonly Variable First = new("first"), Mean = new("mean"), Total = new("total"), Dot = new("dot"), Dy = new("dyv");

    /// <summary>A row's moments of one channel.</summary>
    public static int Moments(int positions) => positions == 1 ? 1 : 3;

    public static LaneKernel Of(int channels, int positions)
    {
        var size = channels * positions;
        var moments = positions == 1
            ? new LaneMethod("Moments", "m[c] = x[c]", [new("x", size), new("m", channels)], [new Loop("c", 0, channels, [new Store("m", "c", new Feature("x", "c"))])])
            : new LaneMethod("Moments", "over the positions of channel c: m[c] = the first x[c], m[C + c] = mean of x[c] − m[c], m[2C + c] = Σ (x[c] − mean)²",
                [new("x", size), new("m", Moments(positions) * channels)], [.. MomentsOf(channels, positions)]);
        return new LaneKernel($"BatchNorm{channels}x{positions}", $"The parts of batch normalisation that each row does by itself, for {channels} channels of {positions} positions",
        [
            moments,
            new LaneMethod("Affine", "y[c] = a[c] (x[c] − a[2C + c]) + a[C + c]",
                [new("x", size), new("a", 0), new("y", size)], [.. AffineOf(channels, positions)], Rows: true),
            new LaneMethod("GradientMoments", "m[c] = Σ dy[c], m[C + c] = Σ dy[c] (x[c] − μ[c]) over the positions of channel c",
                [new("dy", size), new("x", size), new("a", 0), new("m", GradientMoments * channels)], [.. GradientMomentsOf(channels, positions)]),
            new LaneMethod("Backward", "dx[c] = a[c] dy[c] + a[C + c] (x[c] − a[3C + c]) + a[2C + c] in lanes with a row, else 0",
                [new("dy", size), new("x", size), new("a", 0), new("mask", 1), new("dx", size)], [.. Backward(channels, positions)]),
        ]);
    }

    /// <summary>Deviations from the first position's value are exact far from zero. Their squares are not taken from it but from their mean: the first may be an outlier.</summary>
    private static IEnumerable<Statement> MomentsOf(int channels, int positions)
    {
        Expr Deviation(Index p) => new Feature("x", (Index)"c" * positions + p) - First;
        yield return new Loop("c", 0, channels,
        [
            new Let("first", new Feature("x", (Index)"c" * positions)),
            .. Sums(positions, ("mean", Deviation)),
            new Set("mean", Mean * (1.0 / positions)),
            .. Sums(positions, ("squares", p => (Deviation(p) - Mean) * (Deviation(p) - Mean))),
            new Store("m", "c", First),
            new Store("m", (Index)"c" + channels, Mean),
            new Store("m", (Index)"c" + 2 * channels, new Variable("squares")),
        ]);
    }

    private static IEnumerable<Statement> AffineOf(int channels, int positions)
    {
        yield return new Loop("c", 0, channels,
        [
            new Let("scale", new Scalar("a", "c")),
            new Let("shift", new Scalar("a", (Index)"c" + channels)),
            new Let("mean", new Scalar("a", (Index)"c" + 2 * channels)),
            new Loop("p", 0, positions, [new Store("y", At(positions), MultiplyAdd(new Feature("x", At(positions)) - Mean, new Variable("scale"), new Variable("shift")))]),
        ]);
    }

    private static IEnumerable<Statement> GradientMomentsOf(int channels, int positions)
    {
        yield return new Loop("c", 0, channels,
        [
            new Let("mean", new Scalar("a", (Index)"c" + 2 * channels)),
            new Let("total", 0f),
            new Let("dot", 0f),
            new Loop("p", 0, positions,
            [
                new Let("dyv", new Feature("dy", At(positions))),
                new Set("total", Total + Dy),
                new Set("dot", Dot + Dy * (new Feature("x", At(positions)) - Mean)),
            ]),
            new Store("m", "c", Total),
            new Store("m", (Index)"c" + channels, Dot),
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
            new Let("mean", new Scalar("a", (Index)"c" + 3 * channels)),
            new Loop("p", 0, positions,
            [
                new Store("dx", At(positions), new Variable("valid") * (a * new Feature("dy", At(positions)) + (p * (new Feature("x", At(positions)) - Mean) + q))),
            ]),
        ]);
    }

    private static Index At(int positions) => (Index)"c" * positions + "p";
}

using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Lanes.Loops;
using static Adjoint.Generator.Scalars.Functions;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Lower;

/// <summary>
/// The lane programs of normalisation. With n numbers in a group, mean m (0 where nothing is centred), <c>r = 1 / √(1/n Σ (xᵢ − m)² + ε)</c>, weights g and
/// biases b: <c>yᵢ = gᵢ r (xᵢ − m) + bᵢ</c>.
/// <para>
/// Nothing depends on what is subtracted from every number of a group, so the group's first is: <c>xᵢ − m = (xᵢ − x₁) − d</c>, d the mean of the xᵢ − x₁. Far from
/// zero those differences are exact, while m itself would be rounded, and with it all that it is subtracted from.
/// </para>
/// </summary>
/// <param name="axes">What is normalised together.</param>
/// <param name="epsilon">ε.</param>
/// <param name="isCentred">Whether the mean is subtracted.</param>
/// <param name="hasWeight">Whether there are weights.</param>
/// <param name="hasBias">Whether there are biases.</param>
internal sealed class NormKernel(NormAxes axes, Expr epsilon, bool isCentred, bool hasWeight, bool hasBias)
{
    private static readonly Variable First = new("first");
    private static readonly Variable Mean = new("mean");
    private static readonly Variable Inverse = new("inverse");

    /// <summary>Whether weights differ by channel in blocks of positions, so that sums over a channel's positions are a step of their own.</summary>
    private bool GoesByChannel => axes.Positions > 1 && (hasWeight || hasBias);

    /// <summary>The groups that one unit of forward has: each group is a unit where no weight tells them apart.</summary>
    public int ForwardGroups => axes.HasOwnWeights && (hasWeight || hasBias) ? axes.Groups : 1;

    /// <summary>y from x, for the groups of one unit.</summary>
    public IEnumerable<Statement> Forward() => Each(ForwardGroups, g =>
    {
        var (start, weights) = (g * axes.Size, axes.HasOwnWeights ? g * axes.Channels : 0);
        Expr Y(Index at, Expr scale, Expr? bias) => bias is null ? Centred(at) * scale : MultiplyAdd(Centred(at), scale, bias);
        return
        [
            .. Statistics(start),
            .. GoesByChannel
                ? For("k", axes.Channels, k =>
                [
                    new Let("scale", hasWeight ? Inverse * new Scalar("w", weights + k) : Inverse),
                    .. hasBias ? (IEnumerable<Statement>)[new Let("shift", new Scalar("b", weights + k))] : [],
                    .. For("i", axes.Positions, i =>
                    [
                        new Store("y", start + k * axes.Positions + i,
                            Y(start + k * axes.Positions + i, new Variable("scale"), hasBias ? new Variable("shift") : null)),
                    ]),
                ])
                : For("i", axes.Size, i =>
                [
                    new Store("y", start + i, Y(start + i, hasWeight ? Inverse * new Scalar("w", weights + i) : Inverse, hasBias ? new Scalar("b", weights + i) : null)),
                ]),
        ];
    });

    /// <summary>dx and each row's part of dg and db from dy and x.</summary>
    /// <param name="groups">The groups of one unit.</param>
    /// <param name="trains">Whether parts of the parameters' gradients are written.</param>
    public IEnumerable<Statement> Backward(int groups, bool trains)
    {
        // Groups that share their weights add to one gradient.
        var adds = trains && hasWeight && groups > 1 && !axes.HasOwnWeights;
        return
        [
            .. adds ? Clear("dw", axes.Channels) : [],
            .. Each(groups, g => GoesByChannel ? ByChannel(g, trains) : Flat(g, trains, adds)),
        ];
    }

    private static IEnumerable<Statement> Each(int groups, Func<Index, IEnumerable<Statement>> body) => groups == 1 ? body(0) : For("g", groups, body);

    /// <summary>x₁, d and r of the group that starts at a place.</summary>
    private IEnumerable<Statement> Statistics(Index start)
    {
        List<Statement> body = [];
        if (isCentred)
        {
            body.Add(new Let("first", new Feature("x", start)));
            body.AddRange(Sums(axes.Size, ("mean", i => new Feature("x", start + i) - First)));
            body.Add(new Set("mean", Mean * (1.0 / axes.Size)));
        }
        body.AddRange(Sums(axes.Size, ("squares", i => Centred(start + i) * Centred(start + i))));
        body.Add(new Let("inverse", 1 / Sqrt(new Variable("squares") * (1.0 / axes.Size) + epsilon)));
        return body;
    }

    /// <summary>x − m of one number.</summary>
    private Expr Centred(Index at) => isCentred ? new Feature("x", at) - First - Mean : new Feature("x", at);

    /// <summary>The numbers of a group in one run: weights differ from number to number, or there are none.</summary>
    private IEnumerable<Statement> Flat(Index group, bool trains, bool adds)
    {
        var (start, weights) = (group * axes.Size, axes.HasOwnWeights ? group * axes.Channels : 0);
        Expr G(Index i) => hasWeight ? new Feature("dy", start + i) * new Scalar("w", weights + i) : new Feature("dy", start + i);
        Expr part = new Variable("dyv") * new Variable("c") * Inverse;
        return
        [
            .. Statistics(start),
            .. isCentred
                ? Sums(axes.Size, ("total", G), ("dot", i => G(i) * Centred(start + i)))
                : Sums(axes.Size, ("dot", i => G(i) * Centred(start + i))),
            .. Slopes(),
            .. For("i", axes.Size, i =>
            [
                new Let("dyv", new Feature("dy", start + i)),
                new Let("c", Centred(start + i)),
                .. !trains || !hasWeight ? [] : (IEnumerable<Statement>)
                    [new Store("dw", weights + i, adds ? new Feature("dw", weights + i) + part : part)],
                new Store("dx", start + i, Dx(hasWeight ? new Variable("dyv") * new Scalar("w", weights + i) : new Variable("dyv"), Inverse, new Variable("c"))),
            ]),
        ];
    }

    /// <summary>The sums over a channel's positions are what the channel's weight and bias get, and with the weight what the group's sums get.</summary>
    private IEnumerable<Statement> ByChannel(Index group, bool trains)
    {
        var (start, weights) = (group * axes.Size, axes.HasOwnWeights ? group * axes.Channels : 0);
        var (sum, product) = (new Variable("dbv"), new Variable("dwv"));
        Expr Weighted(Expr x, Index k) => hasWeight ? x * new Scalar("w", weights + k) : x;
        return
        [
            .. Statistics(start),
            new Let("total", 0f),
            new Let("dot", 0f),
            .. For("k", axes.Channels, k =>
            [
                .. Sums(axes.Positions,
                    ("dbv", i => new Feature("dy", start + k * axes.Positions + i)),
                    ("dwv", i => new Feature("dy", start + k * axes.Positions + i) * Centred(start + k * axes.Positions + i))),
                .. trains && hasWeight ? (IEnumerable<Statement>)[new Store("dw", weights + k, product * Inverse)] : [],
                .. trains && hasBias ? (IEnumerable<Statement>)[new Store("db", weights + k, sum)] : [],
                new Set("total", new Variable("total") + Weighted(sum, k)),
                new Set("dot", new Variable("dot") + Weighted(product, k)),
            ]),
            .. Slopes(),
            .. For("k", axes.Channels, k =>
            [
                new Let("scale", Weighted(Inverse, k)),
                .. For("i", axes.Positions, i =>
                [
                    new Store("dx", start + k * axes.Positions + i,
                        Dx(new Feature("dy", start + k * axes.Positions + i), new Variable("scale"), Centred(start + k * axes.Positions + i))),
                ]),
            ]),
        ];
    }

    /// <summary>shift = r/n Σ g dy and slope = r³/n Σ g dy (x − m).</summary>
    private IEnumerable<Statement> Slopes()
    {
        if (isCentred)
            yield return new Let("shift", Inverse * new Variable("total") * (1.0 / axes.Size));
        yield return new Let("slope", Inverse * Inverse * Inverse * new Variable("dot") * (1.0 / axes.Size));
    }

    /// <summary>(1): dx = r g dy − shift − slope (x − m).</summary>
    private Expr Dx(Expr dy, Expr scale, Expr centred) =>
        isCentred ? dy * scale - new Variable("shift") - new Variable("slope") * centred : dy * scale - new Variable("slope") * centred;
}

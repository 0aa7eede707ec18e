using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using static Adjoint.Generator.Lanes.Functions;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Max pooling: <c>y_o = maxₖ x_i(o,k)</c> over the positions i(o,k) of window o that lie in the input; padding counts as −∞.
/// <para>
/// Gradient. y_o is the x at its first maximum k*(o), so ∂y_o/∂xᵢ = [i = i(o,k*(o))] and (1) dxᵢ = Σ_o [i = i(o,k*(o))] dy_o. Backward reads input and
/// output and searches each window again for the first x that y does not exceed: that takes two instructions a position, and no index has to be kept.
/// Where windows share no position each dx is written once; else they are set to 0 first and added to.
/// </para>
/// <para>Tangent: ẏ_o = ẋ_i(o,k*(o)), the change of the number that is the largest.</para>
/// <para>NaN: a window with one has the maximum NaN, and hands dy to its first position. Cost: one comparison a position.</para>
/// <para>Semantics: PyTorch's MaxPool1d and MaxPool2d, of which the first maximum wins and ceil mode drops windows that start in the right padding.</para>
/// </summary>
internal abstract record MaxPool(int Dimensions, PoolOptions Options) : Pooling(Dimensions, Options), IMaximum
{
    protected override bool BackwardReadsValues => true;

    protected override string Formula(string x) => $"max {x} over the windows";

    protected override string Derivative(string dy) => $"{dy} at each window's first maximum, else 0";

    public override int? Tangent(TangentContext node) => node.Maximum();

    protected override LaneKernel KernelOf(NodeContext node, Windows windows) => new($"MaxPool{Sizes(windows)}",
    [
        new LaneMethod("Forward", "y = max x over each window", [new("x", windows.Inputs), new("y", windows.Outputs)],
            [.. windows.Each(countsPadding: false, Maximise)], Rows: true),
        new LaneMethod("Backward", "dx = dy at each window's first maximum, else 0",
            [new("dy", windows.Outputs), new("x", windows.Inputs), new("y", windows.Outputs), new("dx", windows.Inputs)],
            [.. windows.ArePartition ? [] : Loops.Clear("dx", windows.Inputs), .. windows.Each(countsPadding: false, w => Route(w, windows.AreDisjoint))]),
        new LaneMethod("Along", "y = v at each window's first maximum of x", [new("v", windows.Inputs), new("x", windows.Inputs), new("y", windows.Outputs)],
            [.. windows.Each(countsPadding: false, Follow)], Rows: true),
    ]);

    private static IEnumerable<Statement> Maximise(Window window)
    {
        var (m, first) = (new Variable("m"), window.Listed?.FirstOrDefault());
        return
        [
            new Let("m", first is null ? float.NegativeInfinity : new Feature("x", first)),
            .. window.Each(i => i == first ? [] : [new Set("m", Maximum(m, new Feature("x", i)))]),
            new Store("y", window.Output, m),
        ];
    }

    /// <summary>The first maximum brings its v along.</summary>
    private static IEnumerable<Statement> Follow(Window window)
    {
        var (m, followed) = (new Variable("m"), new Variable("followed"));
        return
        [
            new Let("m", float.NegativeInfinity),
            new Let("followed", 0f),
            .. window.Each(i =>
            [
                new Set("followed", IfGreater(new Feature("x", i), m, new Feature("v", i), followed)),
                new Set("m", Maximum(m, new Feature("x", i))),
            ]),
            new Store("y", window.Output, followed),
        ];
    }

    /// <summary>(1): what is left of dy goes to the first position with the maximum; then nothing is left.</summary>
    private static IEnumerable<Statement> Route(Window window, bool isDisjoint)
    {
        var (m, rest, last) = (new Variable("m"), new Variable("rest"), window.Listed?.LastOrDefault());
        return
        [
            new Let("m", new Feature("y", window.Output)),
            new Let("rest", new Feature("dy", window.Output)),
            .. window.Each(i => i == last ? [Add(i, rest)] :
            [
                Add(i, IfGreater(m, new Feature("x", i), 0, rest)),
                new Set("rest", IfGreater(m, new Feature("x", i), rest, 0)),
            ]),
        ];

        Statement Add(Index position, Expr part) => new Store("dx", position, isDisjoint ? part : new Feature("dx", position) + part);
    }
}

/// <summary>Max pooling of [channels, length].</summary>
internal sealed record MaxPool1D(PoolOptions Options) : MaxPool(1, Options)
{
    public override string Name => "MaxPool1D";
}

/// <summary>Max pooling of [channels, height, width].</summary>
internal sealed record MaxPool2D(PoolOptions Options) : MaxPool(2, Options)
{
    public override string Name => "MaxPool2D";
}

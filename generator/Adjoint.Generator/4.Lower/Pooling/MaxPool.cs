using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Lower;

/// <summary>Max pooling: backward searches each window again for its first maximum.</summary>
/// <param name="layer">The operator.</param>
internal sealed class MaxPoolLowering(MaxPool layer) : PoolingLowering(layer), IMaximum
{
    protected override bool BackwardReadsValues => true;

    protected override LaneKernel KernelOf(NodeContext node, Windows windows) => new($"MaxPool{Sizes(windows)}", $"Maxima over windows of a channel of {windows.Inputs} numbers, which make {windows.Outputs}",
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

using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Average pooling: <c>y_o = 1/n_o Σₖ x_i(o,k)</c> over the positions i(o,k) of window o that lie in the input. n_o counts the positions in the padded
/// input, or with <c>CountIncludePad = false</c> those in the input; a window that ceil mode lets reach further is counted up to the padding's end.
/// <para>Gradient. ∂y_o/∂xᵢ = 1/n_o for each i of window o, so (1) dxᵢ = Σ_{o: i in o} dy_o / n_o. Backward reads nothing. Cost: one addition a position.</para>
/// <para>Semantics: PyTorch's AvgPool1d and AvgPool2d.</para>
/// </summary>
internal abstract record AveragePool(int Dimensions, PoolOptions Options) : Pooling(Dimensions, Options)
{
    public override bool IsLinear => true;

    protected override bool BackwardReadsValues => false;

    protected override string Formula(string x) => $"mean {x} over the windows";

    protected override string Derivative(string dy) => $"Σ {dy} / n over the windows of each position";

    protected override LaneKernel KernelOf(NodeContext node, Windows windows)
    {
        var countsPadding = Options.CountIncludePad;
        return MeanWindows.KernelOf($"AveragePool{Sizes(windows)}{(countsPadding ? "" : "WithoutPadding")}", windows, countsPadding);
    }
}

/// <summary>Average pooling of [channels, length].</summary>
internal sealed record AveragePool1D(PoolOptions Options) : AveragePool(1, Options)
{
    public override string Name => "AveragePool1D";
}

/// <summary>Average pooling of [channels, height, width].</summary>
internal sealed record AveragePool2D(PoolOptions Options) : AveragePool(2, Options)
{
    public override string Name => "AveragePool2D";
}

/// <summary>The kernels that take means over windows.</summary>
internal static class MeanWindows
{
    public static LaneKernel KernelOf(string name, Windows windows, bool countsPadding) => new(name,
    [
        new LaneMethod("Forward", "y = mean x over each window", [new("x", windows.Inputs), new("y", windows.Outputs)],
            [.. windows.Each(countsPadding, Average)], Rows: true),
        new LaneMethod("Backward", "dx = Σ dy / n over the windows of each position", [new("dy", windows.Outputs), new("dx", windows.Inputs)],
            [.. windows.ArePartition ? [] : Loops.Clear("dx", windows.Inputs), .. windows.Each(countsPadding, w => Spread(w, windows.AreDisjoint))]),
    ]);

    private static IEnumerable<Statement> Average(Window window)
    {
        var (sum, first) = (new Variable("sum"), window.Listed?.FirstOrDefault());
        return
        [
            new Let("sum", first is null ? 0f : new Feature("x", first)),
            .. window.Each(i => i == first ? [] : [new Set("sum", sum + new Feature("x", i))]),
            new Store("y", window.Output, window.Mean(sum)),
        ];
    }

    /// <summary>(1): each position of the window gets the same share of dy.</summary>
    private static IEnumerable<Statement> Spread(Window window, bool isDisjoint)
    {
        var part = new Variable("part");
        return
        [
            new Let("part", window.Mean(new Feature("dy", window.Output))),
            .. window.Each(i => [new Store("dx", i, isDisjoint ? part : new Feature("dx", i) + part)]),
        ];
    }
}

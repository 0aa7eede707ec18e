using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Lower;

/// <summary>The kernels that take means over windows.</summary>
internal static class MeanWindows
{
    /// <summary>The kernel for the windows of one channel.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="windows">The windows.</param>
    /// <param name="countsPadding">Whether a window's mean is over the padding too.</param>
    public static LaneKernel KernelOf(string name, Windows windows, bool countsPadding) => new(name, $"Means over windows of a channel of {windows.Inputs} numbers, which make {windows.Outputs}",
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

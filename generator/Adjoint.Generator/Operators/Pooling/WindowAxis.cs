using Adjoint.Generator.Lanes;
using Adjoint.Generator.Scalars;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Windows of one size: window o covers the positions <c>o·stride − padding + dilation·k</c>, k = 0 … kernel − 1, of which those outside of the input
/// hold nothing.
/// </summary>
/// <param name="Size">The positions of the input.</param>
/// <param name="Kernel">The positions of a window.</param>
/// <param name="Stride">The distance from one window to the next.</param>
/// <param name="Padding">How far before the input the first window starts.</param>
/// <param name="Dilation">The distance from one position of a window to the next.</param>
/// <param name="CeilMode">Whether a last window may reach over the end of the padded input.</param>
internal sealed record WindowAxis(int Size, int Kernel, int Stride, int Padding, int Dilation, bool CeilMode) : PoolAxis
{
    public override int Size { get; init; } = Size;

    /// <summary>PyTorch's: a window that would start behind the input and its left padding is dropped.</summary>
    public override int Windows
    {
        get
        {
            var room = Size + 2 * Padding - Extent;
            if (room < 0)
                return 0;
            var windows = (room + (CeilMode ? Stride - 1 : 0)) / Stride + 1;
            return CeilMode && (windows - 1) * Stride >= Size + Padding ? windows - 1 : windows;
        }
    }

    public override int Longest => Kernel;

    public override bool IsDisjoint => Stride >= Extent;

    public override bool IsPartition => Stride == Kernel && Dilation == 1 && Padding == 0 && Windows * Stride >= Size;

    /// <summary>The positions from the first to the last of a window, both counted.</summary>
    public int Extent => Dilation * (Kernel - 1) + 1;

    public override IEnumerable<WindowRun> Runs(bool isUnrolled, bool countsPadding)
    {
        var groups = Groups(countsPadding).ToList();
        return groups.Count > 1 && Dilation == 1 && !isUnrolled && !(countsPadding && groups.Any(g => g.Counted != groups[0].Counted))
            ? [new WindowRun(0, Windows, o => CutOff(o, countsPadding ? groups[0].Counted : null))]
            : groups.Select(g => new WindowRun(g.First, g.Count, o => PositionsOf(g, o, isUnrolled, countsPadding)));
    }

    /// <summary>The positions of any window, as a loop whose ends say what the edges cut off.</summary>
    private Positions CutOff(Index window, Expr? count)
    {
        var start = window * Stride - Padding;
        var (from, to) = (new Bound(start), new Bound(start + Kernel, Most: Size));
        return new Positions(null, (from, to, static k => k), count ?? new Turns(from, to));
    }

    private Positions PositionsOf(Group group, Index window, bool isUnrolled, bool countsPadding)
    {
        var start = window * Stride - Padding;
        var listed = isUnrolled ? Enumerable.Range(group.From, group.To - group.From).Select(k => start + k * Dilation).ToList() : null;
        return new Positions(listed, (group.From, group.To, k => start + k * Dilation), countsPadding ? group.Counted : group.To - group.From);
    }

    /// <summary>The windows, grouped where neighbours are cut off alike; the bulk of them is one group.</summary>
    private IEnumerable<Group> Groups(bool countsPadding)
    {
        var group = GroupOf(0, countsPadding);
        for (var window = 1; window < Windows; window++)
        {
            var next = GroupOf(window, countsPadding);
            if (group with { First = window, Count = 1 } == next)
            {
                group = group with { Count = group.Count + 1 };
                continue;
            }
            yield return group;
            group = next;
        }
        yield return group;
    }

    private Group GroupOf(int window, bool countsPadding)
    {
        var start = window * Stride - Padding;
        var from = FirstAtLeast(-start);
        var to = Math.Max(from, Math.Min(Kernel, FirstAtLeast(Size - start)));
        return new(window, 1, from, to, countsPadding ? Math.Min(Kernel, Size + Padding - start) : 0);
    }

    /// <summary>The first k for which <c>dilation·k</c> is no less than a distance.</summary>
    private int FirstAtLeast(int distance) => distance <= 0 ? 0 : (distance + Dilation - 1) / Dilation;

    /// <summary>Neighbouring windows of which the same positions, <paramref name="From"/> to <paramref name="To"/> − 1, lie in the input.</summary>
    private sealed record Group(int First, int Count, int From, int To, int Counted);
}

/// <summary>A given number of bins that cover the axis: bin o goes from <c>⌊o·size / bins⌋</c> to <c>⌈(o + 1)·size / bins⌉ − 1</c>.</summary>
internal sealed record BinAxis(int Size, int Bins) : PoolAxis
{
    public override int Size { get; init; } = Size;

    public override int Windows => Bins;

    public override int Longest => (Size + Bins - 1) / Bins + 1;

    public override bool IsDisjoint => false;

    public override bool IsPartition => false;

    /// <summary>Bins of one size where that can be, and these are windows.</summary>
    public static PoolAxis Of(int size, int bins) =>
        size % bins == 0 ? new WindowAxis(size, size / bins, size / bins, 0, 1, CeilMode: false) : new BinAxis(size, bins);

    public override IEnumerable<WindowRun> Runs(bool isUnrolled, bool countsPadding) => [new WindowRun(0, Bins, bin =>
    {
        var (from, to) = (new Bound(bin * Size, Bins), new Bound(bin * Size + (Size + Bins - 1), Bins));
        return new Positions(null, (from, to, static k => k), new Turns(from, to));
    })];
}

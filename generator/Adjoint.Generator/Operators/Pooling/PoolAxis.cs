using Adjoint.Generator.Lanes;
using Adjoint.Generator.Scalars;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Operators;

/// <summary>How windows lie along one axis.</summary>
internal abstract record PoolAxis
{
    /// <summary>An axis along which every position is a window of its own.</summary>
    public static PoolAxis Trivial(int size) => new WindowAxis(size, 1, 1, 0, 1, CeilMode: false);

    /// <summary>The positions of the input.</summary>
    public abstract int Size { get; init; }

    /// <summary>The number of windows; below 1 where not even one fits.</summary>
    public abstract int Windows { get; }

    /// <summary>The most positions of a window.</summary>
    public abstract int Longest { get; }

    /// <summary>Whether no position belongs to two windows.</summary>
    public abstract bool IsDisjoint { get; }

    /// <summary>Whether every position belongs to exactly one window.</summary>
    public abstract bool IsPartition { get; }

    /// <summary>The windows in runs that one piece of code serves.</summary>
    /// <param name="isUnrolled">Whether the positions of a window are listed where that can be.</param>
    /// <param name="countsPadding">Whether positions in the padding count.</param>
    public abstract IEnumerable<WindowRun> Runs(bool isUnrolled, bool countsPadding);
}

/// <summary>Neighbouring windows that one piece of code serves.</summary>
/// <param name="First">The first window.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Of">The positions of one of them, given its number.</param>
internal sealed record WindowRun(int First, int Count, Func<Index, Positions> Of);

/// <summary>The positions of one window along one axis: a list, or a loop.</summary>
/// <param name="Listed">The positions, or null for a loop.</param>
/// <param name="Loop">The loop's bounds, and the position that its variable stands for.</param>
/// <param name="Count">The number to take a mean by.</param>
internal sealed record Positions(IReadOnlyList<Index>? Listed, (Bound From, Bound To, Func<Index, Index> Position) Loop, Expr Count)
{
    /// <summary>The body for each position.</summary>
    public IEnumerable<Statement> Each(string variable, Func<Index, IEnumerable<Statement>> body) => Listed is not null
        ? Listed.SelectMany(body)
        : Loops.For(variable, Loop.From, Loop.To, k => body(Loop.Position(k)));
}

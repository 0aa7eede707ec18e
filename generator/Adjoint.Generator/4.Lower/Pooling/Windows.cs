using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Lanes.Loops;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Lower;

/// <summary>
/// Lane programs over the windows of one channel. Small windows are unrolled; those that an edge cuts off are then written apart, so that the inner loop
/// has no branch. Along the rows, and where windows are large, the ends of a loop say what is cut off.
/// </summary>
/// <param name="Rows">The windows along the rows; trivial for an input without rows.</param>
/// <param name="Columns">The windows along the columns.</param>
internal sealed record Windows(PoolAxis Rows, PoolAxis Columns)
{
    private const int MostUnrolledColumns = 4;
    private const int MostUnrolled = 9;

    /// <summary>The features of the input's channel.</summary>
    public int Inputs => Rows.Size * Columns.Size;

    /// <summary>The features of the output's channel.</summary>
    public int Outputs => Rows.Windows * Columns.Windows;

    /// <summary>Whether no position belongs to two windows.</summary>
    public bool AreDisjoint => Rows.IsDisjoint && Columns.IsDisjoint;

    /// <summary>Whether every position belongs to exactly one window.</summary>
    public bool ArePartition => Rows.IsPartition && Columns.IsPartition;

    /// <summary>What is done for each window.</summary>
    /// <param name="countsPadding">Whether the windows' sizes count the padding.</param>
    /// <param name="body">The statements for one window.</param>
    public IEnumerable<Statement> Each(bool countsPadding, Func<Window, IEnumerable<Statement>> body)
    {
        var unrollsColumns = Columns.Longest <= MostUnrolledColumns;
        // Rows that an edge cuts off are rare, and three programs side by side are enough to read.
        var unrollsRows = unrollsColumns && Rows.Longest * Columns.Longest <= MostUnrolled && Rows.Runs(isUnrolled: true, countsPadding).Count() == 1;
        return Rows.Runs(unrollsRows, countsPadding).SelectMany(rows => For("oy", rows.First, rows.First + rows.Count, oy =>
            Columns.Runs(unrollsColumns, countsPadding).SelectMany(columns => For("ox", columns.First, columns.First + columns.Count, ox =>
                body(new Window(oy * Columns.Windows + ox, Columns.Size, rows.Of(oy), columns.Of(ox)))))));
    }
}

/// <summary>One window.</summary>
/// <param name="Output">Its place in the output.</param>
/// <param name="Width">The columns of the input.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record Window(Index Output, int Width, Positions Rows, Positions Columns)
{
    /// <summary>The places in the input, row by row, if they are so few that they are listed.</summary>
    public IReadOnlyList<Index>? Listed => Rows.Listed is { } rows && Columns.Listed is { } columns
        ? [.. rows.SelectMany(y => columns.Select(x => y * Width + x))]
        : null;

    /// <summary>What is done for each place in the input, row by row.</summary>
    public IEnumerable<Statement> Each(Func<Index, IEnumerable<Statement>> body) => Rows.Each("iy", y => Columns.Each("ix", x => body(y * Width + x)));

    /// <summary>A sum over the window divided by its size.</summary>
    public Expr Mean(Expr sum) => (Rows.Count, Columns.Count) switch
    {
        (Constant { Value: 1 }, Constant { Value: 1 }) => sum,
        (Constant rows, Constant columns) => sum * (1 / (rows.Value * columns.Value)),
        var (rows, columns) => sum / (rows * columns),
    };
}

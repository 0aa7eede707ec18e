using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

/// <summary>
/// Moves values between rows and lane blocks. A lane block is 16 rows stored feature by feature, <c>value[feature][16]</c>: every number of a
/// network becomes one 512-bit vector of floats, two of 256 or four of 128 bits, or twice as many of doubles.
/// </summary>
/// <remarks>
/// Rows are the user's memory: nothing outside them is read or written, not even within a vector. Source and destination must not overlap.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe partial class LaneBlocks
{
    /// <summary>The rows of a lane block.</summary>
    public const int Rows = 16;

    /// <summary>The features of a full panel; see <c>ToPanels</c>.</summary>
    private const int PanelFeatures = 64;

    /// <summary>The number of lane blocks that hold <paramref name="rows"/> rows.</summary>
    public static int Count(int rows) => (int)(((uint)rows + Rows - 1) / Rows);

    /// <summary>Writes rows as lane blocks; lanes without a row become zero.</summary>
    /// <param name="rows">The source, <c>[rowCount][features]</c>.</param>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="features">The number of values in a row.</param>
    /// <param name="lanes">The destination, <c>[Count(rowCount)][features][16]</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static void FromRows<T>(T* rows, int rowCount, int features, T* lanes)
        where T : unmanaged
    {
        var table = stackalloc T*[Rows];
        for (var first = 0; first < rowCount; first += Rows)
        {
            var count = Math.Min(Rows, rowCount - first);
            FillTable(table, rows, features, count);
            FromRows(table, count, features, lanes);
            rows += (nint)features * Rows;
            lanes += (nint)features * Rows;
        }
    }

    /// <summary>Gathers rows that are anywhere into one lane block; lanes without a row become zero.</summary>
    /// <param name="rows">Pointers to the rows, as many as <paramref name="count"/>.</param>
    /// <param name="count">The number of rows, 0 to 16.</param>
    /// <param name="features">The number of values in a row.</param>
    /// <param name="block">The destination, <c>[features][16]</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromRows<T>(T** rows, int count, int features, T* block)
        where T : unmanaged
    {
        if (count < Rows)
            new Span<T>(block, checked(features * Rows)).Clear();
        Gather(rows, count, features, block);
    }

    /// <summary>Sets one lane of a block, the values of one row, to zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ClearLane<T>(T* block, int features, int lane)
        where T : unmanaged
    {
        for (var feature = 0; feature < features; feature++)
            block[(nint)feature * Rows + lane] = default;
    }

    /// <summary>Copies lane blocks; in the copy, lanes without a row are zero.</summary>
    /// <param name="lanes">The source, <c>[Count(rowCount)][features][16]</c>.</param>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="features">The number of values in a row.</param>
    /// <param name="copy">The destination, of the same shape.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void CopyBlocks<T>(T* lanes, int rowCount, int features, T* copy)
        where T : unmanaged
    {
        var length = Count(rowCount) * Rows * features;
        new ReadOnlySpan<T>(lanes, length).CopyTo(new Span<T>(copy, length));
        for (var lane = rowCount % Rows; lane is > 0 and < Rows; lane++)
            ClearLane(copy + (long)(rowCount / Rows) * features * Rows, features, lane);
    }

    /// <summary>Writes lane blocks as rows, the inverse of <see cref="FromRows{T}(T*, int, int, T*)"/>; lanes without a row are ignored.</summary>
    /// <param name="lanes">The source, <c>[Count(rowCount)][features][16]</c>.</param>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="features">The number of values in a row.</param>
    /// <param name="rows">The destination, <c>[rowCount][features]</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToRows<T>(T* lanes, int rowCount, int features, T* rows)
        where T : unmanaged =>
        ToRows(lanes, rowCount, features, rows, features);

    /// <summary>The same for rows that begin <paramref name="stride"/> numbers apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    internal static void ToRows<T>(T* lanes, int rowCount, int features, T* rows, int stride)
        where T : unmanaged
    {
        var table = stackalloc T*[Rows];
        for (var first = 0; first < rowCount; first += Rows)
        {
            var count = Math.Min(Rows, rowCount - first);
            FillTable(table, rows, stride, count);
            Scatter(lanes, count, features, table);
            rows += (nint)stride * Rows;
            lanes += (nint)features * Rows;
        }
    }

    /// <summary>
    /// Writes one lane block as 16 rows of panels: panel p holds the features from 64 p on, row after row, each row contiguous. So the weight
    /// gradient, a sum over rows, reads its operand in the order in which it is.
    /// </summary>
    /// <param name="lanes">The source, <c>[features][16]</c>.</param>
    /// <param name="features">The number of features.</param>
    /// <param name="panels">
    /// The destination. Panel p starts at <c>64 · p · panelRows</c> and is <c>[panelRows][width]</c>; width is 64, in the last panel the rest rounded
    /// up to a multiple of 16. The values that rounding adds are written as zeros.
    /// </param>
    /// <param name="panelRows">The rows of a panel: the rows of the whole batch, rounded up to lane blocks.</param>
    /// <param name="firstRow">The row of the panels that receives lane 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static void ToPanels<T>(T* lanes, int features, T* panels, int panelRows, int firstRow)
        where T : unmanaged
    {
        var table = stackalloc T*[Rows];
        for (var first = 0; first < features; first += PanelFeatures)
        {
            var held = Math.Min(PanelFeatures, features - first);
            var width = (held + 15) & ~15;
            var whole = held & ~15;
            var panel = panels + (nint)first * panelRows + (nint)firstRow * width;
            var source = lanes + (nint)first * Rows;
            if (whole > 0)
            {
                FillTable(table, panel, width, Rows);
                Scatter(source, Rows, whole, table);
            }
            if (whole < held)
            {
                FillTable(table, panel + whole, width, Rows);
                ScatterPadded(source + whole * Rows, held - whole, table);
            }
        }
    }

    /// <summary>Writes fewer than sixteen features as whole vectors, with zeros for those that are not there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void ScatterPadded<T>(T* block, int features, T** rows)
        where T : unmanaged
    {
        var padded = stackalloc T[Rows * Rows];
        new Span<T>(block, features * Rows).CopyTo(new Span<T>(padded, Rows * Rows));
        new Span<T>(padded + features * Rows, (Rows - features) * Rows).Clear();
        Scatter(padded, Rows, Rows, rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillTable<T>(T** table, T* rows, int stride, int count)
        where T : unmanaged
    {
        for (var row = 0; row < count; row++)
            table[row] = rows + (nint)row * stride;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather<T>(T** rows, int count, int features, T* block)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
            Gather((double**)rows, count, features, (double*)block);
        else
            Gather((float**)rows, count, features, (float*)block);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scatter<T>(T* block, int count, int features, T** rows)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
            Scatter((double*)block, count, features, (double**)rows);
        else
            Scatter((float*)block, count, features, (float**)rows);
    }
}

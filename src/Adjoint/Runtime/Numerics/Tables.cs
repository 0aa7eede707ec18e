using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

/// <summary>Tables of vectors, one for each token: rows of them are read into lanes, and gradients are added to the rows that were read.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Tables
{
    /// <summary>Reads the vector of each token: <c>y_t = E[token_t]</c>, for sixteen rows.</summary>
    /// <param name="tokens">The tokens, <c>[unit][16]</c>.</param>
    /// <param name="table">The table, a row for each token.</param>
    /// <param name="y">Receives the vectors, <c>[unit][size][16]</c>.</param>
    /// <param name="size">The numbers of a vector.</param>
    /// <param name="zero">The token whose vector is zero, whatever the table says; −1 for none.</param>
    /// <param name="units">The positions of all blocks.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    public static void Look<T>(T* tokens, T* table, T* y, int size, int zero, nint units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = stackalloc T*[LaneBlocks.Rows];
        for (; units != 0; units--, tokens += LaneBlocks.Rows, y += (nint)size * LaneBlocks.Rows)
        {
            for (var lane = 0; lane < LaneBlocks.Rows; lane++)
                rows[lane] = table + IndexOf(tokens[lane]) * size;
            LaneBlocks.FromRows(rows, LaneBlocks.Rows, size, y);
            for (var lane = 0; lane < LaneBlocks.Rows && zero >= 0; lane++)
            {
                if (IndexOf(tokens[lane]) == zero)
                    LaneBlocks.ClearLane(y, size, lane);
            }
        }
    }

    /// <summary>The same for one row: <c>y</c> is <c>[unit][size]</c>.</summary>
    /// <inheritdoc cref="Look"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void LookRow<T>(T* tokens, T* table, T* y, int size, int zero, nint units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint unit = 0; unit < units; unit++, y += size)
        {
            if (IndexOf(tokens[unit]) == zero)
                new Span<T>(y, size).Clear();
            else
                new ReadOnlySpan<T>(table + IndexOf(tokens[unit]) * size, size).CopyTo(new Span<T>(y, size));
        }
    }

    /// <summary>
    /// The gradient of a table: <c>dE_v (+)= Σ dy_t</c> over the positions whose token is v, in the order of blocks, positions and rows. A slice owns some of the numbers of
    /// every vector and walks all positions, so that no sum depends on the number of slices.
    /// </summary>
    /// <param name="tokens">The tokens, <c>[unit][16]</c>.</param>
    /// <param name="panels">The gradient of what was read, as <see cref="LaneBlocks.ToPanels{T}(T*, int, T*, nint, nint, nint)"/> writes it.</param>
    /// <param name="gradient">Receives the table's gradient.</param>
    /// <param name="count">The number of tokens that there are.</param>
    /// <param name="size">The numbers of a vector.</param>
    /// <param name="padding">The token whose vector has no gradient; −1 for none.</param>
    /// <param name="units">The positions of all blocks.</param>
    /// <param name="accumulate">Whether the sums are added to what is there.</param>
    /// <param name="slice">Which part of the vectors.</param>
    /// <param name="slices">The number of parts.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddSums<T>(T* tokens, T* panels, T* gradient, int count, int size, int padding, nint units, bool accumulate, nint slice, nint slices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        AddSums(tokens, panels, gradient, count, size, padding, units, accumulate, slice, slices, period: 0);
    }

    /// <summary>The sums of a table's vectors: each row's by its token, or where there are none by its place in a period.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddSums<T>(T* tokens, T* panels, T* gradient, int count, int size, int padding, nint units, bool accumulate, nint slice, nint slices, int period)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int first = LaneBlocks.FirstOf(size, slice, slices), end = LaneBlocks.FirstOf(size, slice + 1, slices);
        for (var vector = 0; vector < count && !accumulate; vector++)
            new Span<T>(gradient + (nint)vector * size + first, end - first).Clear();
        var padded = LaneBlocks.Padded(size);
        for (var start = first; start < end; start = start / LaneBlocks.PanelWidth * LaneBlocks.PanelWidth + LaneBlocks.PanelWidth)
        {
            var panel = start / LaneBlocks.PanelWidth * LaneBlocks.PanelWidth;
            var width = Math.Min(LaneBlocks.PanelWidth, padded - panel);
            var length = Math.Min(panel + width, end) - start;
            var dy = panels + (nint)panel * units * LaneBlocks.Rows + (start - panel);
            for (nint row = 0; row < units * LaneBlocks.Rows; row++, dy += width)
            {
                var vector = tokens == null ? row % period : IndexOf(tokens[row]);
                if (vector != padding)
                    Add(gradient + vector * size + start, dy, length);
            }
        }
    }

    /// <summary>The gradient of a table for each row by itself: <c>dE_v = Σ dy_t</c>, a row of the batch in each lane.</summary>
    /// <param name="tokens">The tokens, <c>[unit][16]</c>.</param>
    /// <param name="dy">The gradient of what was read, <c>[unit][size][16]</c>.</param>
    /// <param name="gradient">Receives a table for each row, <c>[token][size][16]</c>.</param>
    /// <param name="count">The number of tokens that there are.</param>
    /// <param name="size">The numbers of a vector.</param>
    /// <param name="padding">The token whose vector has no gradient; −1 for none.</param>
    /// <param name="positions">The positions of a row.</param>
    /// <param name="units">The positions of all blocks.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void RowGradients<T>(T* tokens, T* dy, T* gradient, int count, int size, int padding, int positions, nint units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint unit = 0; unit < units; unit++, tokens += LaneBlocks.Rows, dy += (nint)size * LaneBlocks.Rows)
        {
            if (unit % positions == 0)
            {
                gradient += unit == 0 ? 0 : (nint)count * size * LaneBlocks.Rows;
                new Span<T>(gradient, checked(count * size * LaneBlocks.Rows)).Clear();
            }
            for (var lane = 0; lane < LaneBlocks.Rows; lane++)
            {
                var token = IndexOf(tokens[lane]);
                for (nint i = lane; i < (nint)size * LaneBlocks.Rows && token != padding; i += LaneBlocks.Rows)
                    gradient[token * size * LaneBlocks.Rows + i] += dy[i];
            }
        }
    }

    /// <summary>Where rows are positions: a vector for each position, added to what is there.</summary>
    /// <param name="x">What is there, <c>[row][positions / 16][size][16]</c>.</param>
    /// <param name="table">The vectors, one for each position of a row.</param>
    /// <param name="y">Receives the sums.</param>
    /// <param name="positions">The positions of a row, a multiple of 16.</param>
    /// <param name="size">The numbers of a vector.</param>
    /// <param name="rows">The rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddPositions<T>(T* x, T* table, T* y, int positions, int size, nint rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (; rows != 0; rows--)
        {
            for (nint position = 0; position < positions; position += LaneBlocks.Rows, x += size * LaneBlocks.Rows, y += size * LaneBlocks.Rows)
            {
                LaneBlocks.FromRows(table + position * size, LaneBlocks.Rows, size, y);
                Add(y, x, size * LaneBlocks.Rows);
            }
        }
    }

    /// <summary>The gradient of these vectors: <c>dP_p (+)= Σ dy</c> over the rows' positions p, in their order. A slice owns some of the numbers of every vector.</summary>
    /// <param name="panels">The gradient of the sums, as <see cref="LaneBlocks.ToPanels{T}(T*, int, T*, nint, nint, nint)"/> writes it.</param>
    /// <param name="gradient">Receives the gradient.</param>
    /// <param name="positions">The positions of a row.</param>
    /// <param name="size">The numbers of a vector.</param>
    /// <param name="units">The blocks of sixteen positions.</param>
    /// <param name="accumulate">Whether the sums are added to what is there.</param>
    /// <param name="slice">Which part of the vectors.</param>
    /// <param name="slices">The number of parts.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddPositionSums<T>(T* panels, T* gradient, int positions, int size, nint units, bool accumulate, nint slice, nint slices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        AddSums(null, panels, gradient, positions, size, padding: -1, units, accumulate, slice, slices, period: positions);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint IndexOf<T>(T token)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float) ? (int)(float)(object)token : (int)(double)(object)token;

    /// <summary>Number by number, whatever the vectors: the sums are the same at every width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<T>(T* sums, T* values, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var i = 0;
        for (; i <= length - Vector256<T>.Count; i += Vector256<T>.Count)
            (Vector256.Load(sums + i) + Vector256.Load(values + i)).Store(sums + i);
        for (; i < length; i++)
            sums[i] += values[i];
    }
}

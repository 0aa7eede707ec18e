using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

// Positions to lanes: of a sequence that lies in lane blocks, sixteen positions of one row are brought side by side, feature by feature, for kernels that treat one row at a time. Four rows
// are treated together, since a vector of a lane block has the same feature of at least so many.
public static unsafe partial class LaneBlocks
{
    /// <summary>The rows whose positions are brought into the lanes together.</summary>
    private const int RowsTogether = 4;

    /// <summary>Brings the positions of four rows into the lanes: <c>[row][position / 16][feature][16]</c>, with zeros after the last position.</summary>
    /// <param name="lanes">The first of the features in lane blocks, at the first of the rows.</param>
    /// <param name="positions">The number of positions.</param>
    /// <param name="stride">The features from one position to the next.</param>
    /// <param name="features">The features of a position that are brought.</param>
    /// <param name="to">Where they go.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToPositions(float* lanes, int positions, int stride, int features, float* to)
    {
        var size = (nint)Count(positions) * Rows * features;
        for (nint position = 0; position < Count(positions) * Rows; position += 4)
        {
            var target = to + position / Rows * (Rows * features) + position % Rows;
            var source = lanes + position * stride * Rows;
            var next = (nint)stride * Rows;
            var there = positions - position;
            for (nint feature = 0; feature < features; feature++, source += Rows, target += Rows)
            {
                var a = there > 0 ? Vector128.Load(source) : default;
                var b = there > 1 ? Vector128.Load(source + next) : default;
                var c = there > 2 ? Vector128.Load(source + 2 * next) : default;
                var d = there > 3 ? Vector128.Load(source + 3 * next) : default;
                Turn(ref a, ref b, ref c, ref d);
                a.Store(target);
                b.Store(target + size);
                c.Store(target + 2 * size);
                d.Store(target + 3 * size);
            }
        }
    }

    /// <inheritdoc cref="ToPositions(float*, int, int, int, float*)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToPositions(double* lanes, int positions, int stride, int features, double* to)
    {
        var size = (nint)Count(positions) * Rows * features;
        for (nint position = 0; position < Count(positions) * Rows; position++)
        {
            for (nint feature = 0; feature < features; feature++)
            {
                for (nint row = 0; row < RowsTogether; row++)
                {
                    to[row * size + (position / Rows * features + feature) * Rows + position % Rows] =
                        position < positions ? lanes[(position * stride + feature) * Rows + row] : 0;
                }
            }
        }
    }

    /// <summary>Brings the positions of four rows back from the lanes; what is between their features stays.</summary>
    /// <param name="from">The positions in the lanes.</param>
    /// <param name="positions">The number of positions.</param>
    /// <param name="stride">The features from one position to the next.</param>
    /// <param name="features">The features of a position that are brought.</param>
    /// <param name="lanes">The first of the features in lane blocks, at the first of the rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromPositions(float* from, int positions, int stride, int features, float* lanes)
    {
        var size = (nint)Count(positions) * Rows * features;
        var next = (nint)stride * Rows;
        for (nint position = 0; position < positions; position += 4)
        {
            var source = from + position / Rows * (Rows * features) + position % Rows;
            var target = lanes + position * next;
            var there = positions - position;
            for (nint feature = 0; feature < features; feature++, source += Rows, target += Rows)
            {
                var a = Vector128.Load(source);
                var b = Vector128.Load(source + size);
                var c = Vector128.Load(source + 2 * size);
                var d = Vector128.Load(source + 3 * size);
                Turn(ref a, ref b, ref c, ref d);
                a.Store(target);
                if (there > 1)
                    b.Store(target + next);
                if (there > 2)
                    c.Store(target + 2 * next);
                if (there > 3)
                    d.Store(target + 3 * next);
            }
        }
    }

    /// <inheritdoc cref="FromPositions(float*, int, int, int, float*)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromPositions(double* from, int positions, int stride, int features, double* lanes)
    {
        var size = (nint)Count(positions) * Rows * features;
        for (nint position = 0; position < positions; position++)
        {
            for (nint feature = 0; feature < features; feature++)
            {
                for (nint row = 0; row < RowsTogether; row++)
                    lanes[(position * stride + feature) * Rows + row] = from[row * size + (position / Rows * features + feature) * Rows + position % Rows];
            }
        }
    }

    /// <summary>The same as <see cref="ToPositions(float*, int, int, int, float*)"/> for one row that is by itself, position by position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization), SkipLocalsInit]
    public static void ToPositionsOfRow<T>(T* row, int positions, int stride, int features, T* to)
        where T : unmanaged
    {
        var rows = stackalloc T*[Rows];
        for (var position = 0; position < positions; position += Rows, to += (nint)Rows * features)
        {
            var there = Math.Min(Rows, positions - position);
            for (var i = 0; i < there; i++)
                rows[i] = row + (nint)(position + i) * stride;
            FromRows(rows, there, features, to);
        }
    }

    /// <summary>The same as <see cref="FromPositions(float*, int, int, int, float*)"/> for one row that is by itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromPositionsOfRow<T>(T* from, int positions, int stride, int features, T* row)
        where T : unmanaged
    {
        for (nint position = 0; position < positions; position++)
        {
            var source = from + position / Rows * (Rows * features) + position % Rows;
            for (nint feature = 0; feature < features; feature++)
                row[position * stride + feature] = source[feature * Rows];
        }
    }

    /// <summary>Sixteen rows of sixteen numbers, turned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float* from, float* to)
    {
        for (nint row = 0; row < Rows; row += 4)
        {
            for (nint column = 0; column < Rows; column += 4)
            {
                var source = from + row * Rows + column;
                var a = Vector128.Load(source);
                var b = Vector128.Load(source + Rows);
                var c = Vector128.Load(source + 2 * Rows);
                var d = Vector128.Load(source + 3 * Rows);
                Turn(ref a, ref b, ref c, ref d);
                var target = to + column * Rows + row;
                a.Store(target);
                b.Store(target + Rows);
                c.Store(target + 2 * Rows);
                d.Store(target + 3 * Rows);
            }
        }
    }

    /// <inheritdoc cref="Transpose(float*, float*)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(double* from, double* to)
    {
        for (nint row = 0; row < Rows; row++)
        {
            for (nint column = 0; column < Rows; column++)
                to[column * Rows + row] = from[row * Rows + column];
        }
    }

    /// <summary>Turns four vectors of four; without shuffles of the machine's own, number by number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(ref Vector128<float> a, ref Vector128<float> b, ref Vector128<float> c, ref Vector128<float> d)
    {
        if (CanTranspose128)
        {
            Transpose(ref a, ref b, ref c, ref d);
            return;
        }
        var (first, second, third, fourth) = (a, b, c, d);
        a = Vector128.Create(first[0], second[0], third[0], fourth[0]);
        b = Vector128.Create(first[1], second[1], third[1], fourth[1]);
        c = Vector128.Create(first[2], second[2], third[2], fourth[2]);
        d = Vector128.Create(first[3], second[3], third[3], fourth[3]);
    }
}

using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>Sines and cosines of positions: of all, in tables that stay for as long as the program runs, or of one position at a time.</summary>
/// <remarks>The angle of position p in pair i of d numbers is p · base^(−2i/d).</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class PositionTables
{
    /// <summary>Keeps the tables from being collected: generated code has their addresses.</summary>
    private static readonly List<object> Kept = [];

    /// <summary>For each position d/2 cosines and then d/2 sines: what turns the pairs of a head.</summary>
    /// <param name="positions">The number of positions.</param>
    /// <param name="first">The first.</param>
    /// <param name="width">The numbers d of a head.</param>
    /// <param name="waves">The base.</param>
    public static T* Rotations<T>(int positions, int first, int width, double waves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var table = New<T>(positions * width);
        for (var position = 0; position < positions; position++)
        {
            for (var i = 0; i < width / 2; i++)
            {
                var (sine, cosine) = Math.SinCos(Angle(first + position, i, width, waves));
                table[position * width + i] = T.CreateTruncating(cosine);
                table[position * width + width / 2 + i] = T.CreateTruncating(sine);
            }
        }
        return table;
    }

    /// <summary>For each position the sine and the cosine of each pair, in turns.</summary>
    /// <param name="positions">The number of positions.</param>
    /// <param name="size">The numbers d of a position.</param>
    /// <param name="waves">The base.</param>
    public static T* Sinusoids<T>(int positions, int size, double waves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var table = New<T>(positions * size);
        for (var position = 0; position < positions; position++)
        {
            for (var i = 0; i < size; i++)
                table[position * size + i] = T.CreateTruncating(Sinusoid(position, i, size, waves));
        }
        return table;
    }

    /// <summary>A table with sixteen positions in the lanes, <c>[positions / 16][size][16]</c>.</summary>
    /// <param name="table">The table, a position after the other.</param>
    /// <param name="positions">The number of positions, a multiple of 16.</param>
    /// <param name="size">The numbers of a position.</param>
    public static T* InLanes<T>(T* table, int positions, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lanes = New<T>(positions * size);
        for (nint position = 0; position < positions; position += LaneBlocks.Rows)
            LaneBlocks.FromRows(table + position * size, LaneBlocks.Rows, size, lanes + position * size);
        return lanes;
    }

    /// <summary>Adds the sinusoids of one position to each of sixteen rows.</summary>
    /// <param name="x">What is added to, <c>[size][16]</c>.</param>
    /// <param name="n">The position of each row.</param>
    /// <param name="y">Receives the sums.</param>
    /// <param name="size">The numbers of a position.</param>
    /// <param name="waves">The base.</param>
    /// <param name="units">The blocks of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddSinusoids<T>(T* x, T* n, T* y, int size, double waves, nint units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (; units != 0; units--, n += LaneBlocks.Rows)
        {
            for (var i = 0; i < size; i++)
            {
                for (var lane = 0; lane < LaneBlocks.Rows; lane++)
                    *y++ = *x++ + T.CreateTruncating(Sinusoid(double.CreateTruncating(n[lane]), i, size, waves));
            }
        }
    }

    /// <summary>The same for one row.</summary>
    /// <inheritdoc cref="AddSinusoids"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddSinusoidsRow<T>(T* x, T* n, T* y, int size, double waves, nint units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < size; i++)
            y[i] = x[i] + T.CreateTruncating(Sinusoid(double.CreateTruncating(*n), i, size, waves));
    }

    /// <summary>Turns the pairs of some heads as their position asks, in each of sixteen rows; other numbers are copied.</summary>
    /// <param name="x">What is turned, <c>[size][16]</c>.</param>
    /// <param name="n">The position of each row.</param>
    /// <param name="y">Receives it.</param>
    /// <param name="size">The numbers of a row.</param>
    /// <param name="heads">The heads that are turned, from the first on.</param>
    /// <param name="width">The numbers of a head.</param>
    /// <param name="waves">The base.</param>
    /// <param name="interleaved">Whether the two of a pair are neighbours; else they are half a head apart.</param>
    /// <param name="units">The blocks of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rotate<T>(T* x, T* n, T* y, int size, int heads, int width, double waves, bool interleaved, nint units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (; units != 0; units--, n += LaneBlocks.Rows, x += size * LaneBlocks.Rows, y += size * LaneBlocks.Rows)
        {
            for (var lane = 0; lane < LaneBlocks.Rows; lane++)
                Turn(x + lane, n[lane], y + lane, LaneBlocks.Rows, heads, width, waves, interleaved);
            var turned = heads * width * LaneBlocks.Rows;
            new ReadOnlySpan<T>(x + turned, size * LaneBlocks.Rows - turned).CopyTo(new Span<T>(y + turned, size * LaneBlocks.Rows - turned));
        }
    }

    /// <summary>The same for one row.</summary>
    /// <inheritdoc cref="Rotate"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void RotateRow<T>(T* x, T* n, T* y, int size, int heads, int width, double waves, bool interleaved, nint units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Turn(x, *n, y, 1, heads, width, waves, interleaved);
        new ReadOnlySpan<T>(x + heads * width, size - heads * width).CopyTo(new Span<T>(y + heads * width, size - heads * width));
    }

    private static void Turn<T>(T* x, T n, T* y, nint stride, int heads, int width, double waves, bool interleaved)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // base^(−2i/d), each from the one before: what that adds to the rounding of an angle is far below a float's.
        var (position, step, frequency) = (double.CreateTruncating(n), Math.Pow(waves, -2.0 / width), 1.0);
        for (var i = 0; i < width / 2; i++, frequency *= step)
        {
            var (sine, cosine) = Math.SinCos(position * frequency);
            var (s, c) = (T.CreateTruncating(sine), T.CreateTruncating(cosine));
            var (first, second) = interleaved ? (2 * i * stride, (2 * i + 1) * stride) : (i * stride, (i + width / 2) * stride);
            for (var head = 0; head < heads; head++, first += width * stride, second += width * stride)
            {
                var (a, b) = (x[first], x[second]);
                (y[first], y[second]) = (a * c - b * s, a * s + b * c);
            }
        }
    }

    private static double Sinusoid(double position, int i, int size, double waves)
    {
        var (sine, cosine) = Math.SinCos(Angle(position, i / 2, size, waves));
        return i % 2 == 0 ? sine : cosine;
    }

    private static double Angle(double position, int pair, int width, double waves) => position * Math.Pow(waves, -2.0 * pair / width);

    private static T* New<T>(int length)
        where T : unmanaged
    {
        var buffer = new AlignedBuffer<T>(length);
        lock (Kept)
            Kept.Add(buffer);
        return buffer.Pointer;
    }
}

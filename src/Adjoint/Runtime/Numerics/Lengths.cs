using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>Sequences of which each row has a length of its own: steps from the length on do not exist.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Lengths
{
    /// <summary>The steps of each row the other way round, <c>y_t = x[n − 1 − t]</c>; 0 after the end.</summary>
    /// <param name="x">The steps, <c>[block][step][number][16]</c>.</param>
    /// <param name="n">The lengths, <c>[block][16]</c>.</param>
    /// <param name="y">Receives them.</param>
    /// <param name="steps">The steps that there is room for.</param>
    /// <param name="size">The numbers of a step.</param>
    /// <param name="blocks">The blocks.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Flip<T>(T* x, T* n, T* y, int steps, int size, nint blocks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Flip(x, n, y, steps, size, blocks, LaneBlocks.Rows);

    /// <summary>The same for one row.</summary>
    /// <inheritdoc cref="Flip{T}(T*, T*, T*, int, int, nint)"/>
    public static void FlipRow<T>(T* x, T* n, T* y, int steps, int size, nint blocks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Flip(x, n, y, steps, size, blocks, lanes: 1);

    /// <summary>The last step of each row, <c>y = x[n − 1]</c>, and 0 of a row without steps.</summary>
    /// <param name="x">The steps, <c>[block][step][number][16]</c>.</param>
    /// <param name="n">The lengths, <c>[block][16]</c>.</param>
    /// <param name="y">Receives the numbers of a step, <c>[block][number][16]</c>.</param>
    /// <param name="steps">The steps that there is room for.</param>
    /// <param name="size">The numbers of a step.</param>
    /// <param name="forward">The first number of a step that is read at the first step instead.</param>
    /// <param name="blocks">The blocks.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Last<T>(T* x, T* n, T* y, int steps, int size, int forward, nint blocks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Last(x, n, y, steps, size, forward, blocks, LaneBlocks.Rows);

    /// <summary>The same for one row.</summary>
    /// <inheritdoc cref="Last{T}(T*, T*, T*, int, int, int, nint)"/>
    public static void LastRow<T>(T* x, T* n, T* y, int steps, int size, int forward, nint blocks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Last(x, n, y, steps, size, forward, blocks, lanes: 1);

    /// <summary>The gradient of <see cref="Last{T}(T*, T*, T*, int, int, int, nint)"/>: dy at the step that was read, 0 elsewhere.</summary>
    /// <param name="dy">The gradient of what was read, <c>[block][number][16]</c>.</param>
    /// <param name="n">The lengths, <c>[block][16]</c>.</param>
    /// <param name="dx">Receives that of the steps, <c>[block][step][number][16]</c>.</param>
    /// <param name="steps">The steps that there is room for.</param>
    /// <param name="size">The numbers of a step.</param>
    /// <param name="forward">The first number of a step that was read at the first step instead.</param>
    /// <param name="blocks">The blocks.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void LastGradient<T>(T* dy, T* n, T* dx, int steps, int size, int forward, nint blocks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int lanes = LaneBlocks.Rows;
        for (; blocks != 0; blocks--, dy += (nint)size * lanes, n += lanes, dx += (nint)steps * size * lanes)
        {
            new Span<T>(dx, checked(steps * size * lanes)).Clear();
            for (nint i = 0; i < size; i++)
            {
                for (nint lane = 0; lane < lanes; lane++)
                {
                    var step = i < forward ? CountOf(n[lane], steps) - 1 : 0;
                    if (n[lane] > T.Zero)
                        dx[(step * size + i) * lanes + lane] = dy[i * lanes + lane];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Flip<T>(T* x, T* n, T* y, int steps, int size, nint blocks, nint lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (; blocks != 0; blocks--, x += steps * size * lanes, n += lanes, y += steps * size * lanes)
        {
            for (nint lane = 0; lane < lanes; lane++)
            {
                var count = CountOf(n[lane], steps);
                for (nint step = 0; step < steps; step++)
                {
                    T* from = x + (count - 1 - step) * size * lanes + lane, to = y + step * size * lanes + lane;
                    for (nint i = 0; i < size * lanes; i += lanes)
                        to[i] = step < count ? from[i] : T.Zero;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Last<T>(T* x, T* n, T* y, int steps, int size, int forward, nint blocks, nint lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (; blocks != 0; blocks--, x += steps * size * lanes, n += lanes, y += size * lanes)
        {
            for (nint i = 0; i < size; i++)
            {
                for (nint lane = 0; lane < lanes; lane++)
                {
                    var count = CountOf(n[lane], steps);
                    y[i * lanes + lane] = count == 0 ? T.Zero : x[((i < forward ? count - 1 : 0) * size + i) * lanes + lane];
                }
            }
        }
    }

    /// <summary>A length as an integer; lengths have been checked where they came in, and lanes without a row have 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint CountOf<T>(T n, int steps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Math.Clamp(typeof(T) == typeof(float) ? (int)(float)(object)n : (int)(double)(object)n, 0, steps);
}

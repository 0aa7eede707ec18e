using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

/// <summary>What the gradients of one row need in addition to kernels: images with zeros around and between, and sums.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class RowImages
{
    /// <summary>Copies each channel's image into a larger one of zeros, its rows and columns some steps apart.</summary>
    /// <param name="x">The images, one after the other.</param>
    /// <param name="channels">The number of images.</param>
    /// <param name="height">The rows of an image.</param>
    /// <param name="width">The numbers of its row.</param>
    /// <param name="down">From a row to the next in the larger image.</param>
    /// <param name="across">From a number to the next in the larger image.</param>
    /// <param name="top">The rows before the first.</param>
    /// <param name="left">The numbers before the first of a row.</param>
    /// <param name="toHeight">The rows of the larger image.</param>
    /// <param name="toWidth">The numbers of its row.</param>
    /// <param name="y">Receives the larger images.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Spread<T>(T* x, int channels, int height, int width, int down, int across, int top, int left, int toHeight, int toWidth, T* y)
        where T : unmanaged
    {
        new Span<T>(y, checked(channels * toHeight * toWidth)).Clear();
        for (var channel = 0; channel < channels; channel++, y += (nint)toHeight * toWidth)
        {
            var row = y + (nint)top * toWidth + left;
            for (var i = 0; i < height; i++, x += width, row += (nint)down * toWidth)
            {
                if (across == 1)
                {
                    new ReadOnlySpan<T>(x, width).CopyTo(new Span<T>(row, width));
                    continue;
                }
                for (nint j = 0; j < width; j++)
                    row[j * across] = x[j];
            }
        }
    }

    /// <summary>The gradient of a bias: the sum over the positions of each channel.</summary>
    /// <param name="dy">The channels, one after the other.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="positions">The positions of a channel.</param>
    /// <param name="db">Receives the sums.</param>
    /// <param name="accumulate">Whether they are added to what is there.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddPositions<T>(T* dy, int channels, int positions, T* db, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint channel = 0; channel < channels; channel++, dy += positions)
        {
            var sum = SumOf(dy, positions);
            db[channel] = accumulate ? db[channel] + sum : sum;
        }
    }

    /// <summary>A sum of many numbers, in four vectors that do not wait for one another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T SumOf<T>(T* x, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lanes = Vector128<T>.Count;
        var (a, b, c, d) = (Vector128<T>.Zero, Vector128<T>.Zero, Vector128<T>.Zero, Vector128<T>.Zero);
        nint i = 0;
        for (; i <= count - 4 * lanes; i += 4 * lanes)
        {
            a += Vector128.Load(&x[i]);
            b += Vector128.Load(&x[i + lanes]);
            c += Vector128.Load(&x[i + 2 * lanes]);
            d += Vector128.Load(&x[i + 3 * lanes]);
        }
        var sum = Vector128.Sum(a + b + (c + d));
        for (; i < count; i++)
            sum += x[i];
        return sum;
    }

    /// <summary>The gradient of what each step adds: the sum over the steps.</summary>
    /// <param name="dy">The steps, one after the other.</param>
    /// <param name="features">The numbers of a step.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="db">Receives the sums.</param>
    /// <param name="accumulate">Whether they are added to what is there.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSteps<T>(T* dy, int features, int steps, T* db, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var step = 0; step < steps; step++, dy += features, accumulate = true)
        {
            for (nint i = 0; i < features; i++)
                db[i] = accumulate ? db[i] + dy[i] : dy[i];
        }
    }
}

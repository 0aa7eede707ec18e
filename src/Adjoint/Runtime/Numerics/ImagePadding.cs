using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

/// <summary>One axis of an image that is padded with its own values.</summary>
/// <param name="Size">The size without padding.</param>
/// <param name="Before">The positions added before the first.</param>
/// <param name="After">The positions added after the last.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct PaddedAxis(int Size, int Before, int After)
{
    /// <summary>The size with padding.</summary>
    public int Padded => Before + Size + After;

    /// <summary>The position whose value a padded position has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Source(int padded, PaddingMode mode)
    {
        var at = padded - Before;
        if ((uint)at < (uint)Size)
            return at;
        return mode switch
        {
            PaddingMode.Reflect => at < 0 ? -at : 2 * (Size - 1) - at,
            PaddingMode.Circular => at < 0 ? at + Size : at - Size,
            _ => at < 0 ? 0 : Size - 1,
        };
    }
}

/// <summary>
/// Pads images with their own values: <c>y[c, p] = x[c, m(p)]</c>, m from a padded position to the one whose value it has. What is transposed adds the gradient of
/// each padded position to that of its source.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ImagePadding
{
    /// <summary>Pads lane blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Forward<T>(T* x, T* y, int channels, PaddedAxis depth, PaddedAxis height, PaddedAxis width, PaddingMode mode, nint units)
        where T : unmanaged => Copy((BlockOf<T>*)x, (BlockOf<T>*)y, channels, depth, height, width, mode, units);

    /// <summary>Pads rows that are stored one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ForwardRow<T>(T* x, T* y, int channels, PaddedAxis depth, PaddedAxis height, PaddedAxis width, PaddingMode mode, nint units)
        where T : unmanaged => Copy(x, y, channels, depth, height, width, mode, units);

    /// <summary>dx[c, i] = Σ dy[c, p] over the padded positions p that have the value of i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Backward<T>(T* dy, T* dx, int channels, PaddedAxis depth, PaddedAxis height, PaddedAxis width, PaddingMode mode, nint units)
        where T : unmanaged
    {
        var source = (BlockOf<T>*)dy;
        var target = (BlockOf<T>*)dx;
        var plane = depth.Size * height.Size * width.Size;
        for (nint image = 0; image < units * channels; image++, target += plane)
        {
            for (var i = 0; i < plane; i++)
                target[i] = default;
            for (var z = 0; z < depth.Padded; z++)
            {
                for (var y = 0; y < height.Padded; y++, source += width.Padded)
                {
                    var row = target + (depth.Source(z, mode) * height.Size + height.Source(y, mode)) * width.Size;
                    for (var i = 0; i < width.Padded; i++)
                        row[width.Source(i, mode)].Add(source[i]);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy<T>(T* x, T* y, int channels, PaddedAxis depth, PaddedAxis height, PaddedAxis width, PaddingMode mode, nint units)
        where T : unmanaged
    {
        for (nint image = 0; image < units * channels; image++, x += depth.Size * height.Size * width.Size)
        {
            for (var z = 0; z < depth.Padded; z++)
            {
                for (var i = 0; i < height.Padded; i++, y += width.Padded)
                {
                    var row = x + (depth.Source(z, mode) * height.Size + height.Source(i, mode)) * width.Size;
                    for (var j = 0; j < width.Padded; j++)
                        y[j] = row[width.Source(j, mode)];
                }
            }
        }
    }

    /// <summary>One feature of a lane block: sixteen numbers, which for floats are the first vector alone.</summary>
    [InlineArray(LaneBlocks.Rows)]
    private struct BlockOf<T>
        where T : unmanaged
    {
        private T first;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(in BlockOf<T> other)
        {
            for (var i = 0; i < LaneBlocks.Rows; i += Vector512<T>.Count)
            {
                ref var sum = ref Unsafe.As<T, Vector512<T>>(ref Unsafe.Add(ref Unsafe.As<BlockOf<T>, T>(ref this), i));
                sum += Unsafe.As<T, Vector512<T>>(ref Unsafe.Add(ref Unsafe.As<BlockOf<T>, T>(ref Unsafe.AsRef(in other)), i));
            }
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Adjoint.Runtime;

// The same for doubles. Four rows by four features are what 256-bit vectors transpose; a block's sixteen rows are four such strips.
public static unsafe partial class LaneBlocks
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather(double** rows, int count, int features, double* block)
    {
        var row = 0;
        if (features >= 4 && Avx.IsSupported)
        {
            for (; row <= count - 4; row += 4)
                Gather4(rows + row, features, block + row);
        }
        for (; row < count; row++)
        {
            for (var feature = 0; feature < features; feature++)
                block[(nint)feature * Rows + row] = rows[row][feature];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scatter(double* block, int count, int features, double** rows)
    {
        var row = 0;
        if (features >= 4 && Avx.IsSupported)
        {
            for (; row <= count - 4; row += 4)
                Scatter4(block + row, features, rows + row);
        }
        for (; row < count; row++)
        {
            for (var feature = 0; feature < features; feature++)
                rows[row][feature] = block[(nint)feature * Rows + row];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Gather4(double** rows, int features, double* block)
    {
        for (nint next = 0; next < features; next += 4)
        {
            // When the number of features is no multiple of four, the last four overlap the four before.
            var feature = Math.Min(next, features - 4);
            var a = Vector256.Load(rows[0] + feature);
            var b = Vector256.Load(rows[1] + feature);
            var c = Vector256.Load(rows[2] + feature);
            var d = Vector256.Load(rows[3] + feature);
            Transpose(ref a, ref b, ref c, ref d);
            var target = block + feature * Rows;
            a.Store(target);
            b.Store(target + Rows);
            c.Store(target + 2 * Rows);
            d.Store(target + 3 * Rows);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Scatter4(double* block, int features, double** rows)
    {
        for (nint next = 0; next < features; next += 4)
        {
            var feature = Math.Min(next, features - 4);
            var source = block + feature * Rows;
            var a = Vector256.Load(source);
            var b = Vector256.Load(source + Rows);
            var c = Vector256.Load(source + 2 * Rows);
            var d = Vector256.Load(source + 3 * Rows);
            Transpose(ref a, ref b, ref c, ref d);
            a.Store(rows[0] + feature);
            b.Store(rows[1] + feature);
            c.Store(rows[2] + feature);
            d.Store(rows[3] + feature);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ref Vector256<double> a, ref Vector256<double> b, ref Vector256<double> c, ref Vector256<double> d)
    {
        var (abEven, abOdd) = (Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b));
        var (cdEven, cdOdd) = (Avx.UnpackLow(c, d), Avx.UnpackHigh(c, d));
        a = Avx.Permute2x128(abEven, cdEven, 0x20);
        b = Avx.Permute2x128(abOdd, cdOdd, 0x20);
        c = Avx.Permute2x128(abEven, cdEven, 0x31);
        d = Avx.Permute2x128(abOdd, cdOdd, 0x31);
    }

    /// <inheritdoc cref="AddPanelSums(float*, int, nint, float*, bool, nint, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddPanelSums(double* panels, int features, nint units, double* sums, bool accumulate, nint slice, nint slices)
    {
        var padded = Padded(features);
        var end = FirstOf(features, slice + 1, slices);
        for (var start = FirstOf(features, slice, slices); start < end; start += 8)
        {
            var panel = start / PanelWidth * PanelWidth;
            var width = Math.Min(PanelWidth, padded - panel);
            var rows = panels + (nint)panel * units * Rows + (nint)(start - panel);
            var (a, b, c, d) = (Vector128<double>.Zero, Vector128<double>.Zero, Vector128<double>.Zero, Vector128<double>.Zero);
            for (nint r = 0; r < units * Rows; r++, rows += width)
            {
                a += *(Vector128<double>*)rows;
                b += *(Vector128<double>*)(rows + 2);
                c += *(Vector128<double>*)(rows + 4);
                d += *(Vector128<double>*)(rows + 6);
            }
            Add(a, sums + start, Math.Min(features - start, 2), accumulate);
            Add(b, sums + start + 2, Math.Clamp(features - start - 2, 0, 2), accumulate);
            Add(c, sums + start + 4, Math.Clamp(features - start - 4, 0, 2), accumulate);
            Add(d, sums + start + 6, Math.Clamp(features - start - 6, 0, 2), accumulate);
        }
    }

    private static void Add(Vector128<double> sum, double* destination, int count, bool accumulate) =>
        Lanes.StoreFirst(destination, accumulate ? sum + Lanes.LoadFirst128(destination, count) : sum, count);

    /// <inheritdoc cref="AddLaneSums(float*, int, nint, float*, bool, nint, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddLaneSums(double* lanes, int features, nint units, double* sums, bool accumulate, nint slice, nint slices)
    {
        var stride = (nint)features * Rows;
        var end = FirstOf(features, slice + 1, slices);
        for (var feature = FirstOf(features, slice, slices); feature < end; feature++)
        {
            var row = lanes + (nint)feature * Rows;
            var (a, b, c, d) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
            for (nint unit = 0; unit < units; unit++, row += stride)
            {
                a += *(Vector256<double>*)row;
                b += *(Vector256<double>*)(row + 4);
                c += *(Vector256<double>*)(row + 8);
                d += *(Vector256<double>*)(row + 12);
            }
            a = a + b + (c + d);
            var sum = a[0] + a[1] + (a[2] + a[3]);
            sums[feature] = accumulate ? sums[feature] + sum : sum;
        }
    }
}

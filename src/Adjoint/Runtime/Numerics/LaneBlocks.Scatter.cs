using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Adjoint.Runtime;

// Lanes to rows: the steps of the gather in the opposite order, for the transpose is its own inverse. At 512 bits sixteen features go together,
// so that every store fills a cache line: sixteen rows that a power of two lies between compete for the same few lines of the cache, and a line
// that is written a quarter at a time would be fetched and evicted four times (measured at 1,024 features: seven times slower).
public static unsafe partial class LaneBlocks
{
    /// <summary>Writes the first <paramref name="count"/> lanes of a block as rows, the widest way that the machine and the count allow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scatter(float* block, int count, int features, float** rows)
    {
        if (Avx512F.IsSupported && count == Rows && features >= 16)
        {
            Scatter16(block, features, rows);
            return;
        }

        var row = 0;
        if (features >= 4)
        {
            if (Avx.IsSupported)
            {
                for (; row <= count - 8; row += 8)
                    Scatter8(block + row, features, rows + row);
            }
            if (CanTranspose128)
            {
                for (; row <= count - 4; row += 4)
                    Scatter4(block + row, features, rows + row);
            }
        }
        for (; row < count; row++)
        {
            for (var feature = 0; feature < features; feature++)
                rows[row][feature] = block[(nint)feature * Rows + row];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Scatter16(float* block, int features, float** rows)
    {
        for (nint next = 0; next < features; next += 16)
        {
            var feature = Math.Min(next, features - 16);
            var source = block + feature * Rows;
            var a0 = Vector512.Load(source);
            var b0 = Vector512.Load(source + Rows);
            var c0 = Vector512.Load(source + 2 * Rows);
            var d0 = Vector512.Load(source + 3 * Rows);
            Transpose(ref a0, ref b0, ref c0, ref d0);
            var a1 = Vector512.Load(source + 4 * Rows);
            var b1 = Vector512.Load(source + 5 * Rows);
            var c1 = Vector512.Load(source + 6 * Rows);
            var d1 = Vector512.Load(source + 7 * Rows);
            Transpose(ref a1, ref b1, ref c1, ref d1);
            var a2 = Vector512.Load(source + 8 * Rows);
            var b2 = Vector512.Load(source + 9 * Rows);
            var c2 = Vector512.Load(source + 10 * Rows);
            var d2 = Vector512.Load(source + 11 * Rows);
            Transpose(ref a2, ref b2, ref c2, ref d2);
            var a3 = Vector512.Load(source + 12 * Rows);
            var b3 = Vector512.Load(source + 13 * Rows);
            var c3 = Vector512.Load(source + 14 * Rows);
            var d3 = Vector512.Load(source + 15 * Rows);
            Transpose(ref a3, ref b3, ref c3, ref d3);
            Store4Rows(a0, a1, a2, a3, rows, feature);
            Store4Rows(b0, b1, b2, b3, rows + 1, feature);
            Store4Rows(c0, c1, c2, c3, rows + 2, feature);
            Store4Rows(d0, d1, d2, d3, rows + 3, feature);
        }
    }

    /// <summary>Eight features of eight rows at a time, so that every store is a whole vector; four at a time where there are no eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Scatter8(float* block, int features, float** rows)
    {
        for (nint next = 0; next < features && features >= 8; next += 8)
        {
            var feature = Math.Min(next, features - 8);
            var source = block + feature * Rows;
            var a0 = Vector256.Load(source);
            var b0 = Vector256.Load(source + Rows);
            var c0 = Vector256.Load(source + 2 * Rows);
            var d0 = Vector256.Load(source + 3 * Rows);
            Transpose(ref a0, ref b0, ref c0, ref d0);
            var a1 = Vector256.Load(source + 4 * Rows);
            var b1 = Vector256.Load(source + 5 * Rows);
            var c1 = Vector256.Load(source + 6 * Rows);
            var d1 = Vector256.Load(source + 7 * Rows);
            Transpose(ref a1, ref b1, ref c1, ref d1);
            Store2Rows(a0, a1, rows, feature);
            Store2Rows(b0, b1, rows + 1, feature);
            Store2Rows(c0, c1, rows + 2, feature);
            Store2Rows(d0, d1, rows + 3, feature);
        }
        for (nint next = 0; next < features && features < 8; next += 4)
        {
            var feature = Math.Min(next, features - 4);
            var source = block + feature * Rows;
            var a = Vector256.Load(source);
            var b = Vector256.Load(source + Rows);
            var c = Vector256.Load(source + 2 * Rows);
            var d = Vector256.Load(source + 3 * Rows);
            Transpose(ref a, ref b, ref c, ref d);
            Store2Rows(a, rows, feature);
            Store2Rows(b, rows + 1, feature);
            Store2Rows(c, rows + 2, feature);
            Store2Rows(d, rows + 3, feature);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Scatter4(float* block, int features, float** rows)
    {
        for (nint next = 0; next < features; next += 4)
        {
            var feature = Math.Min(next, features - 4);
            var source = block + feature * Rows;
            var a = Vector128.Load(source);
            var b = Vector128.Load(source + Rows);
            var c = Vector128.Load(source + 2 * Rows);
            var d = Vector128.Load(source + 3 * Rows);
            Transpose(ref a, ref b, ref c, ref d);
            a.Store(rows[0] + feature);
            b.Store(rows[1] + feature);
            c.Store(rows[2] + feature);
            d.Store(rows[3] + feature);
        }
    }

    /// <summary>Sixteen features, four in each vector, to rows 0, 4, 8 and 12 of the table, which are the 128-bit parts of each vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store4Rows(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, float** rows, nint feature)
    {
        var abLow = Avx512F.Shuffle4x128(a, b, 0b01_00_01_00);
        var abHigh = Avx512F.Shuffle4x128(a, b, 0b11_10_11_10);
        var cdLow = Avx512F.Shuffle4x128(c, d, 0b01_00_01_00);
        var cdHigh = Avx512F.Shuffle4x128(c, d, 0b11_10_11_10);
        Avx512F.Shuffle4x128(abLow, cdLow, 0b10_00_10_00).Store(rows[0] + feature);
        Avx512F.Shuffle4x128(abLow, cdLow, 0b11_01_11_01).Store(rows[4] + feature);
        Avx512F.Shuffle4x128(abHigh, cdHigh, 0b10_00_10_00).Store(rows[8] + feature);
        Avx512F.Shuffle4x128(abHigh, cdHigh, 0b11_01_11_01).Store(rows[12] + feature);
    }

    /// <summary>Eight features, four in each vector, to rows 0 and 4 of the table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store2Rows(Vector256<float> a, Vector256<float> b, float** rows, nint feature)
    {
        Avx.Permute2x128(a, b, 0x20).Store(rows[0] + feature);
        Avx.Permute2x128(a, b, 0x31).Store(rows[4] + feature);
    }

    /// <summary>Four features to rows 0 and 4 of the table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store2Rows(Vector256<float> v, float** rows, nint feature)
    {
        v.GetLower().Store(rows[0] + feature);
        Avx.ExtractVector128(v, 1).Store(rows[4] + feature);
    }
}

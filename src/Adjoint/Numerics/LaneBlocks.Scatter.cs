using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Adjoint.Runtime;

// Lanes to rows: the steps of the gather in the opposite order, for the transpose is its own inverse.
public static unsafe partial class LaneBlocks
{
    /// <summary>Writes the first <paramref name="count"/> lanes of a block as rows, the widest way that the machine and the count allow.</summary>
    private static void Scatter(float* block, int count, int features, float** rows)
    {
        var row = 0;
        if (features >= 4)
        {
            if (Avx512F.IsSupported && count == Rows)
            {
                Scatter16(block, features, rows);
                return;
            }
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scatter16(float* block, int features, float** rows)
    {
        for (nint next = 0; next < features; next += 4)
        {
            var feature = Math.Min(next, features - 4);
            var source = block + feature * Rows;
            var a = Vector512.Load(source);
            var b = Vector512.Load(source + Rows);
            var c = Vector512.Load(source + 2 * Rows);
            var d = Vector512.Load(source + 3 * Rows);
            Transpose(ref a, ref b, ref c, ref d);
            Store4Rows(a, rows, feature);
            Store4Rows(b, rows + 1, feature);
            Store4Rows(c, rows + 2, feature);
            Store4Rows(d, rows + 3, feature);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scatter8(float* block, int features, float** rows)
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
            Store2Rows(a, rows, feature);
            Store2Rows(b, rows + 1, feature);
            Store2Rows(c, rows + 2, feature);
            Store2Rows(d, rows + 3, feature);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    /// <summary>Four features to rows 0, 4, 8 and 12 of the table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store4Rows(Vector512<float> v, float** rows, nint feature)
    {
        v.GetLower().GetLower().Store(rows[0] + feature);
        Avx512F.ExtractVector128(v, 1).Store(rows[4] + feature);
        Avx512F.ExtractVector128(v, 2).Store(rows[8] + feature);
        Avx512F.ExtractVector128(v, 3).Store(rows[12] + feature);
    }

    /// <summary>Four features to rows 0 and 4 of the table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store2Rows(Vector256<float> v, float** rows, nint feature)
    {
        v.GetLower().Store(rows[0] + feature);
        Avx.ExtractVector128(v, 1).Store(rows[4] + feature);
    }
}

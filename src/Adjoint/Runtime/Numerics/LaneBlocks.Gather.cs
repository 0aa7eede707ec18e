using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Adjoint.Runtime;

// Rows to lanes. Every width works on four features at a time. Vector i collects those of rows i, 4 + i, 8 + i and 12 + i, one row to each
// 128 bits, straight from memory; the transpose then leaves one feature of all rows, in order, in each vector. A 16 × 16 transpose in registers
// needs 64 shuffles for 256 values, all on one port of the processor; this needs 32, and no load is wider than what is left of a row.
// When the number of features is no multiple of four, the last four overlap the four before.
public static unsafe partial class LaneBlocks
{
    /// <summary>Writes the first <paramref name="count"/> lanes of a block, the widest way that the machine and the count allow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather(float** rows, int count, int features, float* block)
    {
        var row = 0;
        if (features >= 4)
        {
            if (Avx512F.IsSupported && count == Rows)
            {
                Gather16(rows, features, block);
                return;
            }
            if (Avx.IsSupported)
            {
                for (; row <= count - 8; row += 8)
                    Gather8(rows + row, features, block + row);
            }
            if (CanTranspose128)
            {
                for (; row <= count - 4; row += 4)
                    Gather4(rows + row, features, block + row);
            }
        }
        for (; row < count; row++)
        {
            for (var feature = 0; feature < features; feature++)
                block[(nint)feature * Rows + row] = rows[row][feature];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Gather16(float** rows, int features, float* block)
    {
        for (nint next = 0; next < features; next += 4)
        {
            var feature = Math.Min(next, features - 4);
            var a = Load4Rows(rows, feature);
            var b = Load4Rows(rows + 1, feature);
            var c = Load4Rows(rows + 2, feature);
            var d = Load4Rows(rows + 3, feature);
            Transpose(ref a, ref b, ref c, ref d);
            var target = block + feature * Rows;
            a.Store(target);
            b.Store(target + Rows);
            c.Store(target + 2 * Rows);
            d.Store(target + 3 * Rows);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Gather8(float** rows, int features, float* block)
    {
        for (nint next = 0; next < features; next += 4)
        {
            var feature = Math.Min(next, features - 4);
            var a = Load2Rows(rows, feature);
            var b = Load2Rows(rows + 1, feature);
            var c = Load2Rows(rows + 2, feature);
            var d = Load2Rows(rows + 3, feature);
            Transpose(ref a, ref b, ref c, ref d);
            var target = block + feature * Rows;
            a.Store(target);
            b.Store(target + Rows);
            c.Store(target + 2 * Rows);
            d.Store(target + 3 * Rows);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Gather4(float** rows, int features, float* block)
    {
        for (nint next = 0; next < features; next += 4)
        {
            var feature = Math.Min(next, features - 4);
            var a = Vector128.Load(rows[0] + feature);
            var b = Vector128.Load(rows[1] + feature);
            var c = Vector128.Load(rows[2] + feature);
            var d = Vector128.Load(rows[3] + feature);
            Transpose(ref a, ref b, ref c, ref d);
            var target = block + feature * Rows;
            a.Store(target);
            b.Store(target + Rows);
            c.Store(target + 2 * Rows);
            d.Store(target + 3 * Rows);
        }
    }

    /// <summary>Four features of rows 0, 4, 8 and 12 of the table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load4Rows(float** rows, nint feature)
    {
        var v = Vector128.Load(rows[0] + feature).ToVector256Unsafe().ToVector512Unsafe();
        v = Avx512F.InsertVector128(v, Vector128.Load(rows[4] + feature), 1);
        v = Avx512F.InsertVector128(v, Vector128.Load(rows[8] + feature), 2);
        return Avx512F.InsertVector128(v, Vector128.Load(rows[12] + feature), 3);
    }

    /// <summary>Four features of rows 0 and 4 of the table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load2Rows(float** rows, nint feature) =>
        Avx.InsertVector128(Vector128.Load(rows[0] + feature).ToVector256Unsafe(), Vector128.Load(rows[4] + feature), 1);
}

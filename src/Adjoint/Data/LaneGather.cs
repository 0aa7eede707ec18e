using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Adjoint.Data;

/// <summary>
/// Copies up to sixteen rows of a table, wherever they lie, into one lane block: feature by feature, the sixteen rows side by side. Lanes
/// without a row become zero.
/// </summary>
internal static unsafe class LaneGather
{
    /// <summary>Rows a block.</summary>
    public const int Lanes = 16;

    private const int ByteTile = 16;
    private const int FloatTile = 4;

    /// <summary>Gathers rows of floats.</summary>
    /// <param name="table">Row-major, <paramref name="features"/> floats a row.</param>
    /// <param name="features">Floats a row.</param>
    /// <param name="rows">From 1 to 16 rows of the table.</param>
    /// <param name="block">Receives <c>[features][16]</c>.</param>
    public static void Floats(float* table, int features, ReadOnlySpan<int> rows, float* block)
    {
        var row = stackalloc float*[Lanes];
        for (var lane = 0; lane < Lanes; lane++)
            row[lane] = table + (long)rows[Present(lane, rows)] * features;

        var feature = 0;
        if (Sse.IsSupported)
        {
            for (; feature + FloatTile <= features; feature += FloatTile)
            {
                for (var lane = 0; lane < Lanes; lane += FloatTile)
                    Transpose(row + lane, feature, block + feature * Lanes + lane);
            }
        }

        for (; feature < features; feature++)
        {
            for (var lane = 0; lane < Lanes; lane++)
                block[feature * Lanes + lane] = row[lane][feature];
        }

        ClearAbsent(block, features, rows.Length);
    }

    /// <summary>Gathers rows of bytes, each converted by <paramref name="conversion"/>.</summary>
    /// <param name="table">Row-major, <paramref name="features"/> bytes a row.</param>
    /// <param name="features">Bytes a row.</param>
    /// <param name="rows">From 1 to 16 rows of the table.</param>
    /// <param name="conversion">What float stands for which byte.</param>
    /// <param name="block">Receives <c>[features][16]</c>.</param>
    public static void Bytes(byte* table, int features, ReadOnlySpan<int> rows, ByteConversion conversion, float* block)
    {
        var row = stackalloc byte*[Lanes];
        for (var lane = 0; lane < Lanes; lane++)
            row[lane] = table + (long)rows[Present(lane, rows)] * features;

        var feature = 0;
        if (Avx2.IsSupported && Fma.IsSupported)
        {
            var tile = stackalloc Vector128<byte>[2 * ByteTile];
            for (; feature + ByteTile <= features; feature += ByteTile)
            {
                Transpose(row, feature, tile);
                Convert((byte*)tile, conversion, block + feature * Lanes);
            }
        }

        for (; feature < features; feature++)
        {
            for (var lane = 0; lane < Lanes; lane++)
                block[feature * Lanes + lane] = conversion[row[lane][feature]];
        }

        ClearAbsent(block, features, rows.Length);
    }

    /// <summary>A row to read in each lane: absent ones read the first, so that the loops need no exceptions, and are cleared at the end.</summary>
    private static int Present(int lane, ReadOnlySpan<int> rows) => lane < rows.Length ? lane : 0;

    private static void ClearAbsent(float* block, int features, int present)
    {
        for (var feature = 0; present < Lanes && feature < features; feature++)
            new Span<float>(block + feature * Lanes + present, Lanes - present).Clear();
    }

    /// <summary>Four rows of four floats become four features of four lanes.</summary>
    private static void Transpose(float** row, int feature, float* block)
    {
        var a = Vector128.Load(row[0] + feature);
        var b = Vector128.Load(row[1] + feature);
        var c = Vector128.Load(row[2] + feature);
        var d = Vector128.Load(row[3] + feature);
        var acLow = Sse.UnpackLow(a, c);
        var acHigh = Sse.UnpackHigh(a, c);
        var bdLow = Sse.UnpackLow(b, d);
        var bdHigh = Sse.UnpackHigh(b, d);
        Sse.UnpackLow(acLow, bdLow).Store(block);
        Sse.UnpackHigh(acLow, bdLow).Store(block + Lanes);
        Sse.UnpackLow(acHigh, bdHigh).Store(block + 2 * Lanes);
        Sse.UnpackHigh(acHigh, bdHigh).Store(block + 3 * Lanes);
    }

    /// <summary>
    /// Sixteen rows of sixteen bytes become sixteen features of sixteen lanes, in the first half of <paramref name="tile"/>. A byte's place is
    /// eight bits, four of its row and four of its column; interleaving vector i with vector i + 8 rotates them by one, so four rounds exchange
    /// row and column.
    /// </summary>
    private static void Transpose(byte** row, int feature, Vector128<byte>* tile)
    {
        for (var lane = 0; lane < Lanes; lane++)
            tile[lane] = Vector128.Load(row[lane] + feature);
        for (var round = 0; round < 4; round++)
        {
            // Rounds go back and forth between the halves and end in the first.
            var from = tile + round % 2 * ByteTile;
            var to = tile + (round + 1) % 2 * ByteTile;
            for (var i = 0; i < ByteTile / 2; i++)
            {
                to[2 * i] = Sse2.UnpackLow(from[i], from[i + ByteTile / 2]);
                to[2 * i + 1] = Sse2.UnpackHigh(from[i], from[i + ByteTile / 2]);
            }
        }
    }

    private static void Convert(byte* tile, ByteConversion conversion, float* block)
    {
        var scale = Vector256.Create(conversion.Scale);
        var shift = Vector256.Create(conversion.Shift);
        for (var i = 0; i < ByteTile * Lanes; i += Vector256<float>.Count)
        {
            var x = Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32(tile + i));
            Fma.MultiplyAdd(x, scale, shift).Store(block + i);
        }
    }
}

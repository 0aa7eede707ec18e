namespace Adjoint.Data;

/// <summary>Unpacks deflated data piece by piece. Source: Deutsch, "DEFLATE Compressed Data Format Specification", RFC 1951.</summary>
/// <remarks>
/// The framework's reader does not say where the compressed data end, so what follows them (a checksum, a length, another member) could not be read after it; in
/// .NET 8 it takes data that were cut off for whole ones.
/// </remarks>
internal sealed class Inflater(BitReader bits)
{
    /// <summary>How far back a copy may begin.</summary>
    private const int Window = 1 << 15;

    private const int LongestCopy = 258;
    private const int EndOfBlock = 256;
    private const int MostLiterals = 288;
    private const int MostDistances = 32;

    /// <summary>What was unpacked last, of which the last <see cref="Window"/> bytes may be copied.</summary>
    private readonly byte[] output = new byte[4 * Window];
    private readonly PrefixCode literals = new();
    private readonly PrefixCode distances = new();
    private int filled;
    private Block block = Block.None;
    private bool isLast;

    /// <summary>The bytes of a stored block that are still to come.</summary>
    private int stored;

    private enum Block
    {
        None,
        Stored,
        Coded,
    }

    private static ReadOnlySpan<byte> LengthOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private static ReadOnlySpan<ushort> CopyLengths => [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    private static ReadOnlySpan<byte> CopyLengthBits => [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    private static ReadOnlySpan<ushort> CopyDistances =>
        [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];

    private static ReadOnlySpan<byte> CopyDistanceBits => [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];

    /// <summary>Makes ready for the next deflated data of the same stream.</summary>
    public void Begin() => (filled, block, isLast) = (0, Block.None, false);

    /// <summary>The next bytes, valid until the next call; none at the end, where the stream is then at a whole byte.</summary>
    /// <exception cref="InvalidDataException">The data break a rule of the format.</exception>
    /// <exception cref="EndOfStreamException">The stream ends before the data do.</exception>
    public ReadOnlyMemory<byte> Next()
    {
        if (filled > output.Length - LongestCopy)
        {
            output.AsSpan(filled - Window, Window).CopyTo(output);
            filled = Window;
        }

        var start = filled;
        while (filled <= output.Length - LongestCopy && !(isLast && block == Block.None))
        {
            if (block == Block.None)
                BeginBlock();
            else if (block == Block.Stored)
                CopyStored();
            else
                Decode();
        }

        if (filled == start)
            bits.Align();
        return output.AsMemory(start, filled - start);
    }

    private void BeginBlock()
    {
        isLast = bits.Take(1) == 1;
        switch (bits.Take(2))
        {
            case 0:
                BeginStored();
                break;
            case 1:
                SetFixedCodes();
                break;
            case 2:
                ReadCodes();
                break;
            default:
                throw Damaged();
        }
    }

    private void BeginStored()
    {
        bits.Align();
        stored = bits.Take(16);
        if (bits.Take(16) != (stored ^ 0xFFFF))
            throw Damaged();
        block = stored == 0 ? Block.None : Block.Stored;
    }

    private void CopyStored()
    {
        var count = bits.Read(output.AsSpan(filled, Math.Min(stored, output.Length - filled)));
        if (count == 0)
            throw new EndOfStreamException();
        filled += count;
        stored -= count;
        if (stored == 0)
            block = Block.None;
    }

    private void SetFixedCodes()
    {
        Span<byte> lengths = stackalloc byte[MostLiterals];
        lengths[..144].Fill(8);
        lengths[144..256].Fill(9);
        lengths[256..280].Fill(7);
        lengths[280..].Fill(8);
        literals.Set(lengths);
        lengths[..MostDistances].Fill(5);
        distances.Set(lengths[..MostDistances]);
        block = Block.Coded;
    }

    /// <summary>The lengths of both codes' words, in a code of their own, whose lengths come first.</summary>
    private void ReadCodes()
    {
        var (literalCount, distanceCount, count) = (bits.Take(5) + 257, bits.Take(5) + 1, bits.Take(4) + 4);
        if (literalCount > 286 || distanceCount > 30)
            throw Damaged();
        Span<byte> lengths = stackalloc byte[MostLiterals + MostDistances];
        lengths.Clear();
        for (var i = 0; i < count; i++)
            lengths[LengthOrder[i]] = (byte)bits.Take(3);
        if (!literals.Set(lengths[..LengthOrder.Length]))
            throw Damaged();

        lengths = lengths[..(literalCount + distanceCount)];
        ReadLengths(lengths);
        if (lengths[EndOfBlock] == 0 || !literals.Set(lengths[..literalCount]) || !distances.Set(lengths[literalCount..]))
            throw Damaged();
        block = Block.Coded;
    }

    private void ReadLengths(Span<byte> lengths)
    {
        for (var i = 0; i < lengths.Length;)
        {
            var symbol = literals.Next(bits);
            if (symbol is >= 0 and < 16)
            {
                lengths[i++] = (byte)symbol;
                continue;
            }

            if (symbol < 0 || (symbol == 16 && i == 0))
                throw Damaged();
            var repeated = symbol == 16 ? lengths[i - 1] : (byte)0;
            var times = symbol switch { 16 => 3 + bits.Take(2), 17 => 3 + bits.Take(3), _ => 11 + bits.Take(7) };
            if (times > lengths.Length - i)
                throw Damaged();
            lengths.Slice(i, times).Fill(repeated);
            i += times;
        }
    }

    private void Decode()
    {
        while (filled <= output.Length - LongestCopy)
        {
            var symbol = literals.Next(bits);
            if (symbol is >= 0 and < EndOfBlock)
                output[filled++] = (byte)symbol;
            else if (symbol > EndOfBlock)
                Copy(symbol - EndOfBlock - 1);
            else if (symbol == EndOfBlock)
            {
                block = Block.None;
                return;
            }
            else
                throw Damaged();
        }
    }

    private void Copy(int code)
    {
        if (code >= CopyLengths.Length)
            throw Damaged();
        var length = CopyLengths[code] + bits.Take(CopyLengthBits[code]);
        var far = distances.Next(bits);
        if ((uint)far >= (uint)CopyDistances.Length)
            throw Damaged();
        var distance = CopyDistances[far] + bits.Take(CopyDistanceBits[far]);
        if (distance > filled)
            throw Damaged();

        var from = output.AsSpan(filled - distance);
        var to = output.AsSpan(filled, length);
        if (distance >= length)
            from[..length].CopyTo(to);
        else
        {
            // The copy reads what it has just written: a pattern that repeats.
            for (var i = 0; i < length; i++)
                to[i] = from[i];
        }

        filled += length;
    }

    private InvalidDataException Damaged() => new($"its compressed data are damaged at byte {bits.Position} or shortly before. Fetch it again.");
}

using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Adjoint.Data;

/// <summary>Reads a stream bit by bit, the lowest bit of a byte first, and byte by byte; knows its place.</summary>
internal sealed class BitReader(Stream source)
{
    private const int BufferBytes = 1 << 16;

    private readonly byte[] buffer = new byte[BufferBytes];
    private int next;
    private int end;

    /// <summary>How many bytes of the stream precede the buffer.</summary>
    private long passed;

    /// <summary>Bits that are next, the first lowest. Those above <see cref="count"/> may already hold a part of the buffer's next byte.</summary>
    private ulong bits;
    private int count;

    /// <summary>The index in the stream of the first byte of which no bit was taken.</summary>
    public long Position => passed + next - count / 8;

    /// <summary>How many bits <see cref="Peek"/> shows: at least 48, unless the stream ends before.</summary>
    public int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (count < 48)
                Fill();
            return count;
        }
    }

    /// <summary>The bits that are next, as many as <see cref="Count"/> said.</summary>
    public ulong Peek => bits;

    /// <summary>Goes on by a number of bits, at most <see cref="Count"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Skip(int number)
    {
        bits >>= number;
        count -= number;
    }

    /// <summary>The next bits as a number, at most sixteen.</summary>
    /// <exception cref="EndOfStreamException">The stream ends before.</exception>
    public int Take(int number)
    {
        if (Count < number)
            throw new EndOfStreamException();
        var value = (int)bits & ((1 << number) - 1);
        Skip(number);
        return value;
    }

    /// <summary>Goes on to the next whole byte.</summary>
    public void Align() => Skip(count % 8);

    /// <summary>The next byte, or −1 at the end; only at a whole byte.</summary>
    public int NextByte() => Count == 0 ? -1 : Take(8);

    /// <summary>Fills as much of <paramref name="destination"/> as is there; only at a whole byte.</summary>
    /// <returns>How many bytes came; 0 only at the end.</returns>
    public int Read(Span<byte> destination)
    {
        var filled = 0;
        while (count > 0 && filled < destination.Length)
            destination[filled++] = (byte)Take(8, from: count);
        if (filled == destination.Length)
            return filled;
        bits = 0;
        if (next == end)
            Refill();
        var copied = Math.Min(end - next, destination.Length - filled);
        buffer.AsSpan(next, copied).CopyTo(destination[filled..]);
        next += copied;
        return filled + copied;
    }

    private int Take(int number, int from)
    {
        var value = (int)bits & ((1 << number) - 1);
        (bits, count) = (bits >> number, from - number);
        return value;
    }

    private void Fill()
    {
        if (end - next >= sizeof(ulong))
        {
            // Eight bytes are put above the bits that are there; the whole ones among what fits are counted, and the rest comes again.
            bits |= BinaryPrimitives.ReadUInt64LittleEndian(buffer.AsSpan(next)) << count;
            var whole = (63 - count) / 8;
            next += whole;
            count += 8 * whole;
            return;
        }

        while (count <= 56)
        {
            if (next == end && !Refill())
                return;
            bits |= (ulong)buffer[next++] << count;
            count += 8;
        }
    }

    private bool Refill()
    {
        passed += end;
        next = 0;
        end = source.Read(buffer);
        return end > 0;
    }
}

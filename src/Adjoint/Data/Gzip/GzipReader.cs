using System.Buffers.Binary;

namespace Adjoint.Data;

/// <summary>
/// The content of a gzip file: of all its members, one after the other, each held against its checksum and length; zeros may follow the last. Source: Deutsch,
/// "GZIP file format specification", RFC 1952.
/// </summary>
internal sealed class GzipReader : Stream
{
    private const int Deflate = 8;

    /// <summary>The flags of a member's header, and those that mean nothing yet.</summary>
    private const int HeaderChecksum = 2, Extra = 4, Name = 8, Comment = 16, Reserved = 0xE0;

    private readonly BitReader bits;
    private readonly Inflater inflater;
    private readonly Crc32 checksum = new();

    /// <summary>What was unpacked and not yet read.</summary>
    private ReadOnlyMemory<byte> piece;

    /// <summary>Which member is read, from 1, and how much of it was unpacked.</summary>
    private int member;
    private long length;
    private bool isWithinMember;
    private bool isAtEnd;

    /// <summary>Unpacks a stream that begins with a member.</summary>
    public GzipReader(Stream source)
    {
        bits = new BitReader(source);
        inflater = new Inflater(bits);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether a stream begins as a gzip file does; its place stays.</summary>
    public static bool IsGzip(Stream stream)
    {
        Span<byte> magic = stackalloc byte[2];
        var count = stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        stream.Position -= count;
        return count == magic.Length && magic is [0x1F, 0x8B];
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file breaks a rule of the format, or its content is not what was packed.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        try
        {
            while (piece.IsEmpty && !isAtEnd)
                Advance();
        }
        catch (EndOfStreamException fault)
        {
            throw new InvalidDataException($"it ends at byte {bits.Position}, within {Part("its compressed data")}. It was cut off; fetch it again.", fault);
        }

        var count = Math.Min(buffer.Length, piece.Length);
        piece.Span[..count].CopyTo(buffer);
        piece = piece[count..];
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Nearly all files have one member, of which nobody need know.</summary>
    private string Part(string only) => member <= 1 ? only : $"member {member}";

    private void Advance()
    {
        if (!isWithinMember)
        {
            isAtEnd = !BeginMember();
            return;
        }

        piece = inflater.Next();
        checksum.Add(piece.Span);
        length += piece.Length;
        if (piece.IsEmpty)
            EndMember();
    }

    private bool BeginMember()
    {
        var place = bits.Position;
        var first = bits.NextByte();
        if (member > 0 && first <= 0)
            return first < 0 ? false : SkipZeros();
        var second = bits.NextByte();
        if (first != 0x1F || second != 0x8B)
            throw Appended(place);
        member++;
        checksum.Clear();
        ReadHeader();
        inflater.Begin();
        checksum.Clear();
        length = 0;
        isWithinMember = true;
        return true;
    }

    /// <summary>Padding, as tapes and block devices ask for; gzip passes over it too.</summary>
    private bool SkipZeros()
    {
        int octet;
        do
            octet = bits.NextByte();
        while (octet == 0);
        return octet < 0 ? false : throw Appended(bits.Position - 1);
    }

    private void ReadHeader()
    {
        checksum.Add([0x1F, 0x8B]);
        var (method, flags) = (HeaderByte(), HeaderByte());
        if (method != Deflate)
            throw new InvalidDataException($"{Part("it")} is compressed by method {method}; gzip has only {Deflate}, deflate. Compress it again with gzip.");
        if ((flags & Reserved) != 0)
            throw new InvalidDataException($"{Part("its")} gzip header has the flags {flags:X2}; those of {Reserved:X2} have no meaning. It is damaged; fetch it again.");
        // The time, the system, and how hard was tried.
        for (var i = 0; i < 6; i++)
            HeaderByte();
        if ((flags & Extra) != 0)
        {
            for (var rest = HeaderByte() | HeaderByte() << 8; rest > 0; rest--)
                HeaderByte();
        }

        for (var texts = (flags & Name) / Name + (flags & Comment) / Comment; texts > 0; texts--)
        {
            while (HeaderByte() != 0)
            {
            }
        }

        var computed = (int)(checksum.Value & 0xFFFF);
        if ((flags & HeaderChecksum) != 0 && bits.Take(16) is var written && written != computed)
            throw Differs("CRC-16", "its gzip header", $"{computed:X4}", $"{written:X4}");
    }

    private int HeaderByte()
    {
        var octet = (byte)bits.Take(8);
        checksum.Add([octet]);
        return octet;
    }

    private void EndMember()
    {
        Span<byte> trailer = stackalloc byte[8];
        for (var i = 0; i < trailer.Length; i++)
            trailer[i] = (byte)bits.Take(8);
        var writtenChecksum = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        if (writtenChecksum != checksum.Value)
            throw Differs("CRC-32", "its content", $"{checksum.Value:X8}", $"{writtenChecksum:X8}");
        // The length is written modulo 2³².
        var writtenLength = BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]);
        if (writtenLength != (uint)length)
            throw Differs("length", "its content", $"{(uint)length}", $"{writtenLength}");
        isWithinMember = false;
    }

    private InvalidDataException Differs(string property, string only, string computed, string written) =>
        new($"the {property} of {Part(only)} is {computed}, but gzip wrote {written}. It is damaged; fetch it again.");

    private static InvalidDataException Appended(long place) =>
        new($"at byte {place}, after its compressed data, other bytes follow. Something was appended; fetch it again.");
}

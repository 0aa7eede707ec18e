namespace Adjoint.Data;

/// <summary>The content of a file, plain or compressed with gzip. Memory grows with what arrives, never with what is announced.</summary>
internal sealed class DataFile
{
    /// <summary>What to do about a file that is too short or too long.</summary>
    public const string Remedy = "It was cut off or something was appended; fetch it again.";

    /// <summary>The first allocation for what is compressed; it doubles as the content arrives.</summary>
    private const int FirstBytes = 1 << 16;

    private readonly Stream content;

    /// <summary>How much follows in a plain file. How much a compressed one holds is known only when all is unpacked.</summary>
    private long? rest;

    private DataFile(Stream content, long? rest) => (this.content, this.rest) = (content, rest);

    /// <summary>Opens a file; whether it is compressed is seen from its content.</summary>
    /// <exception cref="InvalidDataException">It is not a file.</exception>
    public static DataFile Open(Stream stream)
    {
        if (!stream.CanSeek)
            throw new InvalidDataException("it is a pipe or a device; a file is needed.");
        return GzipReader.IsGzip(stream) ? new DataFile(new GzipReader(stream), rest: null) : new DataFile(stream, stream.Length);
    }

    /// <summary>Fills <paramref name="header"/> with what comes next; false if the file ends before.</summary>
    public bool Fill(Span<byte> header)
    {
        var count = content.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        rest -= count;
        return count == header.Length;
    }

    /// <summary>Reads the next <paramref name="length"/> bytes and makes sure that nothing follows.</summary>
    /// <param name="length">What must follow.</param>
    /// <param name="needed">Says so in messages: "it announces 3 bytes".</param>
    /// <exception cref="InvalidDataException">The file ends sooner or later, or is not a sound gzip file.</exception>
    public byte[] ReadToEnd(int length, string needed)
    {
        if (rest is { } bytes && bytes != length)
            throw Misfit(needed, $"{bytes}");
        var values = new byte[rest is null ? Math.Min(length, FirstBytes) : length];
        var filled = 0;
        while (true)
        {
            filled += content.ReadAtLeast(values.AsSpan(filled), values.Length - filled, throwOnEndOfStream: false);
            if (filled < values.Length)
                throw Misfit(needed, $"{filled}");
            if (filled == length)
                break;
            Array.Resize(ref values, (int)Math.Min(length, 2L * values.Length));
        }

        return content.ReadByte() < 0 ? values : throw Misfit(needed, "more");
    }

    private static InvalidDataException Misfit(string needed, string found) => new($"{needed}, and holds {found}. {Remedy}");
}

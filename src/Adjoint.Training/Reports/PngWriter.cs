using System.Buffers.Binary;
using System.IO.Compression;

namespace Adjoint.Training;

/// <summary>Writes pictures of 8 bits a channel as PNG. Source: "Portable Network Graphics (PNG) Specification", W3C, sections 5, 9 and 11.</summary>
internal static class PngWriter
{
    private const int Grey = 0, Colours = 2;

    /// <summary>A picture as the content of an <c>img</c> element.</summary>
    /// <param name="pixels">Row after row, 1 or 3 bytes a pixel.</param>
    /// <param name="width">Pixels a row.</param>
    /// <param name="channels">1 or 3.</param>
    public static string DataUri(ReadOnlySpan<byte> pixels, int width, int channels) => $"data:image/png;base64,{Convert.ToBase64String(Write(pixels, width, channels))}";

    /// <inheritdoc cref="DataUri"/>
    public static byte[] Write(ReadOnlySpan<byte> pixels, int width, int channels)
    {
        var (stream, height) = (new MemoryStream(), pixels.Length / width / channels);
        stream.Write(PngCheck.Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, channels == 1 ? (byte)Grey : (byte)Colours);
        Chunk(stream, "IHDR"u8, header);
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                // Each row begins with the number of its filter, none.
                zlib.WriteByte(0);
                zlib.Write(pixels.Slice(y * width * channels, width * channels));
            }
        }
        Chunk(stream, "IDAT"u8, packed.ToArray());
        Chunk(stream, "IEND"u8, []);
        return stream.ToArray();
    }

    private static void Chunk(MemoryStream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        stream.Write(number);
        stream.Write(type);
        stream.Write(content);
        var checksum = new Crc32();
        checksum.Add(type);
        checksum.Add(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, checksum.Value);
        stream.Write(number);
    }
}

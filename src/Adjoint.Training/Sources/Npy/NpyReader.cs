using System.Buffers.Binary;
using System.Text;

namespace Adjoint.Training;

/// <summary>Reads an array, and trusts none of its numbers: memory grows with what arrives, never with what is announced.</summary>
internal static class NpyReader
{
    /// <summary>NumPy's own limit is ten thousand.</summary>
    private const int LongestHeader = 1 << 16;

    /// <summary>The first allocation; it doubles as the values arrive.</summary>
    private const int FirstBytes = 1 << 16;

    private const string Remedy = "It was cut off or something was appended; save it again.";

    /// <summary>What every file begins with.</summary>
    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The file, or an unpacked part of one.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <exception cref="InvalidDataException">It is not an array that can be read.</exception>
    public static NpyFile Read(Stream stream, string source)
    {
        try
        {
            var header = NpyHeader.Parse(ReadHeader(stream));
            var values = ReadValues(stream, header);
            if (header.IsBigEndian)
                Swap(values, NpyTypes.Size(header.Type));
            return new NpyFile(header.Type, header.Shape, values);
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidDataException($"{source} cannot be read as an NPY array: {(fault is EndOfStreamException ? $"it ends within the header. {Remedy}" : fault.Message)}", fault);
        }
    }

    /// <summary>Turns the bytes of each value round.</summary>
    public static void Swap(Span<byte> values, int size)
    {
        for (var i = 0; i < values.Length; i += size)
            values.Slice(i, size).Reverse();
    }

    private static string ReadHeader(Stream stream)
    {
        Span<byte> start = stackalloc byte[Magic.Length + 2];
        stream.ReadExactly(start);
        if (!start.StartsWith(Magic))
            throw new InvalidDataException("it does not begin as an NPY file, with the byte 93 and NUMPY.");
        var major = start[Magic.Length];
        if (major is < 1 or > 3)
            throw new InvalidDataException($"it is of version {major}.{start[^1]}; versions 1 to 3 can be read.");
        Span<byte> size = stackalloc byte[major == 1 ? sizeof(ushort) : sizeof(uint)];
        stream.ReadExactly(size);
        var length = major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(size) : BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (length > LongestHeader)
            throw new InvalidDataException($"it announces a header of {length} bytes; at most {LongestHeader} are read.");
        var text = new byte[length];
        stream.ReadExactly(text);
        return Encoding.Latin1.GetString(text);
    }

    private static byte[] ReadValues(Stream stream, NpyHeader header)
    {
        var length = (long)NpyTypes.Size(header.Type);
        foreach (var size in header.Shape)
        {
            // Both factors are below 2³¹, so the product cannot overflow before it is refused.
            length *= size;
            if (length > Array.MaxLength)
                throw new InvalidDataException($"its shape [{string.Join(", ", header.Shape)}] has more values than an array can hold.");
        }
        var (values, filled) = (new byte[Math.Min(length, FirstBytes)], 0);
        while (true)
        {
            filled += stream.ReadAtLeast(values.AsSpan(filled), values.Length - filled, throwOnEndOfStream: false);
            if (filled < values.Length)
                throw new InvalidDataException($"it announces {length} bytes of values, and holds {filled}. {Remedy}");
            if (filled == length)
                break;
            Array.Resize(ref values, (int)Math.Min(length, 2L * values.Length));
        }
        return stream.ReadByte() < 0 ? values : throw new InvalidDataException($"it announces {length} bytes of values, and holds more. {Remedy}");
    }
}

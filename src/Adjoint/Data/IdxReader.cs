using System.Buffers.Binary;

namespace Adjoint.Data;

/// <summary>Reads IDX files and trusts none of their numbers: memory grows with what arrives, never with what is announced.</summary>
internal static class IdxReader
{
    /// <summary>Bytes an element.</summary>
    public static int Size(IdxType type) => type switch
    {
        IdxType.Double => 8,
        IdxType.Int32 or IdxType.Single => 4,
        IdxType.Int16 => 2,
        _ => 1,
    };

    /// <summary>Reads a file; <paramref name="source"/> names it in messages.</summary>
    /// <exception cref="InvalidDataException">The file is malformed.</exception>
    public static IdxFile Read(Stream stream, string source)
    {
        try
        {
            return DataFile.Read(stream, ReadContent);
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException($"'{source}' cannot be read as an IDX file: {fault.Message}", fault);
        }
    }

    private static IdxFile ReadContent(Stream stream, long available)
    {
        var (type, shape) = ReadHeader(stream);
        var length = 1L;
        foreach (var size in shape)
        {
            // Both factors are below 2³¹, so the product cannot overflow before it is refused.
            length *= size;
            if (length > Array.MaxLength)
                throw new InvalidDataException($"it announces {shape.Length} axes with more than {Array.MaxLength} values; no array can hold them.");
        }

        var bytes = length * Size(type);
        var found = available - HeaderBytes(shape.Length);
        if (bytes > Array.MaxLength)
            throw new InvalidDataException($"it announces {bytes} bytes of values; at most {Array.MaxLength} can be read.");
        if (bytes != found)
            throw new InvalidDataException($"it announces {length} values of type {type}, {bytes} bytes, and holds {found}. {DataFile.Remedy}");
        return new IdxFile(type, shape, (int)length, DataFile.ReadToEnd(stream, (int)bytes));
    }

    private static int HeaderBytes(int axes) => 4 + 4 * axes;

    private static (IdxType Type, int[] Shape) ReadHeader(Stream stream)
    {
        Span<byte> header = stackalloc byte[HeaderBytes(byte.MaxValue)];
        Fill(stream, header[..4]);
        if (header[0] != 0 || header[1] != 0)
        {
            throw new InvalidDataException(
                $"it starts with the bytes {header[0]:X2} {header[1]:X2}; an IDX file starts with 00 00, a compressed one with 1F 8B.");
        }

        var type = (IdxType)header[2];
        if (!Enum.IsDefined(type))
            throw new InvalidDataException($"its elements are of type {header[2]:X2}; the format knows 08, 09, 0B, 0C, 0D and 0E.");

        var shape = new int[header[3]];
        var sizes = header[4..HeaderBytes(shape.Length)];
        Fill(stream, sizes);
        for (var axis = 0; axis < shape.Length; axis++)
        {
            shape[axis] = BinaryPrimitives.ReadInt32BigEndian(sizes[(4 * axis)..]);
            if (shape[axis] < 0)
                throw new InvalidDataException($"it announces {(uint)shape[axis]} entries on axis {axis}; at most {int.MaxValue} can be read.");
        }

        return (type, shape);
    }

    private static void Fill(Stream stream, Span<byte> header)
    {
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
            throw new InvalidDataException($"it ends within the header. {DataFile.Remedy}");
    }
}

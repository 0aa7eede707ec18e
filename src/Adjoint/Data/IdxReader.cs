using System.Buffers.Binary;

namespace Adjoint.Data;

/// <summary>Reads an IDX file, first its header and then its values, and trusts none of its numbers: memory grows with what arrives, never with what is announced.</summary>
internal sealed class IdxReader
{
    private readonly DataFile file;

    private IdxReader(DataFile file, string source, IdxType type, int[] shape)
    {
        this.file = file;
        Source = source;
        Type = type;
        Shape = shape;
        Length = CountValues();
    }

    /// <summary>The file's name, for messages.</summary>
    public string Source { get; }

    /// <summary>The type of the values.</summary>
    public IdxType Type { get; }

    /// <summary>The size of each axis.</summary>
    public int[] Shape { get; }

    /// <summary>The number of values.</summary>
    public int Length { get; }

    /// <summary>Bytes an element.</summary>
    public static int Size(IdxType type) => type switch
    {
        IdxType.Double => 8,
        IdxType.Int32 or IdxType.Single => 4,
        IdxType.Int16 => 2,
        _ => 1,
    };

    /// <summary>Reads the header; <paramref name="source"/> names the file in messages.</summary>
    /// <exception cref="InvalidDataException">The file is malformed.</exception>
    public static IdxReader Open(Stream stream, string source) => Named(source, () => ReadHeader(DataFile.Open(stream), source));

    /// <summary>Reads the values.</summary>
    /// <exception cref="InvalidDataException">There are more or fewer than the header announces, or they are damaged.</exception>
    public IdxFile ReadValues() => Named(Source, () =>
    {
        // Neither factor is above 2³¹.
        var bytes = (long)Length * Size(Type);
        if (bytes > Array.MaxLength)
            throw new InvalidDataException($"it announces {bytes} bytes of values; at most {Array.MaxLength} can be read.");
        return new IdxFile(Type, Shape, Length, file.ReadToEnd((int)bytes, $"it announces {Length} values of type {Type}, {bytes} bytes"));
    });

    private static T Named<T>(string source, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException($"'{source}' cannot be read as an IDX file: {fault.Message}", fault);
        }
    }

    private static IdxReader ReadHeader(DataFile file, string source)
    {
        Span<byte> header = stackalloc byte[4 + 4 * byte.MaxValue];
        Fill(file, header[..4]);
        if (header[0] != 0 || header[1] != 0)
        {
            throw new InvalidDataException(
                $"it starts with the bytes {header[0]:X2} {header[1]:X2}; an IDX file starts with 00 00, a compressed one with 1F 8B.");
        }

        var type = (IdxType)header[2];
        if (!Enum.IsDefined(type))
            throw new InvalidDataException($"its elements are of type {header[2]:X2}; the format knows 08, 09, 0B, 0C, 0D and 0E.");

        var shape = new int[header[3]];
        var sizes = header.Slice(4, 4 * shape.Length);
        Fill(file, sizes);
        for (var axis = 0; axis < shape.Length; axis++)
        {
            shape[axis] = BinaryPrimitives.ReadInt32BigEndian(sizes[(4 * axis)..]);
            if (shape[axis] < 0)
                throw new InvalidDataException($"it announces {(uint)shape[axis]} entries on axis {axis}; at most {int.MaxValue} can be read.");
        }

        return new IdxReader(file, source, type, shape);
    }

    private static void Fill(DataFile file, Span<byte> header)
    {
        if (!file.Fill(header))
            throw new InvalidDataException($"it ends within the header. {DataFile.Remedy}");
    }

    private int CountValues()
    {
        var length = 1L;
        foreach (var size in Shape)
        {
            // Both factors are below 2³¹, so the product cannot overflow before it is refused.
            length *= size;
            if (length > Array.MaxLength)
                throw new InvalidDataException($"it announces {Shape.Length} axes with more than {Array.MaxLength} values; no array can hold them.");
        }

        return (int)length;
    }
}

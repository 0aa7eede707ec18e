using System.Buffers.Binary;

namespace Adjoint.Data;

/// <summary>An array read from an IDX file, the format of MNIST and its relatives, plain or compressed with gzip.</summary>
/// <remarks>
/// The format, all big-endian: two zero bytes, the element type, the number of axes, the size of each axis in 32 bits, the values in row-major
/// order. Source: LeCun, Cortes, Burges, "The MNIST database of handwritten digits".
/// </remarks>
public sealed class IdxFile
{
    private readonly byte[] data;

    internal IdxFile(IdxType type, int[] shape, int length, byte[] data)
    {
        Type = type;
        Shape = shape;
        Length = length;
        this.data = data;
    }

    /// <summary>The type of the values in the file.</summary>
    public IdxType Type { get; }

    /// <summary>The size of each axis; 10,000 images of 28 by 28 are <c>[10000, 28, 28]</c>.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The number of values.</summary>
    public int Length { get; }

    /// <summary>The values as they are in the file: big-endian, row-major.</summary>
    public ReadOnlySpan<byte> Data => data;

    /// <summary>The array after <see cref="Data"/>.</summary>
    internal byte[] Values => data;

    /// <summary>Reads a file; whether it is compressed is seen from its content, not its name.</summary>
    /// <param name="path">The file, plain or compressed with gzip.</param>
    /// <exception cref="InvalidDataException">
    /// It is not an IDX file, more or less follows than its header announces, or it is compressed and its content has another checksum or length than gzip wrote.
    /// </exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    public static IdxFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return IdxReader.Open(stream, path).ReadValues();
    }

    /// <summary>The values as floats, row-major; 32-bit integers and 64-bit floats are rounded to the nearest.</summary>
    public float[] ToFloats()
    {
        var values = new float[Length];
        var size = IdxReader.Size(Type);
        for (var i = 0; i < values.Length; i++)
        {
            var bytes = Data.Slice(i * size, size);
            values[i] = Type switch
            {
                IdxType.Single => BinaryPrimitives.ReadSingleBigEndian(bytes),
                IdxType.Double => (float)BinaryPrimitives.ReadDoubleBigEndian(bytes),
                _ => Integer(bytes),
            };
        }

        return values;
    }

    /// <summary>The values as integers, row-major: the labels of a label file.</summary>
    /// <exception cref="InvalidOperationException">The file holds floats.</exception>
    public int[] ToIntegers()
    {
        if (Type is IdxType.Single or IdxType.Double)
            throw new InvalidOperationException($"The file holds values of type {Type}; labels must be integers. Use {nameof(ToFloats)} for the values.");
        var values = new int[Length];
        var size = IdxReader.Size(Type);
        for (var i = 0; i < values.Length; i++)
            values[i] = Integer(Data.Slice(i * size, size));
        return values;
    }

    private int Integer(ReadOnlySpan<byte> bytes) => Type switch
    {
        IdxType.UInt8 => bytes[0],
        IdxType.Int8 => (sbyte)bytes[0],
        IdxType.Int16 => BinaryPrimitives.ReadInt16BigEndian(bytes),
        _ => BinaryPrimitives.ReadInt32BigEndian(bytes),
    };
}

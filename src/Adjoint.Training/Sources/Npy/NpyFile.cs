using System.Runtime.InteropServices;
using Adjoint.Runtime;

namespace Adjoint.Training;

/// <summary>An array of NumPy's, from an NPY file or from one of those in an NPZ file. Source of the format: NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays".</summary>
public sealed class NpyFile
{
    private readonly byte[] data;

    internal NpyFile(NpyType type, int[] shape, byte[] data) => (Type, Shape, this.data) = (type, shape, data);

    /// <summary>The type of the values.</summary>
    public NpyType Type { get; }

    /// <summary>The size of each axis.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The number of values.</summary>
    public int Length => data.Length / NpyTypes.Size(Type);

    /// <summary>The values of one entry of the first axis: what a row has, where rows are counted by it.</summary>
    public int RowSize => Shape.Count == 0 || Shape[0] == 0 ? 1 : Length / Shape[0];

    /// <summary>The values as they are in the file: little-endian, row-major.</summary>
    internal byte[] Data => data;

    /// <summary>An array of floats.</summary>
    /// <param name="values">Row-major; they are copied.</param>
    /// <param name="shape">The size of each axis; the number of values if it is left out.</param>
    /// <exception cref="ArgumentException">The shape has another number of values.</exception>
    public static NpyFile Of(ReadOnlySpan<float> values, params int[] shape) => Of(NpyType.Single, values, shape);

    /// <summary>An array of doubles.</summary>
    /// <inheritdoc cref="Of(ReadOnlySpan{float}, int[])"/>
    public static NpyFile Of(ReadOnlySpan<double> values, params int[] shape) => Of(NpyType.Double, values, shape);

    /// <summary>An array of integers.</summary>
    /// <inheritdoc cref="Of(ReadOnlySpan{float}, int[])"/>
    public static NpyFile Of(ReadOnlySpan<int> values, params int[] shape) => Of(NpyType.Int32, values, shape);

    /// <summary>An array of 64-bit integers.</summary>
    /// <inheritdoc cref="Of(ReadOnlySpan{float}, int[])"/>
    public static NpyFile Of(ReadOnlySpan<long> values, params int[] shape) => Of(NpyType.Int64, values, shape);

    /// <summary>An array of bytes.</summary>
    /// <inheritdoc cref="Of(ReadOnlySpan{float}, int[])"/>
    public static NpyFile Of(ReadOnlySpan<byte> values, params int[] shape) => Of(NpyType.UInt8, values, shape);

    /// <summary>Reads an NPY file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">
    /// It is not one, its values are neither numbers nor Booleans, they are in Fortran's order, or more or fewer of them follow than the header announces.
    /// </exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static NpyFile Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return NpyReader.Read(stream, $"'{path}'");
    }

    /// <summary>Writes the array as an NPY file; an older file is replaced when the new one is complete.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => NpyWriter.Write(stream, this));
    }

    /// <summary>The values as floats, row-major; those of other types are rounded to the nearest.</summary>
    public float[] ToFloats() => Convert((type, bytes) => (float)NpyTypes.ToDouble(type, bytes));

    /// <summary>The values as doubles, row-major; those of other types are rounded to the nearest.</summary>
    public double[] ToDoubles() => Convert(NpyTypes.ToDouble);

    /// <summary>The values as integers, row-major: labels.</summary>
    /// <exception cref="InvalidOperationException">They are floating-point numbers.</exception>
    /// <exception cref="OverflowException">One is beyond 32 bits.</exception>
    public int[] ToIntegers() => Type is NpyType.Half or NpyType.Single or NpyType.Double
        ? throw new InvalidOperationException($"The file holds values of type {Type}, and integers were asked for; use {nameof(ToFloats)}, or save the array as integers.")
        : Convert(static (type, bytes) => checked((int)NpyTypes.ToInteger(type, bytes)));

    /// <summary>The values as bytes: images.</summary>
    /// <exception cref="InvalidOperationException">They are of another type.</exception>
    public byte[] ToBytes() => Type == NpyType.UInt8 ? [.. data] : throw new InvalidOperationException($"The file holds values of type {Type}, and bytes were asked for.");

    private static NpyFile Of<T>(NpyType type, ReadOnlySpan<T> values, int[] shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(shape);
        int[] sizes = shape.Length == 0 ? [values.Length] : [.. shape];
        if (sizes.Any(static s => s < 0) || sizes.Aggregate(1L, static (all, size) => Math.Min(int.MaxValue, all * size)) != values.Length)
            throw new ArgumentException($"The shape [{string.Join(", ", sizes)}] does not have {values.Length} values.", nameof(shape));
        var bytes = MemoryMarshal.AsBytes(values).ToArray();
        if (!BitConverter.IsLittleEndian)
            NpyReader.Swap(bytes, NpyTypes.Size(type));
        return new NpyFile(type, sizes, bytes);
    }

    private delegate T Conversion<T>(NpyType type, ReadOnlySpan<byte> bytes);

    private T[] Convert<T>(Conversion<T> convert)
    {
        var (values, size) = (new T[Length], NpyTypes.Size(Type));
        for (var i = 0; i < values.Length; i++)
            values[i] = convert(Type, data.AsSpan(i * size, size));
        return values;
    }
}

using System.Buffers.Binary;

namespace Adjoint.Training;

/// <summary>How NumPy spells types, and how their values are stored.</summary>
internal static class NpyTypes
{
    /// <summary>Kind and bytes, as after the mark of the byte order.</summary>
    private static readonly (NpyType Type, string Code, int Size)[] All =
    [
        (NpyType.Boolean, "b1", 1), (NpyType.Int8, "i1", 1), (NpyType.Int16, "i2", 2), (NpyType.Int32, "i4", 4), (NpyType.Int64, "i8", 8), (NpyType.UInt8, "u1", 1), (NpyType.UInt16, "u2", 2),
        (NpyType.UInt32, "u4", 4), (NpyType.UInt64, "u8", 8), (NpyType.Half, "f2", 2), (NpyType.Single, "f4", 4), (NpyType.Double, "f8", 8),
    ];

    public static int Size(NpyType type) => Array.Find(All, t => t.Type == type).Size;

    /// <summary>The type with its byte order: <c>&lt;f4</c>.</summary>
    public static string Code(NpyType type)
    {
        var (_, code, size) = Array.Find(All, t => t.Type == type);
        return (size == 1 ? "|" : "<") + code;
    }

    /// <summary>Reads a type's code.</summary>
    /// <exception cref="InvalidDataException">Its values cannot be read.</exception>
    public static (NpyType Type, bool IsBigEndian) Parse(string code)
    {
        if (code.Length == 3 && code[0] is '<' or '>' or '|' or '=' && Array.Find(All, t => t.Code == code[1..]) is { Size: > 0 } found && (found.Size == 1 || code[0] != '|'))
            return (found.Type, code[0] == '>');
        throw new InvalidDataException(code.Contains('O', StringComparison.Ordinal)
            ? "it holds Python objects, which would have to be unpickled; save an array of numbers."
            : $"its values are of the type '{TableFields.Shortened(code)}'; Booleans, integers and floating-point numbers of 16, 32 and 64 bits can be read. Convert it: array.astype('float32').");
    }

    public static double ToDouble(NpyType type, ReadOnlySpan<byte> bytes) => type switch
    {
        NpyType.Half => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        NpyType.Single => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        NpyType.Double => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        NpyType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        _ => ToInteger(type, bytes),
    };

    public static long ToInteger(NpyType type, ReadOnlySpan<byte> bytes) => type switch
    {
        NpyType.Boolean or NpyType.UInt8 => bytes[0],
        NpyType.Int8 => (sbyte)bytes[0],
        NpyType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        NpyType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        NpyType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        NpyType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        NpyType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        _ => checked((long)BinaryPrimitives.ReadUInt64LittleEndian(bytes)),
    };
}

using System.Buffers.Binary;
using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>The element types that can be read, named as the format names them.</summary>
internal enum SafetensorsType
{
    F64,
    F32,
    F16,
    BF16,
    I64,
    U64,
    I32,
    U32,
    I16,
    U16,
    I8,
    U8,
    BOOL,
}

/// <summary>Names, sizes and values of <see cref="SafetensorsType"/>; all values are little-endian.</summary>
internal static class SafetensorsTypes
{
    /// <summary>All names, for messages.</summary>
    public const string Names = "F64, F32, F16, BF16, I64, U64, I32, U32, I16, U16, I8, U8, BOOL";

    /// <summary>The type of that name, or null: the format knows more types than can be read.</summary>
    public static SafetensorsType? Parse(string name) => name switch
    {
        "F64" => SafetensorsType.F64,
        "F32" => SafetensorsType.F32,
        "F16" => SafetensorsType.F16,
        "BF16" => SafetensorsType.BF16,
        "I64" => SafetensorsType.I64,
        "U64" => SafetensorsType.U64,
        "I32" => SafetensorsType.I32,
        "U32" => SafetensorsType.U32,
        "I16" => SafetensorsType.I16,
        "U16" => SafetensorsType.U16,
        "I8" => SafetensorsType.I8,
        "U8" => SafetensorsType.U8,
        "BOOL" => SafetensorsType.BOOL,
        _ => null,
    };

    /// <summary>Whether the values are integers or Booleans.</summary>
    public static bool IsInteger(SafetensorsType type) => type is not (SafetensorsType.F64 or SafetensorsType.F32 or SafetensorsType.F16 or SafetensorsType.BF16);

    /// <summary>Bytes an element.</summary>
    public static int Size(SafetensorsType type) => type switch
    {
        SafetensorsType.F64 or SafetensorsType.I64 or SafetensorsType.U64 => 8,
        SafetensorsType.F32 or SafetensorsType.I32 or SafetensorsType.U32 => 4,
        SafetensorsType.F16 or SafetensorsType.BF16 or SafetensorsType.I16 or SafetensorsType.U16 => 2,
        _ => 1,
    };

    /// <summary>The nearest number to each element of <paramref name="bytes"/>.</summary>
    public static void ToNumbers<T>(SafetensorsType type, ReadOnlySpan<byte> bytes, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var size = Size(type);
        for (var i = 0; i < destination.Length; i++)
            destination[i] = Value<T>(type, bytes.Slice(i * size, size));
    }

    private static T Value<T>(SafetensorsType type, ReadOnlySpan<byte> bytes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => type switch
    {
        SafetensorsType.F64 => T.CreateTruncating(BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
        SafetensorsType.F32 => T.CreateTruncating(BinaryPrimitives.ReadSingleLittleEndian(bytes)),
        SafetensorsType.F16 => T.CreateTruncating(BinaryPrimitives.ReadHalfLittleEndian(bytes)),
        // A bfloat16 is the upper half of a float.
        SafetensorsType.BF16 => T.CreateTruncating(BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16)),
        SafetensorsType.I64 => T.CreateTruncating(BinaryPrimitives.ReadInt64LittleEndian(bytes)),
        SafetensorsType.U64 => T.CreateTruncating(BinaryPrimitives.ReadUInt64LittleEndian(bytes)),
        SafetensorsType.I32 => T.CreateTruncating(BinaryPrimitives.ReadInt32LittleEndian(bytes)),
        SafetensorsType.U32 => T.CreateTruncating(BinaryPrimitives.ReadUInt32LittleEndian(bytes)),
        SafetensorsType.I16 => T.CreateTruncating(BinaryPrimitives.ReadInt16LittleEndian(bytes)),
        SafetensorsType.U16 => T.CreateTruncating(BinaryPrimitives.ReadUInt16LittleEndian(bytes)),
        SafetensorsType.I8 => T.CreateTruncating((sbyte)bytes[0]),
        SafetensorsType.U8 => T.CreateTruncating(bytes[0]),
        _ => bytes[0] == 0 ? T.Zero : T.One,
    };
}

using System.Buffers.Binary;
using System.Globalization;

namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>Numbers at which readers go wrong: about zero, about the limits of types, and sizes that are too large for memory and too small to be refused.</summary>
internal static class Numbers
{
    private static readonly long[] wholes =
    [
        0, 1, 2, 3, 7, 8, 15, 16, 31, 32, 63, 64, 65, 100, 127, 128, 129, 255, 256, 257, 1000, 1023, 1024, 4096, 32767, 32768, 65535, 65536, 65537, 1_000_000, 1 << 24, 100_000_000,
        int.MaxValue - 1, int.MaxValue, 1L << 31, uint.MaxValue - 1, uint.MaxValue, 1L << 32, 1L << 53, long.MaxValue / 2, long.MaxValue - 1, long.MaxValue, long.MinValue, -1, -2, -128, -32768,
        int.MinValue, 1L << 61, 1L << 62, 3_037_000_500,
    ];

    private static readonly string[] texts =
    [
        "-0", "1e308", "1e309", "-1e309", "1e-400", "NaN", "Infinity", "-Infinity", "0.5", "1.5", "1e5", "18446744073709551616", "99999999999999999999999999", "0x10", "+1", "00", "1L", "null", "true",
        "\"1\"", "[]", "{}", "-", "", "٣", "1_000", "1,000", " 1", "2147483648", "-9223372036854775809",
    ];

    /// <summary>A number that is written into bytes.</summary>
    public static long Whole(Random random) => wholes[random.Next(wholes.Length)];

    /// <summary>A number as text, or what stands in its place.</summary>
    public static string Text(Random random) => random.Next(3) == 0 ? texts[random.Next(texts.Length)] : Whole(random).ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes the low bytes of a number, as many as there is room for: 1, 2, 4 or 8.</summary>
    public static void Write(Span<byte> room, long number, bool isBigEndian)
    {
        Span<byte> all = stackalloc byte[sizeof(long)];
        if (isBigEndian)
        {
            BinaryPrimitives.WriteInt64BigEndian(all, number);
            all[^room.Length..].CopyTo(room);
        }
        else
        {
            BinaryPrimitives.WriteInt64LittleEndian(all, number);
            all[..room.Length].CopyTo(room);
        }
    }

    /// <summary>Reads what <see cref="Write"/> writes.</summary>
    public static long Read(ReadOnlySpan<byte> room, bool isBigEndian)
    {
        var number = 0L;
        for (var i = 0; i < room.Length; i++)
            number = (number << 8) | room[isBigEndian ? i : room.Length - 1 - i];
        return number;
    }
}

using System.Buffers.Binary;

namespace Adjoint.Data;

/// <summary>The checksum of gzip, CRC-32. Sources: RFC 1952, section 8; eight bytes at a time as by Kounavis and Berry (2005).</summary>
internal sealed class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    /// <summary>For the distance of a byte from the last of eight, 0 to 7, and for the byte: what it does to the checksum.</summary>
    private static readonly uint[] table = CreateTable();

    /// <summary>The checksum of all bytes that were added; of none it is 0.</summary>
    public uint Value { get; private set; }

    /// <summary>Starts again.</summary>
    public void Clear() => Value = 0;

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var crc = ~Value;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            var octets = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ crc;
            crc = 0;
            for (var place = 7; place >= 0; place--, octets >>= 8)
                crc ^= table[256 * place + (int)(byte)octets];
        }

        foreach (var octet in bytes)
            crc = table[(byte)(crc ^ octet)] ^ crc >> 8;
        Value = ~crc;
    }

    private static uint[] CreateTable()
    {
        var table = new uint[8 * 256];
        for (var i = 0u; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ Polynomial;
            table[i] = crc;
        }

        for (var i = 256; i < table.Length; i++)
            table[i] = table[(byte)table[i - 256]] ^ table[i - 256] >> 8;
        return table;
    }
}

using System.Buffers.Binary;
using System.Numerics;

namespace Adjoint.Training;

/// <summary>
/// A record of an event file of TensorBoard: eight bytes of length and their checksum, the event, its checksum. Sources: TensorFlow, event.proto, summary.proto and
/// record_writer.h; the encoding is that of Protocol Buffers.
/// </summary>
internal static class EventRecord
{
    /// <summary>Bytes before and after an event.</summary>
    public const int Head = 12, Tail = 4;

    /// <summary>More has no event that is written here.</summary>
    public const int MostBytes = 1 << 20;

    // Fields of Event, of Summary and of its Value, each with the kind of its content.
    private const byte WallTime = (1 << 3) | 1, Step = 2 << 3, FileVersion = (3 << 3) | 2, Summary = (5 << 3) | 2, Value = (1 << 3) | 2, Tag = (1 << 3) | 2, SimpleValue = (2 << 3) | 5;

    /// <summary>The event that every file begins with.</summary>
    public static int Version(Span<byte> record, double seconds)
    {
        var text = "brain.Event:2"u8;
        var at = Head;
        at += Time(record[at..], seconds);
        record[at++] = FileVersion;
        record[at++] = (byte)text.Length;
        text.CopyTo(record[at..]);
        return Close(record, at + text.Length);
    }

    /// <summary>A number at a step.</summary>
    /// <returns>The bytes of the record.</returns>
    public static int Scalar(Span<byte> record, double seconds, long step, ReadOnlySpan<byte> tag, float value)
    {
        var at = Head;
        at += Time(record[at..], seconds);
        if (step != 0)
        {
            record[at++] = Step;
            at += Varint(record[at..], (ulong)step);
        }
        var content = (tag.IsEmpty ? 0 : 1 + Size(tag.Length) + tag.Length) + 1 + sizeof(float);
        record[at++] = Summary;
        at += Varint(record[at..], (ulong)(1 + Size(content) + content));
        record[at++] = Value;
        at += Varint(record[at..], (ulong)content);
        if (!tag.IsEmpty)
        {
            record[at++] = Tag;
            at += Varint(record[at..], (ulong)tag.Length);
            tag.CopyTo(record[at..]);
            at += tag.Length;
        }
        record[at++] = SimpleValue;
        BinaryPrimitives.WriteSingleLittleEndian(record[at..], value);
        return Close(record, at + sizeof(float));
    }

    /// <summary>The bytes that a record of a tag needs at most.</summary>
    public static int MostOf(ReadOnlySpan<byte> tag) => Head + Tail + 64 + tag.Length;

    /// <summary>The step of an event; 0 where it names none, below 0 where it is none.</summary>
    public static long StepOf(ReadOnlySpan<byte> message)
    {
        var step = 0L;
        while (!message.IsEmpty)
        {
            var key = message[0];
            message = message[1..];
            if ((key & 7) == 1)
            {
                if (message.Length < sizeof(double))
                    return -1;
                message = message[sizeof(double)..];
                continue;
            }
            if (!ReadVarint(ref message, out var number))
                return -1;
            if (key == Step)
                step = (long)number;
            else if ((key & 7) == 2 && number <= (ulong)message.Length)
                message = message[(int)number..];
            else if ((key & 7) != 0)
                return -1;
        }
        return step;
    }

    /// <summary>CRC-32C, turned and moved, as the format has it: a checksum of a checksum would say little.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return BitOperations.RotateRight(~crc, 15) + 0xa282ead8;
    }

    private static int Close(Span<byte> record, int end)
    {
        BinaryPrimitives.WriteInt64LittleEndian(record, end - Head);
        BinaryPrimitives.WriteUInt32LittleEndian(record[8..], Checksum(record[..8]));
        BinaryPrimitives.WriteUInt32LittleEndian(record[end..], Checksum(record[Head..end]));
        return end + Tail;
    }

    /// <summary>A field that is 0 is left out.</summary>
    private static int Time(Span<byte> record, double seconds)
    {
        if (seconds == 0)
            return 0;
        record[0] = WallTime;
        BinaryPrimitives.WriteDoubleLittleEndian(record[1..], seconds);
        return 1 + sizeof(double);
    }

    private static int Varint(Span<byte> bytes, ulong value)
    {
        var count = 0;
        for (; value >= 0x80; value >>= 7)
            bytes[count++] = (byte)(value | 0x80);
        bytes[count++] = (byte)value;
        return count;
    }

    private static int Size(int value) => value < 0x80 ? 1 : value < 0x4000 ? 2 : 3;

    /// <summary>Takes a variable-length number from the front; false where it does not end.</summary>
    internal static bool ReadVarint(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (var i = 0; i < bytes.Length && i < 10; i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] >= 0x80)
                continue;
            bytes = bytes[(i + 1)..];
            return true;
        }
        return false;
    }
}

using System.Buffers.Binary;
using System.Text;

namespace Adjoint.Tests.Files;

/// <summary>The fields of a message of Protocol Buffers, read by the format's description alone.</summary>
internal sealed class ProtoFields
{
    private readonly List<(int Field, ulong Number, byte[] Bytes)> fields = [];

    public ProtoFields(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var key = Varint(bytes, ref at);
            var field = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    fields.Add((field, Varint(bytes, ref at), []));
                    break;
                case 2:
                    var length = (int)Varint(bytes, ref at);
                    fields.Add((field, 0, bytes.Slice(at, length).ToArray()));
                    at += length;
                    break;
                case 5:
                    fields.Add((field, BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]), []));
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"Type {key & 7} of field {field}.");
            }
        }
    }

    public long Integer(int field) => (long)Assert.Single(fields, f => f.Field == field).Number;

    public long[] Integers(int field) => [.. fields.Where(f => f.Field == field).Select(static f => (long)f.Number)];

    public float Float(int field) => BitConverter.UInt32BitsToSingle((uint)Integer(field));

    public byte[] Bytes(int field) => Assert.Single(fields, f => f.Field == field).Bytes;

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field));

    public string[] Texts(int field) => [.. fields.Where(f => f.Field == field).Select(static f => Encoding.UTF8.GetString(f.Bytes))];

    public ProtoFields Message(int field) => new(Bytes(field));

    public IReadOnlyList<ProtoFields> Messages(int field) => [.. fields.Where(f => f.Field == field).Select(static f => new ProtoFields(f.Bytes))];

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }
}

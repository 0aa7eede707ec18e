using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Adjoint.Runtime;

/// <summary>A message of Protocol Buffers that is being written: fields, each a key and a value.</summary>
/// <remarks>Source: protobuf.dev, Encoding. Numbers are variable-length integers of seven bits a byte, the lowest first; texts and messages follow their length.</remarks>
internal sealed class ProtoMessage
{
    private const int VarintType = 0, LengthType = 2, Fixed32Type = 5;

    private readonly ArrayBufferWriter<byte> bytes = new();

    /// <summary>What has been written.</summary>
    public ReadOnlySpan<byte> Written => bytes.WrittenSpan;

    /// <summary>An integer.</summary>
    public void Add(int field, long value)
    {
        AddVarint(Key(field, VarintType));
        AddVarint((ulong)value);
    }

    /// <summary>A float.</summary>
    public void Add(int field, float value)
    {
        AddVarint(Key(field, Fixed32Type));
        BinaryPrimitives.WriteSingleLittleEndian(bytes.GetSpan(sizeof(float)), value);
        bytes.Advance(sizeof(float));
    }

    /// <summary>A text.</summary>
    public void Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

    /// <summary>A message.</summary>
    public void Add(int field, ProtoMessage message) => Add(field, message.Written);

    /// <summary>Bytes.</summary>
    public void Add(int field, ReadOnlySpan<byte> value)
    {
        AddLength(field, value.Length);
        bytes.Write(value);
    }

    /// <summary>The key of a field and its length; the value, so long, is written after it by the caller.</summary>
    public void AddLength(int field, long length)
    {
        AddVarint(Key(field, LengthType));
        AddVarint((ulong)length);
    }

    /// <summary>Fields that have been written elsewhere.</summary>
    public void AddRaw(ReadOnlySpan<byte> fields) => bytes.Write(fields);

    private static ulong Key(int field, int type) => (ulong)(field << 3 | type);

    private void AddVarint(ulong value)
    {
        const int most = 10;
        var span = bytes.GetSpan(most);
        var count = 0;
        for (; value > 0x7F; value >>= 7)
            span[count++] = (byte)(value | 0x80);
        span[count++] = (byte)value;
        bytes.Advance(count);
    }
}

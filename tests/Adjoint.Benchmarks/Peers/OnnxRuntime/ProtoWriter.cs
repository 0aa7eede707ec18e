using System.Text;

namespace Adjoint.Benchmarks.Peers;

/// <summary>The four forms of the protobuf wire format that an ONNX model needs.</summary>
internal sealed class ProtoWriter
{
    private const int VarintType = 0, BytesType = 2;
    private readonly MemoryStream stream = new();

    /// <summary>What has been written.</summary>
    public byte[] ToArray() => stream.ToArray();

    /// <summary>An integer, seven bits a byte, the lowest first.</summary>
    public ProtoWriter Number(int field, long value)
    {
        Varint((ulong)field << 3 | VarintType);
        Varint((ulong)value);
        return this;
    }

    /// <summary>Bytes after their length.</summary>
    public ProtoWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint((ulong)field << 3 | BytesType);
        Varint((ulong)value.Length);
        stream.Write(value);
        return this;
    }

    /// <summary>A string in UTF-8.</summary>
    public ProtoWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A message inside this one.</summary>
    public ProtoWriter Message(int field, ProtoWriter value) => Bytes(field, value.ToArray());

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            stream.WriteByte((byte)(value | 0x80));
        stream.WriteByte((byte)value);
    }
}

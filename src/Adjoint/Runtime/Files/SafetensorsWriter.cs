using System.Buffers.Binary;
using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Adjoint.Runtime;

/// <summary>
/// Writes parameters as a safetensors file: eight bytes that give the length N of the header, the header, the tensors' values, all
/// little-endian, in PyTorch's shapes and row-major order.
/// </summary>
/// <remarks>
/// Source: the format's description, huggingface/safetensors, README. Its own writer sorts by size of type, descending, then by name; all
/// of a network's are of one type, so the order is that of the names.
/// </remarks>
internal static class SafetensorsWriter
{
    /// <summary>The header is padded to a multiple of this, so that the values of a mapped file are aligned.</summary>
    private const int HeaderAlignment = 8;

    /// <summary>The key of the metadata, which no tensor may have for a name.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>The bytes that values are written in at a time.</summary>
    public const int BufferBytes = 1 << 16;

    /// <summary>Writes <paramref name="parameters"/>.</summary>
    /// <param name="stream">Receives the file.</param>
    /// <param name="parameters">The values.</param>
    /// <param name="metadata">What the file says about itself, in this order.</param>
    /// <param name="nameOf">The name in the file of each of the network's, all different; null where they keep theirs.</param>
    public static void Write<T>(Stream stream, ParameterBlock<T> parameters, ReadOnlySpan<(string Key, string Value)> metadata, Func<string, string>? nameOf = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var named = parameters.Layout.Parameters.Select(parameter => (Name: nameOf?.Invoke(parameter.Name) ?? parameter.Name, Tensor: parameter));
        var tensors = named.OrderBy(static tensor => tensor.Name, StringComparer.Ordinal).ToArray();
        WriteHeader(stream, tensors, metadata, Unsafe.SizeOf<T>());
        var buffer = new byte[BufferBytes];
        foreach (var (_, tensor) in tensors)
            WriteValues(stream, parameters, tensor, buffer);
    }

    private static void WriteHeader(Stream stream, (string Name, ParameterInfo Tensor)[] tensors, ReadOnlySpan<(string Key, string Value)> metadata, int size)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataKey);
            foreach (var (key, value) in metadata)
                json.WriteString(key, value);
            json.WriteEndObject();
            WriteEntries(json, tensors, size);
            json.WriteEndObject();
        }

        var padding = -text.WrittenCount & (HeaderAlignment - 1);
        text.GetSpan(padding)[..padding].Fill((byte)' ');
        text.Advance(padding);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.WrittenCount);
        stream.Write(length);
        stream.Write(text.WrittenSpan);
    }

    private static void WriteEntries(Utf8JsonWriter json, (string Name, ParameterInfo Tensor)[] tensors, int bytes)
    {
        var begin = 0L;
        foreach (var (name, tensor) in tensors)
        {
            var end = begin + (long)tensor.Length * bytes;
            json.WriteStartObject(name);
            json.WriteString("dtype", bytes == sizeof(double) ? "F64" : "F32");
            json.WriteStartArray("shape");
            foreach (var size in tensor.Shape)
                json.WriteNumberValue(size);
            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(begin);
            json.WriteNumberValue(end);
            json.WriteEndArray();
            json.WriteEndObject();
            begin = end;
        }
    }

    /// <summary>Writes a tensor's values in row-major order, little-endian.</summary>
    public static void WriteValues<T>(Stream stream, ParameterBlock<T> parameters, ParameterInfo tensor, byte[] buffer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var size = Unsafe.SizeOf<T>();
        var values = parameters.All;
        for (var start = 0; start < tensor.Length;)
        {
            var count = Math.Min(tensor.Length - start, BufferBytes / size);
            for (var i = 0; i < count; i++)
                Write(buffer.AsSpan(i * size), values[tensor.Locate(start + i)]);
            stream.Write(buffer, 0, count * size);
            start += count;
        }
    }

    private static void Write<T>(Span<byte> bytes, T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, double.CreateTruncating(value));
        else
            BinaryPrimitives.WriteSingleLittleEndian(bytes, float.CreateTruncating(value));
    }
}

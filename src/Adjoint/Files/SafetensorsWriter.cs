using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Adjoint.Runtime;

/// <summary>
/// Writes parameters as a safetensors file: eight bytes that give the length N of the header, the header, the tensors' values, all
/// little-endian, in PyTorch's shapes and row-major order.
/// </summary>
/// <remarks>
/// Source: the format's description, huggingface/safetensors, README. Its own writer sorts by size of type, descending, then by name; all
/// of ours are F32, so the order is that of the names.
/// </remarks>
internal static class SafetensorsWriter
{
    /// <summary>The header is padded to a multiple of this, so that the values of a mapped file are aligned.</summary>
    private const int HeaderAlignment = 8;

    private const int BufferBytes = 1 << 16;

    /// <summary>Writes <paramref name="parameters"/>.</summary>
    /// <param name="stream">Receives the file.</param>
    /// <param name="parameters">The values.</param>
    /// <param name="metadata">What the file says about itself, in this order.</param>
    public static void Write(Stream stream, ParameterBlock parameters, ReadOnlySpan<(string Key, string Value)> metadata)
    {
        var tensors = parameters.Layout.Parameters.OrderBy(static parameter => parameter.Name, StringComparer.Ordinal).ToArray();
        WriteHeader(stream, tensors, metadata);
        var buffer = new byte[BufferBytes];
        foreach (var tensor in tensors)
            WriteValues(stream, parameters, tensor, buffer);
    }

    private static void WriteHeader(Stream stream, ParameterInfo[] tensors, ReadOnlySpan<(string Key, string Value)> metadata)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach (var (key, value) in metadata)
                json.WriteString(key, value);
            json.WriteEndObject();
            WriteEntries(json, tensors);
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

    private static void WriteEntries(Utf8JsonWriter json, ParameterInfo[] tensors)
    {
        var begin = 0L;
        foreach (var tensor in tensors)
        {
            var end = begin + (long)tensor.Length * sizeof(float);
            json.WriteStartObject(tensor.Name);
            json.WriteString("dtype", "F32");
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

    private static void WriteValues(Stream stream, ParameterBlock parameters, ParameterInfo tensor, byte[] buffer)
    {
        var values = parameters.All;
        for (var start = 0; start < tensor.Length;)
        {
            var count = Math.Min(tensor.Length - start, BufferBytes / sizeof(float));
            for (var i = 0; i < count; i++)
                BinaryPrimitives.WriteSingleLittleEndian(buffer.AsSpan(i * sizeof(float)), values[tensor.Locate(start + i)]);
            stream.Write(buffer, 0, count * sizeof(float));
            start += count;
        }
    }
}

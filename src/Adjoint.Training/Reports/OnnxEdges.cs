using System.Text;

namespace Adjoint.Training;

/// <summary>Reads from an ONNX file, as <see cref="INetwork.SaveOnnx"/> writes it, which layer reads which.</summary>
/// <remarks>Source: onnx.proto, ModelProto, GraphProto and NodeProto; the encoding is that of Protocol Buffers.</remarks>
internal static class OnnxEdges
{
    private const int Graph = 7, Node = 1, GraphInput = 11, ValueName = 1, NodeInput = 1, NodeOutput = 2, NodeName = 3;

    public static IReadOnlyList<(string From, string To)> Read(Stream stream)
    {
        Dictionary<string, string> makers = new(StringComparer.Ordinal);
        List<(string Layer, string Read)> reads = [];
        List<string> inputs = [];
        foreach (var (field, length) in Fields(stream, stream.Length))
        {
            if (field == Graph)
                ReadGraph(stream, stream.Position + length, makers, reads, inputs);
        }
        foreach (var input in inputs)
            makers.TryAdd(input, input);
        return [.. reads.Where(r => makers.ContainsKey(r.Read)).Select(r => (makers[r.Read], r.Layer)).Where(static edge => edge.Item1 != edge.Layer).Distinct()];
    }

    private static void ReadGraph(Stream stream, long end, Dictionary<string, string> makers, List<(string, string)> reads, List<string> inputs)
    {
        foreach (var (field, length) in Fields(stream, end))
        {
            if (field is not (Node or GraphInput))
                continue;
            var bytes = new byte[length];
            stream.ReadExactly(bytes);
            var part = new MemoryStream(bytes);
            var (name, read, made) = ("", new List<string>(), new List<string>());
            foreach (var (inner, size) in Fields(part, length))
            {
                if (field == GraphInput && inner == ValueName)
                    inputs.Add(Text(part, size));
                else if (field == Node && inner == NodeInput)
                    read.Add(Text(part, size));
                else if (field == Node && inner == NodeOutput)
                    made.Add(Text(part, size));
                else if (field == Node && inner == NodeName)
                    name = Text(part, size);
            }
            var layer = name.Split('/')[0];
            foreach (var value in made)
                makers[value] = layer;
            reads.AddRange(read.Select(value => (layer, value)));
        }
    }

    /// <summary>The fields of a message that have a length; the stream is at the content of each, and goes on after it.</summary>
    private static IEnumerable<(int Field, int Length)> Fields(Stream stream, long end)
    {
        while (stream.Position < end)
        {
            var key = Varint(stream);
            var kind = (int)(key & 7);
            if (kind == 0)
            {
                Varint(stream);
                continue;
            }
            var length = kind switch { 1 => 8, 5 => 4, _ => checked((int)Varint(stream)) };
            var next = stream.Position + length;
            if (kind == 2)
                yield return ((int)(key >> 3), length);
            stream.Position = next;
        }
    }

    private static ulong Varint(Stream stream)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = stream.ReadByte();
            if (next < 0)
                throw new EndOfStreamException();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }

    private static string Text(Stream stream, int length)
    {
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }
}

using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>Writes a network as an ONNX file: the graph that generated code describes, and the network's tensors under the names that they have in safetensors files.</summary>
/// <remarks>Source: onnx.proto, ModelProto. Operators are those of opset 17, which any runtime since the middle of 2022 knows.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OnnxFile
{
    private const int IrVersion = 8, Opset = 17;

    // Fields of ModelProto.
    private const int IrVersionField = 1, ProducerField = 2, ProducerVersionField = 3, GraphField = 7, OpsetField = 8, MetadataField = 14;

    /// <summary>A message of Protocol Buffers has less than 2 GiB.</summary>
    private const long MostBytes = int.MaxValue;

    /// <summary>Replaces the file at <paramref name="path"/> as <see cref="ModelFile.Save{T}(string, ParameterBlock{T})"/> does.</summary>
    /// <param name="path">The file.</param>
    /// <param name="parameters">The tensors.</param>
    /// <param name="write">Writes the graph.</param>
    /// <exception cref="NotSupportedException">The file would have 2 GiB or more, which the format does not allow; none is written.</exception>
    /// <exception cref="IOException">The file cannot be written; an older one of that name is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or its directory may not be written.</exception>
    public static void Save<T>(string path, ParameterBlock<T> parameters, Action<OnnxGraph> write)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(write);
        var graph = new OnnxGraph(parameters.Layout.Network, typeof(T) == typeof(double) ? Precision.Double : Precision.Single);
        write(graph);
        var described = graph.Build();
        var tensors = parameters.Layout.Parameters.Where(p => graph.Read.Contains(p.Name)).Select(p => (Info: p, Start: StartOf<T>(graph, p))).ToArray();
        var length = described.Written.Length + tensors.Sum(static t => t.Start.Written.Length + (long)t.Info.Length * Unsafe.SizeOf<T>());
        RequireRoom(parameters.Layout.Network, length);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(Header(parameters.Layout.Network, length).Written);
            stream.Write(described.Written);
            var buffer = new byte[SafetensorsWriter.BufferBytes];
            foreach (var (info, start) in tensors)
            {
                stream.Write(start.Written);
                SafetensorsWriter.WriteValues(stream, parameters, info, buffer);
            }
        });
    }

    /// <summary>Throws where a graph does not fit into a file.</summary>
    internal static void RequireRoom(string network, long length)
    {
        // The header takes less than this.
        const int header = 1 << 16;
        if (length > MostBytes - header)
            throw new NotSupportedException(
                string.Create(CultureInfo.InvariantCulture, $"{network} has {length >> 20:N0} MiB of weights, and an ONNX file holds less than 2,048. Save it as safetensors."));
    }

    private static ProtoMessage StartOf<T>(OnnxGraph graph, ParameterInfo parameter) =>
        OnnxGraph.Initializer(graph.TensorHeader(parameter.Name, OnnxType.Number, parameter.Shape, NoteOn(parameter)), (long)parameter.Length * Unsafe.SizeOf<T>());

    /// <summary>What training goes by and no operator says, for who imports the file; other readers take it for documentation. Empty for most.</summary>
    private static string NoteOn(ParameterInfo parameter) => string.Join(
        ", ",
        [
            .. parameter is { IsTrained: false, Role: not ParameterRole.Statistic } ? (string[])["frozen"] : [],
            .. parameter.PaddingRow is { } row ? (string[])[string.Create(CultureInfo.InvariantCulture, $"padding row {row}")] : [],
        ]);

    /// <summary>The fields before the graph, and the graph's key and length.</summary>
    private static ProtoMessage Header(string network, long length)
    {
        const int opsetVersion = 2, key = 1, value = 2;
        var header = new ProtoMessage();
        header.Add(IrVersionField, IrVersion);
        header.Add(ProducerField, "Adjoint");
        header.Add(ProducerVersionField, typeof(OnnxFile).Assembly.GetName().Version!.ToString(3));
        var opset = new ProtoMessage();
        opset.Add(opsetVersion, Opset);
        header.Add(OpsetField, opset);
        var metadata = new ProtoMessage();
        metadata.Add(key, "network");
        metadata.Add(value, network);
        header.Add(MetadataField, metadata);
        header.AddLength(GraphField, length);
        return header;
    }
}

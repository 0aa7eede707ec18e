using Google.Protobuf;
using Onnx;

namespace Adjoint.Tool.Import.Read;

/// <summary>
/// Reads a model of ONNX: a graph whose nodes come after those that they read. What the format forbids, and what would cost more than the file is long, is refused.
/// </summary>
internal sealed class ModelReader
{
    /// <summary>The oldest and the newest operator set that this importer knows.</summary>
    public const int OldestVersion = 1, NewestVersion = 23;

    private const int MostNodes = 200_000;

    private readonly ImportOptions options;
    private readonly TensorReader tensors;
    private readonly ModelProto proto;
    private readonly Dictionary<string, Tensor> initializers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Origin> origins = new(StringComparer.Ordinal);

    private ModelReader(ModelProto proto, ImportOptions options)
    {
        (this.proto, this.options) = (proto, options);
        tensors = new TensorReader(options.Folder);
        foreach (var tensor in proto.Graph.Initializer)
        {
            if (!initializers.TryAdd(tensor.Name, tensors.Read(tensor)))
                throw new ImportException($"there are two tensors of the name '{tensor.Name}'");
            origins[tensor.Name] = OriginOf(tensor);
        }
        foreach (var (name, tensor) in options.Constants)
            initializers[name] = tensor;
    }

    /// <summary>Reads the file; tensors are read once, and graphs are made of it as often as they are wanted.</summary>
    public static ModelReader Open(byte[] file, ImportOptions options)
    {
        ModelProto proto;
        try
        {
            proto = ModelProto.Parser.ParseFrom(file);
        }
        catch (InvalidProtocolBufferException problem)
        {
            throw new ImportException($"this is not an ONNX file, or one that was cut off ({problem.Message})");
        }
        if (proto.Graph is null || proto.Graph.Node.Count == 0 && proto.Graph.Output.Count == 0)
            throw new ImportException("this is not an ONNX file: it has no graph");
        if (proto.Graph.Node.Count > MostNodes)
            throw new ImportException(FormattableString.Invariant($"the graph has {proto.Graph.Node.Count:N0} nodes, and the most is {MostNodes:N0}"));
        if (proto.Graph.SparseInitializer.Count > 0)
            throw new ImportException($"the tensor '{proto.Graph.SparseInitializer[0].Values?.Name}' is sparse, which is not read");
        return new ModelReader(proto, options);
    }

    /// <summary>The version of ONNX's own operators.</summary>
    public int Version => (int)(proto.OpsetImport.FirstOrDefault(static o => o.Domain is "" or "ai.onnx")?.Version ?? 1);

    public TensorReader Tensors => tensors;

    /// <summary>Whether this library has written the file: then its tensors are called as layers are, and their texts say what else is to be known of them.</summary>
    private bool IsOwn => proto.ProducerName == "Adjoint";

    private Origin OriginOf(TensorProto tensor) =>
        !IsOwn
            ? new Origin(tensor.Name, [.. tensor.Dims], LayerNames.Of(tensor.Name, isOwn: false))
            : new Origin(tensor.Name, [.. tensor.Dims], LayerNames.Of(tensor.Name, isOwn: true))
    {
        PaddingRow = TensorNote.PaddingRow(tensor.DocString),
        IsFrozen = TensorNote.IsFrozen(tensor.DocString),
    };

    /// <summary>Whether the model has recurrent layers, whose rows are the second axis in ONNX.</summary>
    public bool HasRecurrence => proto.Graph.Node.Any(static node => node.OpType is "LSTM" or "GRU" or "RNN");

    /// <summary>The graph, whose inputs have the sizes that <paramref name="sizeOf"/> gives their axes.</summary>
    public Model Read(Func<ValueInfoProto, long[]> sizeOf)
    {
        if (Version is < OldestVersion or > NewestVersion)
            throw new ImportException(FormattableString.Invariant($"the model uses version {Version} of ONNX's operators, and versions {OldestVersion} to {NewestVersion} are known"));
        var values = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (var (name, tensor) in initializers)
            values[name] = new Value(name)
            {
                Constant = tensor,
                Shape = tensor.Dims,
                Type = tensor.Type,
                Origin = origins.GetValueOrDefault(name) ?? new Origin(name, tensor.Dims, LayerNames.Of(name, IsOwn)),
            };
        List<Value> inputs = [];
        foreach (var input in proto.Graph.Input)
        {
            if (initializers.ContainsKey(input.Name))
                continue;
            if (input.Type?.TensorType is not { } type)
                throw new ImportException($"the input '{input.Name}' is not a tensor");
            var value = new Value(input.Name) { Type = TensorReader.TypeOf(type.ElemType), Shape = sizeOf(input) };
            if (!values.TryAdd(input.Name, value))
                throw new ImportException($"there are two inputs of the name '{input.Name}'");
            inputs.Add(value);
        }
        var operations = new GraphOrder(proto.Graph.Node).Sorted(values.Keys).Select(node => Read(node, values)).ToList();
        return new Model(inputs, operations, [.. proto.Graph.Output.Select(output => values.TryGetValue(output.Name, out var value)
            ? (output.Name, value)
            : throw new ImportException($"nothing makes the output '{output.Name}'"))]);
    }

    /// <summary>The inputs of the graph that are not constants.</summary>
    public IEnumerable<ValueInfoProto> Inputs => proto.Graph.Input.Where(input => !initializers.ContainsKey(input.Name));

    private Operation Read(NodeProto node, Dictionary<string, Value> values)
    {
        var body = node is { OpType: "Scan", Domain: "" or "ai.onnx" } ? node.Attribute.FirstOrDefault(static a => a.Name == "body")?.G : null;
        Value?[] inputs = [.. node.Input.Select(name => name.Length == 0 ? null : values[name]), .. body is null ? [] : GraphOrder.OuterNames(node).Select(name => values[name])];
        List<Value> outputs = [];
        foreach (var name in node.Output)
        {
            var output = new Value(name);
            if (name.Length > 0 && !values.TryAdd(name, output))
                throw new ImportException($"the value '{name}' is made twice");
            outputs.Add(output);
        }
        if (outputs.Count == 0)
            throw new ImportException($"the node '{node.Name}' ({node.OpType}) makes nothing");
        var type = node.Domain is "" or "ai.onnx" ? node.OpType : $"{node.Domain}.{node.OpType}";
        return new Operation(
            type,
            node.Name.Length > 0 ? node.Name : node.Output.FirstOrDefault(static name => name.Length > 0) ?? node.OpType,
            Version,
            new Attributes(node.Attribute),
            inputs,
            [.. outputs])
        {
            OwnInputs = node.Input.Count, Body = body is null ? null : Body(body, values),
        };
    }

    /// <summary>A graph within another, which sees the other's values.</summary>
    private Model Body(GraphProto graph, Dictionary<string, Value> outer)
    {
        var values = new Dictionary<string, Value>(outer, StringComparer.Ordinal);
        foreach (var tensor in graph.Initializer)
        {
            var constant = tensors.Read(tensor);
            values[tensor.Name] = new Value(tensor.Name) { Constant = constant, Shape = constant.Dims, Type = constant.Type, Origin = OriginOf(tensor) };
        }
        List<Value> inputs = [.. graph.Input.Select(input => values[input.Name] = new Value(input.Name) { Type = TensorReader.TypeOf(input.Type?.TensorType?.ElemType ?? 1) })];
        foreach (var name in graph.Node.SelectMany(static n => n.Output))
            values.Remove(name);
        var operations = new GraphOrder(graph.Node).Sorted(values.Keys).Select(node => Read(node, values)).ToList();
        return new Model(
            inputs,
            operations,
            [.. graph.Output.Select(
                output => values.TryGetValue(output.Name, out var value) ? (output.Name, value) : throw new ImportException($"nothing makes the output '{output.Name}'"))]);
    }
}

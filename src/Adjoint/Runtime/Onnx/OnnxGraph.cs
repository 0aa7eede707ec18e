using System.Buffers.Binary;
using System.ComponentModel;

namespace Adjoint.Runtime;

/// <summary>A graph of ONNX operators that generated code writes: everything of it but the network's tensors.</summary>
/// <remarks>Source: onnx.proto, version 1.12 (IR version 8): GraphProto, ValueInfoProto, TensorProto.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OnnxGraph
{
    // Fields of GraphProto and of TensorProto.
    private const int NodeField = 1, NameField = 2, InitializerField = 5, InputField = 11, OutputField = 12;
    private const int Dims = 1, DataType = 2, TensorName = 8, RawData = 9, Documentation = 12;

    private readonly Precision precision;
    private readonly HashSet<string> read;
    private readonly ProtoMessage message = new();
    private readonly List<OnnxNode> nodes = [];

    internal OnnxGraph(string name, Precision precision)
        : this(name, precision, new HashSet<string>(StringComparer.Ordinal))
    {
    }

    private OnnxGraph(string name, Precision precision, HashSet<string> read)
    {
        (this.precision, this.read) = (precision, read);
        message.Add(NameField, name);
    }

    /// <summary>The names that its operators read.</summary>
    internal IReadOnlySet<string> Read => read;

    /// <summary>What comes in: of each row a tensor of some sizes.</summary>
    public void Input(string name, OnnxType type, params int[] shape) => message.Add(InputField, ValueInfo(name, type, shape));

    /// <summary>What goes out.</summary>
    public void Output(string name, OnnxType type, params int[] shape) => message.Add(OutputField, ValueInfo(name, type, shape));

    /// <summary>A list of integers.</summary>
    public void Integers(string name, params long[] values)
    {
        var bytes = new byte[values.Length * sizeof(long)];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), values[i]);
        AddConstant(name, OnnxType.Integer, [values.Length], bytes);
    }

    /// <summary>One integer.</summary>
    public void Integer(string name, long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        AddConstant(name, OnnxType.Integer, [], bytes);
    }

    /// <summary>One number of the type that the network computes in, or a double.</summary>
    public void Number(string name, OnnxType type, double value)
    {
        var isDouble = TypeOf(type) == TypeOf(OnnxType.Double);
        var bytes = new byte[isDouble ? sizeof(double) : sizeof(float)];
        if (isDouble)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        else
            BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
        AddConstant(name, type, [], bytes);
    }

    /// <summary>An operator with one output.</summary>
    public OnnxNode Node(string op, string name, string[] inputs, string output) => Node(op, name, inputs, [output]);

    /// <summary>An operator with several outputs.</summary>
    public OnnxNode Node(string op, string name, string[] inputs, string[] outputs) => Add(new OnnxNode(op, name, inputs, outputs), inputs);

    /// <summary>A Scan, with the graph that it runs at every step.</summary>
    public OnnxNode Scan(string name, string[] inputs, string[] outputs, Action<OnnxGraph> body)
    {
        var step = new OnnxGraph(name, precision, read);
        body(step);
        return Add(new OnnxNode("Scan", name, inputs, outputs), inputs).With("body", step.Build());
    }

    /// <summary>Its bytes, without the network's tensors.</summary>
    internal ProtoMessage Build()
    {
        foreach (var node in nodes)
            message.Add(NodeField, node.Message);
        nodes.Clear();
        return message;
    }

    /// <summary>The bytes of a tensor before its values.</summary>
    internal ProtoMessage TensorHeader(string name, OnnxType type, IEnumerable<int> shape, string note = "")
    {
        var tensor = new ProtoMessage();
        foreach (var size in shape)
            tensor.Add(Dims, size);
        tensor.Add(DataType, TypeOf(type));
        tensor.Add(TensorName, name);
        if (note.Length > 0)
            tensor.Add(Documentation, note);
        return tensor;
    }

    /// <summary>The key and length of a tensor that is in the graph, and of its values.</summary>
    /// <param name="header">Its bytes before the values.</param>
    /// <param name="length">The bytes of the values.</param>
    internal static ProtoMessage Initializer(ProtoMessage header, long length)
    {
        var values = new ProtoMessage();
        values.AddLength(RawData, length);
        var tensor = new ProtoMessage();
        tensor.AddLength(InitializerField, header.Written.Length + values.Written.Length + length);
        var whole = new ProtoMessage();
        whole.AddRaw(tensor.Written);
        whole.AddRaw(header.Written);
        whole.AddRaw(values.Written);
        return whole;
    }

    private OnnxNode Add(OnnxNode node, string[] inputs)
    {
        read.UnionWith(inputs);
        nodes.Add(node);
        return node;
    }

    private void AddConstant(string name, OnnxType type, int[] shape, byte[] values)
    {
        var tensor = TensorHeader(name, type, shape);
        tensor.Add(RawData, values);
        message.Add(InitializerField, tensor);
    }

    /// <summary>ValueInfoProto → TypeProto → Tensor → TensorShapeProto, whose first size is called N.</summary>
    private ProtoMessage ValueInfo(string name, OnnxType type, int[] shape)
    {
        const int valueName = 1, valueType = 2, tensorType = 1, elementType = 1, tensorShape = 2, dim = 1, dimValue = 1, dimParam = 2;
        var sizes = new ProtoMessage();
        var rows = new ProtoMessage();
        rows.Add(dimParam, "N");
        sizes.Add(dim, rows);
        foreach (var size in shape)
        {
            var known = new ProtoMessage();
            known.Add(dimValue, size);
            sizes.Add(dim, known);
        }
        var tensor = new ProtoMessage();
        tensor.Add(elementType, TypeOf(type));
        tensor.Add(tensorShape, sizes);
        var typed = new ProtoMessage();
        typed.Add(tensorType, tensor);
        var value = new ProtoMessage();
        value.Add(valueName, name);
        value.Add(valueType, typed);
        return value;
    }

    /// <summary>The number of a type among TensorProto's.</summary>
    private int TypeOf(OnnxType type) => type switch
    {
        OnnxType.Integer => 7,
        OnnxType.Bool => 9,
        OnnxType.Double => 11,
        _ => precision == Precision.Double ? 11 : 1,
    };
}

using Google.Protobuf;
using Onnx;
using static Onnx.AttributeProto.Types;
using static Onnx.TensorProto.Types;

namespace Adjoint.Tool.Tests.Harness;

/// <summary>A model of ONNX, made node by node.</summary>
internal sealed class OnnxModel
{
    private readonly ModelProto model = new() { IrVersion = 8, Graph = new GraphProto { Name = "test" } };

    public OnnxModel(int version = 17) => model.OpsetImport.Add(new OperatorSetIdProto { Version = version });

    public GraphProto Graph => model.Graph;

    public byte[] Bytes => model.ToByteArray();

    /// <summary>An input; the size 0 is an axis that the model calls N.</summary>
    public OnnxModel Input(string name, params int[] sizes) => Input(name, DataType.Float, sizes);

    public OnnxModel Input(string name, DataType type, params int[] sizes)
    {
        Graph.Input.Add(Port(name, type, sizes));
        return this;
    }

    public OnnxModel Output(params string[] names)
    {
        foreach (var name in names)
            Graph.Output.Add(Port(name, DataType.Float, []));
        return this;
    }

    /// <summary>A tensor whose numbers count up in hundredths.</summary>
    public OnnxModel Weight(string name, params int[] sizes)
    {
        var count = sizes.Aggregate(1, static (p, s) => p * s);
        return Weight(name, sizes, [.. Enumerable.Range(0, count).Select(static i => (i % 23 - 11) / 100f)]);
    }

    public OnnxModel Weight(string name, int[] sizes, params float[] values)
    {
        Graph.Initializer.Add(new TensorProto { Name = name, DataType = (int)DataType.Float, Dims = { sizes.Select(static s => (long)s) }, FloatData = { values } });
        return this;
    }

    public OnnxModel Wholes(string name, params long[] values) => Wholes(name, [values.Length], values);

    public OnnxModel Wholes(string name, long[] sizes, params long[] values)
    {
        Graph.Initializer.Add(new TensorProto { Name = name, DataType = (int)DataType.Int64, Dims = { sizes }, Int64Data = { values } });
        return this;
    }

    /// <summary>A node: <c>Node("Gemm", "x w b", "y", ("transB", 1))</c>.</summary>
    public OnnxModel Node(string type, string inputs, string outputs, params (string Name, object Value)[] attributes)
    {
        var node = new NodeProto
        {
            OpType = type,
            Name = $"{type}_{outputs.Split(' ')[0]}",
            Input = { inputs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static i => i == "-" ? "" : i) },
            Output = { outputs.Split(' ') },
        };
        foreach (var (name, value) in attributes)
        {
            node.Attribute.Add(value switch
            {
                int number => new AttributeProto { Name = name, Type = AttributeType.Int, I = number },
                float number => new AttributeProto { Name = name, Type = AttributeType.Float, F = number },
                string text => new AttributeProto { Name = name, Type = AttributeType.String, S = ByteString.CopyFromUtf8(text) },
                int[] numbers => new AttributeProto { Name = name, Type = AttributeType.Ints, Ints = { numbers.Select(static n => (long)n) } },
                GraphProto graph => new AttributeProto { Name = name, Type = AttributeType.Graph, G = graph },
                TensorProto tensor => new AttributeProto { Name = name, Type = AttributeType.Tensor, T = tensor },
                _ => throw new ArgumentException($"'{value}' is not an attribute"),
            });
        }
        Graph.Node.Add(node);
        return this;
    }

    private static ValueInfoProto Port(string name, DataType type, int[] sizes)
    {
        var shape = new TensorShapeProto();
        foreach (var size in sizes)
            shape.Dim.Add(size == 0 ? new TensorShapeProto.Types.Dimension { DimParam = "N" } : new TensorShapeProto.Types.Dimension { DimValue = size });
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = shape } } };
    }
}

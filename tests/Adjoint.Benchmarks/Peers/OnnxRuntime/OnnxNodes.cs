using System.Runtime.InteropServices;

namespace Adjoint.Benchmarks.Peers;

/// <summary>The parts of an ONNX model as messages. The field numbers are those of <c>onnx.proto</c>.</summary>
internal static class OnnxNodes
{
    private const int FloatElements = 1; // TensorProto.DataType.FLOAT
    private const int IntegerAttribute = 2, IntegersAttribute = 7; // AttributeProto.AttributeType.INT and INTS

    /// <summary>An operator; a name that is empty leaves an input or output out.</summary>
    public static ProtoWriter Node(string operation, IEnumerable<string> inputs, params string[] outputs)
    {
        var node = new ProtoWriter();
        foreach (var input in inputs)
            node.Text(1, input); // NodeProto.input
        foreach (var output in outputs)
            node.Text(2, output); // output
        return node.Text(3, $"{operation}_{outputs[^1]}").Text(4, operation); // name, op_type
    }

    /// <summary>Adds an attribute that is a whole number.</summary>
    public static ProtoWriter Integer(this ProtoWriter node, string name, int value) =>
        node.Message(5, new ProtoWriter().Text(1, name).Number(3, value).Number(20, IntegerAttribute)); // attribute { name, i, type }

    /// <summary>Adds an attribute that is a list of whole numbers.</summary>
    public static ProtoWriter Integers(this ProtoWriter node, string name, params int[] values)
    {
        var attribute = new ProtoWriter().Text(1, name);
        foreach (var value in values)
            attribute.Number(8, value); // AttributeProto.ints
        return node.Message(5, attribute.Number(20, IntegersAttribute));
    }

    /// <summary>A tensor that belongs to the model.</summary>
    public static ProtoWriter Tensor(Weights tensor)
    {
        var writer = new ProtoWriter();
        foreach (var size in tensor.Shape)
            writer.Number(1, size); // TensorProto.dims
        return writer
            .Number(2, FloatElements) // data_type
            .Text(8, tensor.Name) // name
            .Bytes(9, MemoryMarshal.AsBytes<float>(tensor.Values)); // raw_data, little-endian
    }

    /// <summary>An input or output of the model; null is the number of rows, whatever a run brings.</summary>
    public static ProtoWriter Value(string name, params int?[] sizes)
    {
        var shape = new ProtoWriter();
        foreach (var size in sizes)
            shape.Message(1, size is { } fixedSize ? new ProtoWriter().Number(1, fixedSize) : new ProtoWriter().Text(2, "N")); // TensorShapeProto.dim { dim_value or dim_param }
        var type = new ProtoWriter().Number(1, FloatElements).Message(2, shape); // TypeProto.Tensor { elem_type, shape }
        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, type)); // ValueInfoProto { name, type { tensor_type } }
    }
}

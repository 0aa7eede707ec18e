using System.Runtime.InteropServices;

namespace Adjoint.Benchmarks.Peers;

/// <summary>
/// Writes a dense network as an ONNX model: one Gemm a layer on the weights as they are, and Relu or Tanh between. The field numbers are
/// those of <c>onnx.proto</c>; operator set 17 and intermediate representation 8 are what every current runtime reads.
/// </summary>
internal static class OnnxModel
{
    /// <summary>The name of the model's input, <c>float[N, inputs]</c>.</summary>
    public const string Input = "input";

    /// <summary>The name of the model's output, <c>float[N, classes]</c>.</summary>
    public const string Output = "logits";

    private const int OperatorSet = 17, RepresentationVersion = 8;
    private const int FloatElements = 1; // TensorProto.DataType.FLOAT
    private const int IntegerAttribute = 2; // AttributeProto.AttributeType.INT

    /// <summary>The model as it would lie in a file.</summary>
    public static byte[] Write(DenseNetwork network, IReadOnlyList<Weights> weights) =>
        new ProtoWriter()
            .Number(1, RepresentationVersion) // ModelProto.ir_version
            .Message(7, Graph(network, weights)) // graph
            .Message(8, new ProtoWriter().Text(1, "").Number(2, OperatorSet)) // opset_import { domain, version }
            .ToArray();

    private static ProtoWriter Graph(DenseNetwork network, IReadOnlyList<Weights> weights)
    {
        var graph = new ProtoWriter();
        var x = Input;
        for (var layer = 0; layer < network.Layers; layer++)
        {
            var last = layer == network.Layers - 1;
            var z = last ? Output : $"z{layer + 1}";
            graph.Message(1, Gemm(x, weights[2 * layer].Name, weights[2 * layer + 1].Name, z)); // GraphProto.node
            x = last ? z : $"y{layer + 1}";
            if (!last)
                graph.Message(1, Node(network.Activation == Activation.Relu ? "Relu" : "Tanh", [z], x));
        }

        graph.Text(2, "dense"); // name
        foreach (var tensor in weights)
            graph.Message(5, Tensor(tensor)); // initializer
        return graph
            .Message(11, Value(Input, network.Inputs)) // input
            .Message(12, Value(Output, network.Classes)); // output
    }

    /// <summary>y = x Wᵀ + b with W as PyTorch keeps it, <c>[out, in]</c>.</summary>
    private static ProtoWriter Gemm(string x, string w, string b, string y) =>
        Node("Gemm", [x, w, b], y)
            .Message(5, new ProtoWriter().Text(1, "transB").Number(3, 1).Number(20, IntegerAttribute)); // attribute { name, i, type }

    private static ProtoWriter Node(string operation, string[] inputs, string output)
    {
        var node = new ProtoWriter();
        foreach (var input in inputs)
            node.Text(1, input); // NodeProto.input
        return node.Text(2, output).Text(3, $"{operation}_{output}").Text(4, operation); // output, name, op_type
    }

    private static ProtoWriter Tensor(Weights tensor)
    {
        var writer = new ProtoWriter();
        foreach (var size in tensor.Shape)
            writer.Number(1, size); // TensorProto.dims
        return writer
            .Number(2, FloatElements) // data_type
            .Text(8, tensor.Name) // name
            .Bytes(9, MemoryMarshal.AsBytes<float>(tensor.Values)); // raw_data, little-endian
    }

    /// <summary>A value of shape <c>[N, features]</c>, N being whatever a run brings.</summary>
    private static ProtoWriter Value(string name, int features)
    {
        var shape = new ProtoWriter()
            .Message(1, new ProtoWriter().Text(2, "N")) // TensorShapeProto.dim { dim_param }
            .Message(1, new ProtoWriter().Number(1, features)); // dim { dim_value }
        var type = new ProtoWriter().Number(1, FloatElements).Message(2, shape); // TypeProto.Tensor { elem_type, shape }
        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, type)); // ValueInfoProto { name, type { tensor_type } }
    }
}

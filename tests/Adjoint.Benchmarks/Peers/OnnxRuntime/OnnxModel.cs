using System.Runtime.InteropServices;

namespace Adjoint.Benchmarks.Peers;

/// <summary>
/// Writes a network as an ONNX model, one node a layer on the weights as they are. The field numbers are
/// those of <c>onnx.proto</c>; operator set 17 and intermediate representation 8 are what every current runtime reads.
/// </summary>
internal static class OnnxModel
{
    /// <summary>The name of the model's input, <c>float[N, …]</c>.</summary>
    public const string Input = "input";

    /// <summary>The name of the model's output, <c>float[N, classes]</c>.</summary>
    public const string Output = "logits";

    private const int OperatorSet = 17, RepresentationVersion = 8;
    private const int FloatElements = 1; // TensorProto.DataType.FLOAT
    private const int IntegerAttribute = 2, IntegersAttribute = 7; // AttributeProto.AttributeType.INT and INTS

    /// <summary>The model as it would lie in a file.</summary>
    public static byte[] Write(PeerNetwork network, IReadOnlyList<Weights> weights) =>
        new ProtoWriter()
            .Number(1, RepresentationVersion) // ModelProto.ir_version
            .Message(7, Graph(network, weights)) // graph
            .Message(8, new ProtoWriter().Text(1, "").Number(2, OperatorSet)) // opset_import { domain, version }
            .ToArray();

    private static ProtoWriter Graph(PeerNetwork network, IReadOnlyList<Weights> weights)
    {
        var (graph, statistics) = (new ProtoWriter(), new List<Weights>());
        for (var i = 0; i < network.Steps.Count; i++)
            graph = AddNode(graph, network, i, weights, statistics);
        graph.Text(2, "network"); // name
        foreach (var each in weights.Concat(statistics))
            graph.Message(5, Tensor(each)); // initializer
        return graph
            .Message(11, Value(Input, network.Input)) // input
            .Message(12, Value(Output, [network.Classes])); // output
    }

    private static ProtoWriter AddNode(ProtoWriter graph, PeerNetwork network, int i, IReadOnlyList<Weights> weights, List<Weights> statistics)
    {
        var step = network.Steps[i];
        string Name(int value) => value == 0 ? Input : value == network.Steps.Count ? Output : $"y{value}";
        var (x, y) = (Name(step.From), Name(i + 1));
        // A mean over positions keeps them, as axes of size 1.
        if (step.Layer is Dense && (step.In.Length > 1 || (i > 0 && network.Layers[i - 1] is GlobalMean)))
        {
            graph.Message(1, Node("Flatten", [x], $"flat{i + 1}")); // GraphProto.node
            x = $"flat{i + 1}";
        }
        string[] operands = [x, .. weights.Skip(step.FirstTensor).Take(step.Layer.Tensors(step.In).Count).Select(tensor => tensor.Name)];
        return graph.Message(1, step.Layer switch
        {
            Dense => Gemm(operands, y),
            Conv conv => Convolution(operands, y, conv),
            BatchNorm => Node("BatchNormalization", [.. operands, .. Statistics(step, statistics)], y),
            MaxPool pool => Integers(Integers(Node("MaxPool", [x], y), "kernel_shape", pool.Size, pool.Size), "strides", pool.Size, pool.Size),
            GlobalMean => Node("GlobalAveragePool", [x], y),
            Add => Node("Add", [x, Name(step.Other)], y),
            Relu => Node("Relu", [x], y),
            _ => Node("Tanh", [x], y),
        });
    }

    /// <summary>Fresh running statistics, which a model carries as two more tensors. The default of ε is the one that we measure with.</summary>
    private static string[] Statistics(Step step, List<Weights> statistics)
    {
        int[] channels = [step.In[0]];
        statistics.Add(new($"{step.FirstTensor}.mean", channels, new float[step.In[0]]));
        statistics.Add(new($"{step.FirstTensor}.variance", channels, [.. Enumerable.Repeat(1f, step.In[0])]));
        return [statistics[^2].Name, statistics[^1].Name];
    }

    /// <summary>y = x Wᵀ + b with W as PyTorch keeps it, <c>[out, in]</c>.</summary>
    private static ProtoWriter Gemm(string[] operands, string y) =>
        Node("Gemm", operands, y)
            .Message(5, new ProtoWriter().Text(1, "transB").Number(3, 1).Number(20, IntegerAttribute)); // attribute { name, i, type }

    private static ProtoWriter Convolution(string[] operands, string y, Conv conv) => Integers(
        Integers(Node("Conv", operands, y), "pads", conv.Padding, conv.Padding, conv.Padding, conv.Padding), "strides", conv.Stride, conv.Stride);

    private static ProtoWriter Integers(ProtoWriter node, string name, params int[] values)
    {
        var attribute = new ProtoWriter().Text(1, name);
        foreach (var value in values)
            attribute.Number(8, value); // AttributeProto.ints
        return node.Message(5, attribute.Number(20, IntegersAttribute));
    }

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

    /// <summary>A value of shape <c>[N, …]</c>, N being whatever a run brings.</summary>
    private static ProtoWriter Value(string name, int[] sizes)
    {
        var shape = new ProtoWriter().Message(1, new ProtoWriter().Text(2, "N")); // TensorShapeProto.dim { dim_param }
        foreach (var size in sizes)
            shape.Message(1, new ProtoWriter().Number(1, size)); // dim { dim_value }
        var type = new ProtoWriter().Number(1, FloatElements).Message(2, shape); // TypeProto.Tensor { elem_type, shape }
        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, type)); // ValueInfoProto { name, type { tensor_type } }
    }
}

namespace Adjoint.Benchmarks.Peers;

/// <summary>
/// Writes a network as an ONNX model, one node a layer on the weights as they are. Operator set 17 and intermediate representation 8 are what every
/// current runtime reads.
/// </summary>
internal static class OnnxModel
{
    /// <summary>The name of the model's input, <c>float[N, …]</c>; of a network of sequences <c>float[steps, N, features]</c>, the one order that the runtime takes.</summary>
    public const string Input = "input";

    /// <summary>The name of the model's output, <c>float[N, classes]</c>.</summary>
    public const string Output = "logits";

    private const int OperatorSet = 17, RepresentationVersion = 8;

    /// <summary>The model as it would lie in a file.</summary>
    public static byte[] Write(PeerNetwork network, IReadOnlyList<Weights> weights) => Model(Graph(network, weights));

    /// <summary>A graph as a model.</summary>
    public static byte[] Model(ProtoWriter graph) =>
        new ProtoWriter()
            .Number(1, RepresentationVersion) // ModelProto.ir_version
            .Message(7, graph.Text(2, "network")) // graph { name }
            .Message(8, new ProtoWriter().Text(1, "").Number(2, OperatorSet)) // opset_import { domain, version }
            .ToArray();

    private static ProtoWriter Graph(PeerNetwork network, IReadOnlyList<Weights> weights)
    {
        var (graph, tensors) = (new ProtoWriter(), new List<Weights>());
        for (var i = 0; i < network.Steps.Count; i++)
            AddNodes(graph, network, i, weights, tensors);
        foreach (var each in tensors)
            graph.Message(5, OnnxNodes.Tensor(each)); // initializer
        var isOfSteps = network.Steps[0].Layer is Recurrent;
        return graph
            .Message(11, OnnxNodes.Value(Input, isOfSteps ? [network.Input[0], null, network.Input[1]] : [null, .. network.Input])) // input
            .Message(12, OnnxNodes.Value(Output, null, network.Classes)); // output
    }

    private static void AddNodes(ProtoWriter graph, PeerNetwork network, int i, IReadOnlyList<Weights> weights, List<Weights> tensors)
    {
        var step = network.Steps[i];
        string Name(int value) => value == 0 ? Input : value == network.Steps.Count ? Output : $"y{value}";
        var (x, y) = (Name(step.From), Name(i + 1));
        // A mean over positions keeps them, as axes of size 1.
        if (step.Layer is Dense && (step.In.Length > 1 || (i > 0 && network.Layers[i - 1] is GlobalMean)))
        {
            graph.Message(1, OnnxNodes.Node("Flatten", [x], $"flat{i + 1}")); // GraphProto.node
            x = $"flat{i + 1}";
        }

        Weights[] own = [.. weights.Skip(step.FirstTensor).Take(step.Layer.Tensors(step.In).Count)];
        if (step.Layer is Recurrent recurrent)
        {
            if (network.Layers[i + 1] is not Last)
                throw new NotSupportedException("A model of this writer takes the last step of a recurrent layer.");
            tensors.AddRange(OnnxRecurrent.Tensors(recurrent, own));
            graph.Message(1, OnnxRecurrent.Node(recurrent, [x, .. tensors.TakeLast(3).Select(tensor => tensor.Name)], "", y));
            return;
        }

        tensors.AddRange(own);
        graph.Message(1, Node(step, [x, .. own.Select(tensor => tensor.Name)], y, step.Other < 0 ? "" : Name(step.Other), tensors));
    }

    private static ProtoWriter Node(Step step, string[] operands, string y, string other, List<Weights> tensors) => step.Layer switch
    {
        // y = x Wᵀ + b with W as PyTorch keeps it, [out, in]
        Dense => OnnxNodes.Node("Gemm", operands, y).Integer("transB", 1),
        Conv conv => OnnxNodes.Node("Conv", operands, y)
            .Integers("pads", conv.Padding, conv.Padding, conv.Padding, conv.Padding).Integers("strides", conv.Stride, conv.Stride),
        BatchNorm => OnnxNodes.Node("BatchNormalization", [.. operands, .. Statistics(step, tensors)], y),
        MaxPool pool => OnnxNodes.Node("MaxPool", operands, y).Integers("kernel_shape", pool.Size, pool.Size).Integers("strides", pool.Size, pool.Size),
        GlobalMean => OnnxNodes.Node("GlobalAveragePool", operands, y),
        Add => OnnxNodes.Node("Add", [.. operands, other], y),
        // of the state after the last step, [directions = 1, N, units]
        Last => OnnxNodes.Node("Flatten", operands, y).Integer("axis", 2),
        Relu => OnnxNodes.Node("Relu", operands, y),
        _ => OnnxNodes.Node("Tanh", operands, y),
    };

    /// <summary>Fresh running statistics, which a model carries as two more tensors. The default of ε is the one that we measure with.</summary>
    private static string[] Statistics(Step step, List<Weights> tensors)
    {
        int[] channels = [step.In[0]];
        tensors.Add(new($"{step.FirstTensor}.mean", channels, new float[step.In[0]]));
        tensors.Add(new($"{step.FirstTensor}.variance", channels, [.. Enumerable.Repeat(1f, step.In[0])]));
        return [tensors[^2].Name, tensors[^1].Name];
    }
}

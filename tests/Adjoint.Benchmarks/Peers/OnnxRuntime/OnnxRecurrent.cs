namespace Adjoint.Benchmarks.Peers;

/// <summary>Recurrent layers in ONNX, whose gates come in an order of their own and whose biases are one tensor; and the model of one step.</summary>
internal static class OnnxRecurrent
{
    /// <summary>What the model of one step is given beside <see cref="OnnxModel.Input"/>, and what it yields: <c>float[1, N, units]</c> each.</summary>
    public const string State = "h", Cell = "c", NextState = "h'", NextCell = "c'";

    /// <summary>W, R and B of ONNX: <c>[1, gates · units, in]</c>, <c>[1, gates · units, units]</c>, <c>[1, 2 · gates · units]</c>.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="tensors">W_ih, b_ih, W_hh and b_hh with PyTorch's order of gates.</param>
    public static IEnumerable<Weights> Tensors(Recurrent layer, IReadOnlyList<Weights> tensors)
    {
        var sorted = tensors.Select(tensor => Sort(layer, tensor)).ToList();
        yield return sorted[0];
        yield return sorted[2];
        yield return new(sorted[1].Name, [1, 2 * layer.Gates * layer.Units], [.. sorted[1].Values, .. sorted[3].Values]);
    }

    /// <summary>The layer as an operator; it yields the states of all steps and that after the last.</summary>
    public static ProtoWriter Node(Recurrent layer, IEnumerable<string> operands, params string[] outputs)
    {
        var node = OnnxNodes.Node(layer is Lstm ? "LSTM" : "GRU", operands, outputs).Integer("hidden_size", layer.Units);
        return layer is Gru ? node.Integer("linear_before_reset", 1) : node;
    }

    /// <summary>A model of one step of an LSTM that is given the state and the cell, and yields those after the step.</summary>
    public static byte[] WriteStep(PeerNetwork network, IReadOnlyList<Weights> weights)
    {
        if (network.Steps is not [{ Layer: Lstm layer }])
            throw new NotSupportedException("A model of one step is written for a network of one LSTM.");
        Weights[] tensors = [.. Tensors(layer, weights)];
        var graph = new ProtoWriter().Message(
            1, Node(layer, [OnnxModel.Input, .. tensors.Select(tensor => tensor.Name), "", State, Cell], "", NextState, NextCell));
        foreach (var tensor in tensors)
            graph.Message(5, OnnxNodes.Tensor(tensor));
        return OnnxModel.Model(graph
            .Message(11, OnnxNodes.Value(OnnxModel.Input, 1, null, network.Input[1]))
            .Message(11, OnnxNodes.Value(State, 1, null, layer.Units))
            .Message(11, OnnxNodes.Value(Cell, 1, null, layer.Units))
            .Message(12, OnnxNodes.Value(NextState, 1, null, layer.Units))
            .Message(12, OnnxNodes.Value(NextCell, 1, null, layer.Units)));
    }

    /// <summary>ONNX has the gates i, o, f, g where PyTorch has i, f, g, o; and z, r, n where PyTorch has r, z, n.</summary>
    private static Weights Sort(Recurrent layer, Weights tensor)
    {
        int[] order = layer is Lstm ? [0, 3, 1, 2] : [1, 0, 2];
        var size = tensor.Values.Length / layer.Gates;
        return new(tensor.Name, [1, .. tensor.Shape], [.. order.SelectMany(gate => tensor.Values[(gate * size)..((gate + 1) * size)])]);
    }
}

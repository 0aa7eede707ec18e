using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>Recurrent layers whose states begin with 0. ONNX has one matrix for all gates, in an order that differs from PyTorch's and the language's.</summary>
internal static class Recurrence
{
    public static void Recurrent(Operation node, LayerBuilder to)
    {
        Check(node);
        var isBatchFirst = node.Attributes.Flag("layout");
        var (x, layout) = (to[node.Input(0)], Layout.Of(node.Input(0)));
        if (layout.RowsAxis != (isBatchFirst ? 0 : 1) || x.Shape.Count != 2)
            throw new ImportException(
                $"its input [{Sizes.Text(node.Input(0).Dims)}] has the rows on axis {layout.RowsAxis}, and should have them on axis {(isBatchFirst ? 0 : 1)}; write --rows {(isBatchFirst ? "first" : "second")}");
        if (node.Type == "GRU" && !node.Attributes.Flag("linear_before_reset"))
        {
            ResetGru.Convert(node, to);
            return;
        }
        var (weight, recurrence, bias) = (node.Constant(1, "its weight"), node.Constant(2, "its recurrence weights"), node.ConstantOrNull(3, "its bias"));
        var (directions, units) = ((int)recurrence.Dims[0], (int)recurrence.Dims[2]);
        var gates = Gates(node.Type);
        List<(string, Tensor)> tensors = [];
        for (var d = 0; d < directions; d++)
        {
            var suffix = d == 0 ? "l0" : "l0_reverse";
            tensors.Add(($"weight_ih_{suffix}", Sorted(weight, d, gates, units, 0, (int)weight.Dims[2])));
            tensors.Add(($"weight_hh_{suffix}", Sorted(recurrence, d, gates, units, 0, units)));
            if (bias is null)
                continue;
            tensors.Add(($"bias_ih_{suffix}", Sorted(bias, d, gates, units, 0, 1)));
            tensors.Add(($"bias_hh_{suffix}", Sorted(bias, d, gates, units, gates.Length * units, 1)));
        }
        var isReverse = node.Attributes.Text("direction", "forward") == "reverse";
        if (isReverse)
            throw new ImportException("it runs in reverse alone; the language has layers that run forwards or both ways");
        var layer = new Layer(node.Type, [x], [x.Shape[0], directions * units])
        {
            Arguments = [units],
            Options =
            [
                .. directions == 2 ? ((string, object)[])[("Bidirectional", true)] : [], .. bias is null ? ((string, object)[])[("Bias", false)] : [],
                .. node.Type == "RNN" && ActivationsOf(node).FirstOrDefault() == "Relu" ? ((string, object)[])[("ReLU", true)] : [],
            ],
            Tensors = tensors,
            Origins = Layer.OriginsOf(node.Input(1), node.Input(2), node.InputOrNull(3)),
        };
        if (to.IsRead(node.Output))
            to.Set(node.Output, Build.Reshape(layer, [layer.Shape[0], directions, units]));
        if (node.Outputs.Length > 1 && to.IsRead(node.Outputs[1]))
            to.Set(node.Outputs[1], Build.Reshape(new Layer("Last", [layer], [directions * units]), [directions, units]));
        if (node.Outputs.Length > 2 && to.IsRead(node.Outputs[2]))
            throw new ImportException("its third output, the state of the cells, is read, which the language does not hand out");
    }

    /// <summary>The shapes that the three tensors of parameters must have.</summary>
    private static void CheckShapes(Operation node)
    {
        var (weight, recurrence, bias) = (node.Input(1).Dims, node.Input(2).Dims, node.InputOrNull(3)?.Dims);
        var rows = recurrence.Length == 3 ? (node.Type switch { "LSTM" => 4, "GRU" => 3, _ => 1 }) * recurrence[2] : -1;
        if (rows < 1 || recurrence[0] is not (1 or 2) || recurrence[1] != rows || weight.Length != 3 || weight[0] != recurrence[0] || weight[1] != rows || weight[2] < 1
            || (bias is not null && !bias.SequenceEqual([recurrence[0], 2 * rows])))
            throw new ImportException(
                $"its weights [{Sizes.Text(weight)}] and [{Sizes.Text(recurrence)}]{(bias is null ? "" : $" and its bias [{Sizes.Text(bias)}]")} do not fit together");
    }

    private static void Check(Operation node)
    {
        CheckShapes(node);
        if (node.InputOrNull(4) is { } lengths && lengths.Constant?.Wholes().All(length => length == node.Input(0).Dims[node.Attributes.Flag("layout") ? 1 : 0]) != true)
            throw new ImportException("its rows have lengths of their own; declare the input with Lengths = true by hand");
        if (IsOtherThanZero(node.InputOrNull(7)))
            throw new ImportException("its gates read the state of the cells (peepholes), and the language's LSTM has none");
        if (IsOtherThanZero(node.InputOrNull(5)) || IsOtherThanZero(node.InputOrNull(6)))
            throw new ImportException("its states begin with other values than 0");
        if (node.Attributes.Has("clip") || node.Attributes.Flag("input_forget"))
            throw new ImportException("it clips, or couples the gates");
        string[] usual = node.Type switch { "LSTM" => ["Sigmoid", "Tanh", "Tanh"], "GRU" => ["Sigmoid", "Tanh"], _ => ["Tanh"] };
        var given = ActivationsOf(node);
        if (given.Length > 0 && !given.Chunk(usual.Length).All(each => each.SequenceEqual(usual) || (node.Type == "RNN" && each[0] == given[0] && each[0] is "Relu" or "Tanh")))
            throw new ImportException($"its activations are {string.Join(", ", given)}, and the language has {string.Join(", ", usual)}");
    }

    private static bool IsOtherThanZero(Value? value) => value is not null && value.Constant?.Numbers().All(static v => v == 0) != true;

    private static string[] ActivationsOf(Operation node) => node.Attributes.Texts("activations") ?? [];

    /// <summary>For each gate in the language's order, which of ONNX's it is: i o f c and z r h there, i f g o and r z n here.</summary>
    private static int[] Gates(string type) => type switch { "LSTM" => [0, 2, 3, 1], "GRU" => [1, 0, 2], _ => [0] };

    /// <summary>The gates of one direction in the language's order.</summary>
    private static Tensor Sorted(Tensor tensor, int direction, int[] gates, int units, int start, int columns)
    {
        var perDirection = tensor.Count / (int)tensor.Dims[0];
        long[] dims = columns == 1 && tensor.Rank == 2 ? [gates.Length * units] : [gates.Length * units, columns];
        return tensor.Picked(dims, i =>
        {
            var (row, column) = (i / columns, i % columns);
            return direction * perDirection + (start + gates[row / units] * units + row % units) * columns + column;
        });
    }
}

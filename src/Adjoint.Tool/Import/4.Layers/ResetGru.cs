using Adjoint.Tool.Import.Normalise;
using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>
/// The gated recurrent unit as the paper has it (Cho et al., 2014), and ONNX by default: the state is reset before its product, h̃ = tanh(W x + R (r ⊙ h) + b).
/// The language's GRU is PyTorch's, which resets after it, so this one is written as a cell.
/// </summary>
internal static class ResetGru
{
    public static void Convert(Operation node, LayerBuilder to)
    {
        var (x, recurrence) = (to[node.Input(0)], node.Constant(2, "its recurrence weights"));
        var (directions, units, steps) = ((int)recurrence.Dims[0], (int)recurrence.Dims[2], x.Shape[0]);
        var startsReverse = node.Attributes.Text("direction", "forward") == "reverse";
        List<(Layer All, Layer Last)> runs = [];
        for (var d = 0; d < directions; d++)
        {
            var isReverse = startsReverse || d == 1;
            var scan = new Layer("Scan", [x], [steps, units]) { Cell = CellOf(node, d, units, x.Shape[1]), Options = isReverse ? [("Reverse", true)] : [] };
            runs.Add((scan, Build.Slice(scan, 0, isReverse ? 0 : steps - 1, 1)));
        }
        if (to.IsRead(node.Output))
            to.Set(node.Output, Build.Concat([.. runs.Select(static r => r.All)], 1));
        if (node.Outputs.Length > 1 && to.IsRead(node.Outputs[1]))
            to.Set(node.Outputs[1], Build.Concat([.. runs.Select(static r => r.Last)], 1));
    }

    private static Cell CellOf(Operation node, int direction, int units, int features)
    {
        Layer x = new("Input", [], [features]), h = new("State", [], [units]);
        var bias = node.ConstantOrNull(3, "its bias");
        // Both biases are added in the same place, so that they are one.
        Tensor? Bias(int first, int count) => bias is null ? null
            : Tensor.Rounded(bias.Type, [count], [.. Enumerable.Range(first, count).Select(i => bias[direction * 6 * units + i] + bias[direction * 6 * units + 3 * units + i])]);
        Tensor Rows(int input, int first, int count)
        {
            var tensor = node.Constant(input, "its weight");
            return Rearranger.Sliced(tensor, [(direction, 1, 1), (first, count, 1), (0, tensor.Dims[2], 1)]).As(count, tensor.Dims[2]);
        }

        var gates = Build.Keep("Sigmoid", Build.Merge("Add", Build.Dense(h, Rows(2, 0, 2 * units), null, []), Build.Dense(x, Rows(1, 0, 2 * units), Bias(0, 2 * units), [])));
        var (keep, reset) = (Build.Slice(gates, 0, 0, units), Build.Slice(gates, 0, units, units));
        var fromState = Build.Dense(Build.Merge("Multiply", reset, h), Rows(2, 2 * units, units), null, []);
        var candidate = Build.Keep("Tanh", Build.Merge("Add", fromState, Build.Dense(x, Rows(1, 2 * units, units), Bias(2 * units, units), [])));
        // (1 − z) ñ + z h
        var next = Build.Merge("Add", Build.Merge("Multiply", Build.Merge("Subtract", h, candidate), keep), candidate);
        return new Cell([x], [(h, next, "h")], next);
    }
}

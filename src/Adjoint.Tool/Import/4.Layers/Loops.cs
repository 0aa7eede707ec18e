using Adjoint.Tool.Import.Normalise;
using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>Loops over the steps of a sequence: a Scan, with the graph of one step as its cell.</summary>
internal static class Loops
{
    public static void Scan(Operation node, LayerBuilder to)
    {
        var (steps, body) = (Steps.Of(node), node.Body!);
        var sequences = Enumerable.Range(0, node.OwnInputs - steps.States)
            .Select(i => StepsFirst(to[node.Input(steps.States + i)], Layout.Of(node.Input(steps.States + i)).Axis(steps.AxisOf(node, i))))
            .ToList();
        var sequence = Joined(sequences);
        // A reversed input and a reversed output are a loop that begins with the last step.
        var source = sequences.TrueForAll(s => to.ReverseOf(s) is not null) ? Joined([.. sequences.Select(s => to.ReverseOf(s)!)]) : null;
        var read = body.Operations.SelectMany(static n => n.Inputs.OfType<Value>()).Concat(body.Outputs.Select(static o => o.Value)).ToHashSet();
        var inner = to.Inner(read);
        var step = sequences.Count == 1 ? Enter(inner, body.Inputs[steps.States]) : EnterParts(inner, body.Inputs.Skip(steps.States).Take(sequences.Count), sequence.Shape[1]);
        List<Layer> inputs = [step], outer = [];
        foreach (var value in node.Inputs.Skip(node.OwnInputs).OfType<Value>().Where(value => value.Constant is null && read.Contains(value)))
        {
            inputs.Add(Enter(inner, value));
            outer.Add(to[value]);
        }
        List<(Layer Layer, Layer? Initial, int Index)> states =
        [
            .. Enumerable.Range(0, steps.States).Select(i => (Enter(inner, body.Inputs[i], "State"), InitialOf(node.Input(i), body.Inputs[i], to), i)),
        ];
        foreach (var operation in body.Operations)
        {
            try
            {
                LayerTable.Convert(operation, inner);
            }
            catch (ImportException problem)
            {
                throw new ImportException($"in its step, {operation.Type} '{operation.Name}': {problem.Message}");
            }
        }
        Layer Made(int output) => inner[body.Outputs[output].Value];
        // States that begin with a value come first, for their values are named in the order of the states.
        states = [.. states.OrderBy(static s => s.Initial is null)];
        var cell = new Cell(inputs, [.. states.Select((s, i) => (s.Layer, Made(s.Index), NameOf(states.Count, i)))], Made(steps.States));
        var count = sequence.Shape[0];
        var scan = new Layer("Scan", [source ?? sequence, .. outer, .. states.Select(static s => s.Initial).OfType<Layer>()], [count, .. cell.Output.Shape])
        {
            Cell = cell,
            Options = steps.IsReverse != source is not null ? [("Reverse", true)] : [],
        };
        var result = source is null ? scan : to.Reversed(scan);
        if (node.Outputs.Length > steps.States && to.IsRead(node.Outputs[steps.States]))
            to.Set(node.Outputs[steps.States], StepsBack(result, node.Outputs[steps.States], steps.OutputAxis));
        for (var i = 0; i < steps.States; i++)
        {
            if (!to.IsRead(node.Outputs[i]))
                continue;
            if (body.Outputs[i].Value != body.Outputs[steps.States].Value)
                throw new ImportException($"its output '{node.Outputs[i].Name}', the last of a state that is not what a step yields, is read");
            to.Set(node.Outputs[i], Build.Reshape(Build.Slice(result, 0, steps.IsReverse ? 0 : count - 1, 1), cell.Output.Shape));
        }
    }

    private static Layer Enter(LayerBuilder inner, Value value, string word = "Input")
    {
        var layer = new Layer(word, [], Layout.Of(value).Shape);
        inner.SetInput(value, layer);
        return layer;
    }

    /// <summary>Sequences side by side, as one: a cell of the language reads one.</summary>
    private static Layer Joined(List<Layer> sequences) => sequences.Count == 1 ? sequences[0]
        : sequences.TrueForAll(s => s.Shape[0] == sequences[0].Shape[0]) ? Build.Concat([.. sequences.Select(static s => Build.Reshape(s, [s.Shape[0], s.Size / s.Shape[0]]))], 1)
        : throw new ImportException("it reads sequences of different lengths");

    /// <summary>The parts of a step that each sequence gives.</summary>
    private static Layer EnterParts(LayerBuilder inner, IEnumerable<Value> parts, int size)
    {
        var (step, start) = (new Layer("Input", [], [size]), 0);
        foreach (var part in parts)
        {
            var shape = Layout.Of(part).Shape;
            var count = shape.Aggregate(1, static (p, s) => p * s);
            inner.SetInput(part, Build.Reshape(Build.Slice(step, 0, start, count), shape));
            start += count;
        }
        return step;
    }

    /// <summary>The value that a state begins with; null for 0.</summary>
    private static Layer? InitialOf(Value initial, Value state, LayerBuilder to) =>
        initial.Constant is { } constant && constant.Numbers().All(static v => v == 0) ? null
        : Fits(to.Operand(initial, state), Layout.Of(state).Shape);

    private static Layer Fits(Layer initial, IReadOnlyList<int> shape) =>
        initial.Size == shape.Aggregate(1, static (p, s) => p * s) ? Build.Reshape(initial, shape) : throw new ImportException("a state begins with a value of another shape");

    private static Layer StepsFirst(Layer x, int axis) => axis == 0 ? x : Build.Permute(x, [axis, .. Enumerable.Range(0, x.Shape.Count).Where(a => a != axis)]);

    private static Layer StepsBack(Layer x, Value output, int axis)
    {
        var to = Layout.Of(output).Axis(Sizes.Axis(axis, output.Rank));
        List<int> order = [.. Enumerable.Range(1, x.Shape.Count - 1)];
        order.Insert(to, 0);
        return Build.Permute(x, [.. order]);
    }

    private static string NameOf(int count, int index) => count == 1 ? "h" : index < 4 ? $"{"hcsr"[index]}" : FormattableString.Invariant($"s{index}");
}

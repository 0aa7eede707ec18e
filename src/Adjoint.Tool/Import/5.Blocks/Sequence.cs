using Adjoint.Tool.Import.Layers;

namespace Adjoint.Tool.Import.Blocks;

/// <summary>
/// The layers one after the other, as a person would list them: each branch to its end before the next begins, and a branch that a merge reads last goes on into the merge.
/// </summary>
internal sealed class Sequence
{
    private readonly List<Step> steps = [];
    private readonly HashSet<Layer> done = [];
    private Layer? current;

    private Sequence(LayerGraph graph)
    {
        foreach (var input in graph.Inputs)
            Emit(input.Layer);
        foreach (var output in graph.Outputs)
        {
            foreach (var layer in Needed(output.Layer))
                Emit(layer);
            var from = current == output.Layer ? null : output.Layer;
            if (graph.Outputs.Count > 1)
                steps.Add(new Step(null, from, [], output));
            else if (from is not null)
                steps.Add(new Step(null, from, [], null));
            current = output.Layer;
        }
    }

    private Sequence(Cell cell)
    {
        // The first input is current at first; the others and the states are named values.
        done.UnionWith(cell.Outer);
        current = cell.Inputs[^1];
        next = cell.States.ToLookup(static s => s.Next, static s => s.Name);
        foreach (var kept in cell.States.Where(s => cell.Outer.Contains(s.Next)))
        {
            steps.Add(new Step(null, current == kept.Next ? null : kept.Next, [], null) { Next = [kept.Name] });
            current = kept.Next;
        }
        foreach (var made in cell.States.Select(static s => s.Next).Prepend(cell.Output))
        {
            foreach (var layer in Needed(made))
                Emit(layer);
        }
        if (current != cell.Output)
            steps.Add(new Step(null, cell.Output, [], null));
    }

    /// <summary>The states that values are left in.</summary>
    private readonly ILookup<Layer, string>? next;

    public static IReadOnlyList<Step> Of(LayerGraph graph) => new Sequence(graph).steps;

    public static IReadOnlyList<Step> Of(Cell cell) => new Sequence(cell).steps;

    private void Emit(Layer layer)
    {
        if (!done.Add(layer))
            return;
        if (layer.Inputs.Count == 0)
        {
            steps.Add(new Step(layer, null, [], null) { Next = NextOf(layer) });
        }
        else
        {
            if (layer.Cell is { Inputs.Count: > 1 })
            {
                // All that the cell reads is named.
                steps.Add(new Step(layer, null, layer.Inputs, null));
                current = layer;
                return;
            }
            var first = layer.Commutes && current is not null && layer.Inputs.Contains(current) ? current : layer.Inputs[0];
            List<Layer> others = [.. layer.Inputs];
            others.Remove(first);
            steps.Add(new Step(layer, first == current ? null : first, others, null) { Next = NextOf(layer) });
        }
        current = layer;
    }

    private IReadOnlyList<string> NextOf(Layer layer) => next is null ? [] : [.. next[layer]];

    /// <summary>What is still to be made for a value, in order. No recursion: a model may be thousands of layers deep.</summary>
    private List<Layer> Needed(Layer output)
    {
        List<Layer> order = [];
        HashSet<Layer> found = [];
        Stack<(Layer Layer, bool IsReady)> stack = new([(output, false)]);
        while (stack.TryPop(out var top))
        {
            if (top.IsReady)
            {
                order.Add(top.Layer);
                continue;
            }
            if (done.Contains(top.Layer) || !found.Add(top.Layer))
                continue;
            stack.Push((top.Layer, true));
            // What is pushed last comes first. The first value of a merge that has an order comes last, so that it is the current one.
            var inputs = top.Layer.Commutes || top.Layer.Inputs.Count < 2 ? top.Layer.Inputs.Reverse() : top.Layer.Inputs.Skip(1).Reverse().Prepend(top.Layer.Inputs[0]);
            foreach (var input in inputs)
                stack.Push((input, false));
        }
        return order;
    }
}

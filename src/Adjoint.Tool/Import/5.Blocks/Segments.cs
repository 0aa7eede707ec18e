using Adjoint.Tool.Import.Layers;

namespace Adjoint.Tool.Import.Blocks;

/// <summary>A run of steps that could be a block: it reads one value from outside, and only its last value is read outside.</summary>
/// <param name="Start">Its first step.</param>
/// <param name="Length">The number of its steps.</param>
/// <param name="Entry">The value that it reads.</param>
internal sealed record Segment(int Start, int Length, Layer Entry)
{
    public int End => Start + Length;
}

/// <summary>The runs of a list of steps that could be blocks, by their form.</summary>
internal sealed class Segments
{
    private const int LeastSteps = 4, MostSteps = 160;

    private readonly IReadOnlyList<Step> steps;
    private readonly Dictionary<Layer, int> places = [];
    private readonly int[] lastReader;

    private Segments(IReadOnlyList<Step> steps)
    {
        this.steps = steps;
        lastReader = new int[steps.Count];
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Layer is { } layer)
                places[layer] = i;
            foreach (var read in Read(steps[i]))
                lastReader[places[read]] = i;
            // An output is read from outside, where it stands.
            if (steps[i].Output is { } output)
                lastReader[places[output.Layer]] = int.MaxValue;
        }
    }

    /// <summary>Every such run, in order.</summary>
    public static IEnumerable<(string Form, Segment Segment)> Of(IReadOnlyList<Step> steps)
    {
        var all = new Segments(steps);
        return Enumerable.Range(1, Math.Max(0, steps.Count - 1)).SelectMany(all.From);
    }

    private static IEnumerable<Layer> Read(Step step) => step.Layer is { } layer ? layer.Inputs : step.From is { } from ? [from] : [];

    private IEnumerable<(string, Segment)> From(int start)
    {
        Layer? entry = null;
        var (form, needed, entries, merges, tensors) = (new System.Text.StringBuilder(), -1, 0, 0, 0);
        for (var end = start + 1; end <= steps.Count && end - start <= MostSteps; end++)
        {
            var step = steps[end - 1];
            if (step.Layer is not { } layer || step.Output is not null || layer.Word == "Input")
                yield break;
            foreach (var input in layer.Inputs)
            {
                if (places[input] >= start)
                    continue;
                entry ??= input;
                entries++;
                if (input != entry)
                    yield break;
            }
            merges += layer.Inputs.Count > 1 ? 1 : 0;
            tensors += layer.Tensors.Count > 0 ? 1 : 0;
            form.Append(Slots.FormOf(layer)).Append('[').AppendJoin(',', layer.Inputs.Select(input => places[input] - start is var place && place < 0 ? -1 : place)).Append(']');
            // What was made before the last step has to have its readers within.
            if (end - 1 > start)
                needed = Math.Max(needed, lastReader[end - 2]);
            if (entry is not null && end - start >= LeastSteps && entries > 1 && merges > 0 && tensors > 0 && needed < end && Begins(start, entry))
                yield return (form.ToString(), new Segment(start, end - start, entry));
        }
    }

    /// <summary>Whether the first step reads what comes in, as a block does with its current value.</summary>
    private bool Begins(int start, Layer entry) => steps[start].Layer!.Inputs.Count > 0 && steps[start].Layer!.Inputs[0] == entry;
}

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

/// <summary>The runs of a list of steps that could be blocks.</summary>
internal sealed class Segments
{
    private const int LeastSteps = 4, MostSteps = 160;

    private readonly IReadOnlyList<Step> steps;
    private readonly Dictionary<Layer, int> places = [];
    private readonly int[] lastReader;

    /// <summary>For each step a number, equal where layers differ in nothing but their sizes.</summary>
    private readonly int[] forms;

    public Segments(IReadOnlyList<Step> steps)
    {
        this.steps = steps;
        (lastReader, forms) = (new int[steps.Count], new int[steps.Count]);
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Layer is { } layer)
            {
                places[layer] = i;
                var text = Slots.FormOf(layer);
                if (!numbers.TryGetValue(text, out forms[i]))
                    forms[i] = numbers[text] = numbers.Count + 1;
            }
            foreach (var read in Read(steps[i]))
                lastReader[places[read]] = i;
            // An output is read from outside, where it stands.
            if (steps[i].Output is { } output)
                lastReader[places[output.Layer]] = int.MaxValue;
        }
    }

    /// <summary>Every such run, those of one form together.</summary>
    public IEnumerable<IReadOnlyList<Segment>> ByForm() => Enumerable.Range(1, Math.Max(0, steps.Count - 1)).SelectMany(From)
        .GroupBy(static found => found.Hash, static found => found.Segment).Select(group =>
        {
            var all = group.ToList();
            return (IReadOnlyList<Segment>)all.FindAll(other => HaveOneForm(all[0], other));
        });

    private static IEnumerable<Layer> Read(Step step) => step.Layer is { } layer ? layer.Inputs : step.From is { } from ? [from] : [];

    private IEnumerable<(ulong Hash, Segment Segment)> From(int start)
    {
        if (steps[start] is not { Owner: null, Layer.Inputs: [var entry, ..] })
            yield break;
        var (hash, needed, entries, merges, tensors) = (17UL, -1, 0, 0, 0);
        for (var end = start + 1; end <= steps.Count && end - start <= MostSteps; end++)
        {
            var step = steps[end - 1];
            if (step.Layer is not { } layer || step.Output is not null || step.Owner is not null || layer.Word == "Input" || layer.Cell is not null)
                yield break;
            hash = Mixed(hash, forms[end - 1]);
            foreach (var input in layer.Inputs)
            {
                var place = Place(input, start);
                hash = Mixed(hash, place);
                if (place >= 0)
                    continue;
                entries++;
                if (input != entry)
                    yield break;
            }
            merges += layer.Inputs.Count > 1 ? 1 : 0;
            tensors += layer.Tensors.Count > 0 ? 1 : 0;
            // What was made before the last step has to have its readers within.
            if (end - 1 > start)
                needed = Math.Max(needed, lastReader[end - 2]);
            if (end - start >= LeastSteps && entries > 1 && merges > 0 && tensors > 0 && needed < end)
                yield return (hash, new Segment(start, end - start, entry));
        }
    }

    /// <summary>Where a value is made in a run; −1 for what comes in.</summary>
    private int Place(Layer value, int start) => Math.Max(-1, places[value] - start);

    private bool HaveOneForm(Segment a, Segment b)
    {
        if (a.Length != b.Length)
            return false;
        for (var i = 0; i < a.Length; i++)
        {
            if (forms[a.Start + i] != forms[b.Start + i])
                return false;
            var (first, second) = (steps[a.Start + i].Layer!.Inputs, steps[b.Start + i].Layer!.Inputs);
            if (!first.Select(input => Place(input, a.Start)).SequenceEqual(second.Select(input => Place(input, b.Start))))
                return false;
        }
        return true;
    }

    private static ulong Mixed(ulong hash, int value) => (hash ^ (uint)value) * 0x9E3779B97F4A7C15 + (hash >> 29);
}

using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Kernels;

namespace Adjoint.Generator.Plan;

/// <summary>Gives buffers their places: first fit over lifetimes, from the step that writes a buffer to the last that reads it.</summary>
internal sealed class BufferPlacement
{
    private readonly TrainingGraph graph;
    private readonly EquatableArray<Alias> aliases;
    private readonly Dictionary<(OperandKind, int), int> lastUse = [];
    private readonly Dictionary<(OperandKind, int), PlacedBuffer> placed = [];
    private readonly List<PlacedBuffer> order = [];
    private readonly List<(PlacedBuffer Buffer, int LastUse)> live = [];
    private int scratch;
    private int keptSize;

    private BufferPlacement(TrainingGraph graph, EquatableArray<Alias> aliases)
    {
        this.graph = graph;
        this.aliases = aliases;
    }

    /// <summary>Places the buffers of a pass.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="steps">The pass's calls in order.</param>
    /// <param name="aliases">The values that are other values.</param>
    /// <param name="kept">The buffers that must outlive the pass.</param>
    /// <param name="rounded">The floats that a buffer of so many features takes for one row.</param>
    /// <param name="outputs">The values that are read after the last step.</param>
    public static Pass Place(
        TrainingGraph graph, EquatableArray<Step> steps, EquatableArray<Alias> aliases, HashSet<(OperandKind, int)> kept, Func<int, int> rounded, EquatableArray<int> outputs)
    {
        var placement = new BufferPlacement(graph, aliases);
        for (var i = 0; i < steps.Count; i++)
        {
            foreach (var operand in steps[i].Call.Operands.Where(static o => Planner.IsBuffer(o.Kind)))
                placement.lastUse[Planner.Buffer(aliases, operand)] = i;
        }
        foreach (var output in outputs)
            placement.lastUse[Planner.Buffer(aliases, Operand.Value(output))] = int.MaxValue;
        for (var i = 0; i < graph.Network.Inputs.Count; i++)
        {
            var input = graph.Network.Inputs[i];
            placement.Add((OperandKind.Value, input), Region.Input, i, rounded(placement.SizeOf(OperandKind.Value, input)));
        }
        for (var i = 0; i < steps.Count; i++)
            placement.PlaceStep(i, steps[i].Call, kept, rounded);
        return new Pass(steps, placement.order.ToEquatableArray(), placement.scratch, placement.keptSize);
    }

    private void PlaceStep(int step, KernelCall call, HashSet<(OperandKind, int)> kept, Func<int, int> rounded)
    {
        foreach (var operand in call.Operands.Where(static o => Planner.IsBuffer(o.Kind)))
        {
            var key = Planner.Buffer(aliases, operand);
            if (placed.ContainsKey(key))
                continue;
            var size = rounded(SizeOf(key.Kind, key.Id));
            if (kept.Contains(key))
            {
                Add(key, Region.Kept, keptSize, size);
                keptSize += size;
                continue;
            }
            var offset = InPlaceOffset(step, call, operand, size) ?? FirstGap(size);
            live.Add((Add(key, Region.Scratch, offset, size), lastUse[key]));
            scratch = Math.Max(scratch, offset + size);
        }
        live.RemoveAll(b => b.LastUse <= step);
    }

    /// <summary>Where the call's first operand lies, if nobody reads it any more and the operand may take its place.</summary>
    private int? InPlaceOffset(int step, KernelCall call, Operand operand, int size)
    {
        if (!call.InPlace || operand != call.Operands[call.Operands.Count - 1])
            return null;
        var first = Planner.Buffer(aliases, call.Operands[0]);
        return placed[first] is { Place: Region.Scratch } source && source.Size == size && lastUse[first] == step ? source.Offset : null;
    }

    private int FirstGap(int size)
    {
        var offset = 0;
        foreach (var (buffer, _) in live.OrderBy(static b => b.Buffer.Offset))
        {
            if (buffer.Offset - offset >= size)
                break;
            offset = Math.Max(offset, buffer.Offset + buffer.Size);
        }
        return offset;
    }

    private PlacedBuffer Add((OperandKind Kind, int Id) key, Region place, int offset, int size)
    {
        EquatableArray<int> ids = key.Kind is OperandKind.Value or OperandKind.Gradient
            ? [.. graph.Network.Values.Select(static v => v.Id).Where(id => Planner.Buffer(aliases, new Operand(key.Kind, id)).Id == key.Id)]
            : [key.Id];
        var buffer = new PlacedBuffer(key.Kind, ids, place, offset, size);
        placed.Add(key, buffer);
        order.Add(buffer);
        return buffer;
    }

    private int SizeOf(OperandKind kind, int id) => kind switch
    {
        OperandKind.Panels => PanelWidth(graph.Network.Values[id].Shape.Last) * (graph.Network.Values[id].Size / graph.Network.Values[id].Shape.Last),
        OperandKind.RowGradient => graph.Network.Parameters[graph.RowGradients[id]].Length,
        OperandKind.GradientPart => graph.Network.Values[graph.Parts[id]].Size,
        _ => graph.Network.Values[id].Size,
    };

    /// <summary>Panels are whole vectors wide.</summary>
    private static int PanelWidth(int features) => (features + 15) / 16 * 16;
}

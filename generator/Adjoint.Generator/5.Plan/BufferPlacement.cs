using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Lower;

namespace Adjoint.Generator.Plan;

/// <summary>
/// Gives buffers their places: first fit over lifetimes, from the step that writes a buffer to the last that reads it. What one stage alone uses is
/// scratch memory; what outlives a stage has a place for each row of the batch, which another may have as soon as a stage begins after its last use.
/// </summary>
internal sealed class BufferPlacement
{
    private readonly LoweredNetwork lowered;
    private readonly SharedBuffers shared;
    private readonly Func<BufferKey, int, int> rounded;
    private readonly Dictionary<BufferKey, int> lastUse = [];
    private readonly HashSet<BufferKey> kept = [];
    private readonly Dictionary<BufferKey, PlacedBuffer> placed = [];
    private readonly List<PlacedBuffer> order = [];
    private readonly Arena scratch = new();
    private readonly Arena outliving = new();
    private int ofBatch;

    private BufferPlacement(LoweredNetwork lowered, SharedBuffers shared, Func<BufferKey, int, int> rounded)
    {
        this.lowered = lowered;
        this.shared = shared;
        this.rounded = rounded;
    }

    /// <summary>Places the buffers of a pass.</summary>
    /// <param name="kind">What the pass is for.</param>
    /// <param name="lowered">The network.</param>
    /// <param name="stages">The pass's calls in order.</param>
    /// <param name="aliases">The values that are other values.</param>
    /// <param name="rounded">The floats that a buffer of a kind and of so many features takes for one row.</param>
    /// <param name="outputs">The values that are read after the last step.</param>
    /// <param name="results">What is kept for all rows until after the last step.</param>
    /// <param name="repeats">Whether the last stage runs again and again on what the stages before it have left.</param>
    public static Pass Place(
        PassKind kind, LoweredNetwork lowered, EquatableArray<Stage> stages, EquatableArray<Alias> aliases, Func<BufferKey, int, int> rounded, EquatableArray<int> outputs,
        EquatableArray<Operand> results = default, bool repeats = false)
    {
        var shared = SharedBuffers.Of(stages, aliases, lowered.Graph.Network.Inputs.Concat(outputs).Select(Operand.Value).Concat(results), repeats);
        stages = SharedPanels.Once(stages, shared);
        var placement = new BufferPlacement(lowered, shared, rounded);
        placement.FindLifetimes(stages, outputs, results, repeats);
        for (var i = 0; i < lowered.Graph.Network.Inputs.Count; i++)
        {
            var input = lowered.Graph.Network.Inputs[i];
            placement.Add(Operand.Value(input).Key, Region.Input, i, rounded(Operand.Value(input).Key, placement.SizeOf(Operand.Value(input).Key)));
        }
        var step = 0;
        foreach (var stage in stages)
        {
            foreach (var together in StepLoops.Of(stage.Blocks.Concat(stage.Meeting)))
                placement.Place(step++, together);
            // Other rows may still be in this stage: only the next may use the place again.
            placement.outliving.Free(step - 1);
        }
        return new Pass(kind, stages, placement.order.ToEquatableArray(), placement.scratch.Size, placement.outliving.Size, placement.ofBatch);
    }

    /// <summary>Finds each buffer's last use, and which of them outlive a stage.</summary>
    private void FindLifetimes(EquatableArray<Stage> stages, EquatableArray<int> outputs, EquatableArray<Operand> results, bool repeats)
    {
        var (step, used) = (0, new Dictionary<BufferKey, int>());
        for (var stage = 0; stage < stages.Count; stage++)
        {
            foreach (var together in StepLoops.Of(stages[stage].Blocks.Concat(stages[stage].Meeting)))
            {
                foreach (var call in together.Select(static s => s.Call))
                {
                    foreach (var key in call.Operands.Where(static o => OperandBuffers.IsOfRows(o.Key)).Select(o => shared.Of(o)))
                    {
                        lastUse[key] = step;
                        if (call.Timing != Timing.Blocks || (used.TryGetValue(key, out var first) && first != stage))
                            kept.Add(key);
                        else
                            used[key] = stage;
                    }
                }
                step++;
            }
        }
        foreach (var key in kept.Where(_ => repeats))
            lastUse[key] = int.MaxValue;
        foreach (var output in outputs)
            lastUse[shared.Of(Operand.Value(output))] = int.MaxValue;
        foreach (var key in results.Select(r => shared.Of(r)))
        {
            lastUse[key] = int.MaxValue;
            kept.Add(key);
        }
    }

    /// <summary>Places what one call uses first, or the calls of a loop: at its end only is anything free again, for the next step may read it.</summary>
    private void Place(int step, IReadOnlyList<Step> together)
    {
        foreach (var each in together)
            PlaceOperands(step, each.Call);
        scratch.Free(step);
    }

    private void PlaceOperands(int step, KernelCall call)
    {
        foreach (var operand in call.Operands)
        {
            if (OperandBuffers.IsOfBatch(operand.Key) && !placed.ContainsKey(operand.Key))
                PlaceOfBatch(operand);
            var key = shared.Of(operand);
            if (!OperandBuffers.IsOfRows(operand.Key) || placed.ContainsKey(key))
                continue;
            var size = rounded(key, SizeOf(key));
            var (region, arena) = kept.Contains(key) ? (Region.Kept, outliving) : (Region.Scratch, scratch);
            var offset = InPlaceOffset(step, call, operand, region, size);
            Add(key, region, arena.Take(offset, size, lastUse[key]), size);
        }
    }

    private void PlaceOfBatch(Operand operand)
    {
        var size = LaneBlock.WholeVectors(SizeOf(operand.Key));
        Add(operand.Key, Region.Batch, ofBatch, size);
        ofBatch += size;
    }

    /// <summary>Where the call's first operand lies, if nobody reads it any more and the operand may take its place.</summary>
    private int? InPlaceOffset(int step, KernelCall call, Operand operand, Region region, int size)
    {
        if (!call.InPlace || operand != call.Operands[call.Operands.Count - 1] || call.Operands[0].From is not null)
            return null;
        var first = shared.Of(call.Operands[0]);
        return placed.TryGetValue(first, out var source) && source.Place == region && source.Size == size && lastUse[first] == step ? source.Offset : null;
    }

    private PlacedBuffer Add(BufferKey key, Region place, int offset, int size)
    {
        EquatableArray<int> ids = key.Kind is OperandKind.Value or OperandKind.Gradient
            ? [.. lowered.Graph.Network.Values.Select(static v => v.Id).Where(id => shared.Of(new Operand(key.Kind, id)).Id == key.Id)]
            : [key.Id];
        var buffer = new PlacedBuffer(key.Kind, ids, place, offset, size, key.Buffer);
        placed.Add(key, buffer);
        order.Add(buffer);
        return buffer;
    }

    private int SizeOf(BufferKey key) => key.Kind switch
    {
        OperandKind.Buffer => key.Buffer!.Length,
        OperandKind.RowGradient => lowered.Graph.Network.Parameters[lowered.RowGradients[key.Id].Parameter].Length * lowered.RowGradients[key.Id].Steps,
        OperandKind.GradientPart => lowered.Graph.Network.Values[lowered.Graph.Parts[key.Id]].Total,
        _ => lowered.Graph.Network.Values[key.Id].Total,
    };
}

using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lower;

namespace Adjoint.Generator.Plan;

/// <summary>
/// Lets calls read and write a part of a value where it lies, instead of a copy of it: a gate's share of the sums of all gates. That can be done where a call treats the numbers of one row
/// or of one lane block, which lie side by side: in the loop of a recurrence, and in the pass of one row.
/// </summary>
internal sealed class PartsInPlace
{
    private readonly LoweredNetwork lowered;
    private readonly EquatableArray<Alias> aliases;
    private readonly HashSet<BufferKey> seen;
    private readonly bool isRow;
    private readonly List<Step> steps;

    private PartsInPlace(LoweredNetwork lowered, EquatableArray<Alias> aliases, IEnumerable<Step> steps, IEnumerable<Operand> seen, bool isRow)
    {
        (this.lowered, this.aliases, this.isRow) = (lowered, aliases, isRow);
        this.seen = [.. seen.Select(KeyOf)];
        this.steps = [.. steps];
    }

    /// <summary>The steps of a pass without the copies that nobody needs.</summary>
    /// <param name="lowered">The network.</param>
    /// <param name="aliases">The values that are other values.</param>
    /// <param name="steps">All steps of the pass, in order.</param>
    /// <param name="seen">What is read after the last step.</param>
    /// <param name="isRow">Whether the pass is that of one row.</param>
    public static IReadOnlyList<Step> Of(LoweredNetwork lowered, EquatableArray<Alias> aliases, IEnumerable<Step> steps, IEnumerable<Operand> seen, bool isRow = false)
    {
        var parts = new PartsInPlace(lowered, aliases, steps, seen, isRow);
        foreach (var copy in parts.steps.Where(static s => s.Call is { PartFrom: not null, Method: "Forward" }).ToList())
            parts.Read(copy);
        foreach (var copies in parts.steps.Where(static s => s.Call is { PartFrom: not null, Method: not "Forward" }).GroupBy(s => parts.KeyOf(s.Call.Operands[1])).ToList())
            parts.Write(copies.Key, [.. copies]);
        return parts.steps;
    }

    /// <summary>Lets all that read a copy read the part itself.</summary>
    private void Read(Step copied)
    {
        // Its source may have become a part itself.
        var at = steps.FindIndex(s => s.Call.Operands[s.Call.Operands.Count - 1] == copied.Call.Operands[1]);
        var copy = steps[at];
        var (x, y) = (copy.Call.Operands[0], KeyOf(copy.Call.Operands[1]));
        var readers = Users(y).Where(s => s != copy).ToList();
        if (readers.Count == 0 || !CanLieElsewhere(y, copy, readers) || readers.Any(s => Writes(s, y)))
            return;
        var part = x with { From = (x.From ?? 0) + copy.Call.PartFrom!.Value, Writes = false };
        Replace(y, part);
        // Its equation comes before that of the first reader.
        var first = steps.FindIndex(at, s => s.Call.Operands.Contains(part));
        var reader = steps[first];
        steps[first] = reader with { Layer = copy.Layer, Call = reader.Call with { Equations = copy.Call.Equations }, Then = [reader, .. copy.Then] };
        steps.RemoveAt(at);
    }

    /// <summary>Lets all that write gradients of parts write into the gradient of the whole, if each number of it belongs to one of them.</summary>
    private void Write(BufferKey whole, IReadOnlyList<Step> copies)
    {
        var parts = copies.Select(s => (From: s.Call.PartFrom!.Value, Length: SizeOf(s.Call.Operands[0]), Key: KeyOf(s.Call.Operands[0]))).OrderBy(static p => p.From).ToList();
        var isPartition = parts.Zip(parts.Skip(1), static (a, b) => a.From + a.Length == b.From).All(static meet => meet)
            && parts[0].From == 0 && parts[parts.Count - 1] is var end && end.From + end.Length == SizeOf(copies[0].Call.Operands[1]);
        // Nothing else is added to the whole, and each part is a gradient of its own.
        if (!isPartition || steps.Count(s => Writes(s, whole)) != copies.Count || parts.Select(static p => p.Key).Distinct().Count() < parts.Count
            || !copies.All(CanWriteElsewhere))
        {
            return;
        }
        foreach (var copy in copies)
        {
            var (part, target) = (KeyOf(copy.Call.Operands[0]), copy.Call.Operands[1]);
            var last = steps.FindLastIndex(s => s != copy && Writes(s, part));
            steps[last] = steps[last] with { Then = [.. steps[last].Then, copy] };
            steps.Remove(copy);
            Replace(part, target with { From = copy.Call.PartFrom!.Value });
        }
    }

    /// <summary>Whether the gradient that a call copies back can lie in that of the whole from the start.</summary>
    private bool CanWriteElsewhere(Step copy) => copy.Call.Operands[0] is { Kind: OperandKind.Gradient, From: null } gradient
        && KeyOf(gradient) is var key && steps.Any(s => s != copy && Writes(s, key)) && CanLieElsewhere(key, copy, Users(key));

    private bool Writes(Step step, BufferKey key) => OperandBuffers.Written(step.Call).Any(o => KeyOf(o) == key);

    /// <summary>Whether all that use a buffer treat one row or one lane block of it, with its numbers side by side.</summary>
    private bool CanLieElsewhere(BufferKey key, Step copy, IEnumerable<Step> users) =>
        !seen.Contains(key) && (isRow || copy.Loop is not null)
        && users.All(s => s.Loop?.Scan == copy.Loop?.Scan && s.Call is { Arguments.IsEmpty: true, IsCopy: false, Timing: Timing.Blocks } && s.Call.Kernel.IsGenerated);

    private IEnumerable<Step> Users(BufferKey key) => steps.Where(s => s.Call.Operands.Any(o => KeyOf(o) == key));

    private void Replace(BufferKey key, Operand part)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            var call = steps[i].Call;
            if (call.Operands.Any(o => KeyOf(o) == key))
                steps[i] = steps[i] with { Call = call with { Operands = call.Operands.Select(o => KeyOf(o) == key ? part with { Writes = o.Writes } : o).ToEquatableArray() } };
        }
    }

    private int SizeOf(Operand operand) => lowered.Graph.Network.Values[operand.Id].Size;

    private BufferKey KeyOf(Operand operand) => OperandBuffers.Of(aliases, operand);
}

using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lower;

namespace Adjoint.Generator.Plan;

/// <summary>
/// Which buffers are one: values that are others under a new shape, and what is copied and may stay where it is, because neither of
/// the two changes any more. So it is with the gradient of a sum, which all summands have.
/// </summary>
internal sealed class SharedBuffers
{
    private readonly EquatableArray<Alias> aliases;
    private readonly Dictionary<BufferKey, BufferKey> originals = [];

    private SharedBuffers(EquatableArray<Alias> aliases) => this.aliases = aliases;

    /// <summary>Finds them.</summary>
    /// <param name="stages">The pass's calls in order.</param>
    /// <param name="aliases">The values that are other values.</param>
    /// <param name="seen">What has a place that somebody else knows, or is read after the last step: it keeps its place to itself.</param>
    /// <param name="repeats">Whether the last stage runs again and again on what the stages before it have left.</param>
    public static SharedBuffers Of(EquatableArray<Stage> stages, EquatableArray<Alias> aliases, IEnumerable<Operand> seen, bool repeats)
    {
        var shared = new SharedBuffers(aliases);
        var calls = stages.SelectMany(static s => s.Blocks.Concat(s.Meeting)).Select(static s => s.Call).ToList();
        var own = new HashSet<BufferKey>(seen.Select(o => OperandBuffers.Of(aliases, o)));
        for (var i = 0; i < calls.Count && !repeats; i++)
        {
            if (!calls[i].IsCopy)
                continue;
            var (from, to) = (shared.Of(calls[i].Operands[0]), shared.Of(calls[i].Operands[1]));
            var isFirst = !calls.Take(i).Any(c => c.Operands.Any(o => shared.Of(o) == to));
            var areComplete = !calls.Skip(i + 1).SelectMany(OperandBuffers.Written).Any(o => shared.Of(o) is var written && (written == from || written == to));
            if (from.Kind == to.Kind && !own.Contains(from) && !own.Contains(to) && isFirst && areComplete)
                shared.originals.Add(to, from);
        }
        return shared;
    }

    /// <summary>The buffer that an operand lies in.</summary>
    public BufferKey Of(Operand operand)
    {
        var key = OperandBuffers.Of(aliases, operand);
        while (originals.TryGetValue(key, out var original))
            key = original;
        return key;
    }
}

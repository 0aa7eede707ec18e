using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Kernels;

namespace Adjoint.Generator.Plan;

/// <summary>
/// Which buffers are one: values that are others under a new shape, and what is copied and may stay where it is, because the first of the two that changes does so
/// after the last time that the other is read. So it is with the gradient of a sum, which all summands have.
/// </summary>
internal sealed class SharedPlaces
{
    private readonly EquatableArray<Alias> aliases;
    private readonly Dictionary<(OperandKind, int), (OperandKind, int)> originals = [];

    private SharedPlaces(EquatableArray<Alias> aliases) => this.aliases = aliases;

    /// <summary>Finds them.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="stages">The pass's calls in order.</param>
    /// <param name="aliases">The values that are other values.</param>
    /// <param name="outputs">The values that are read after the last step.</param>
    /// <param name="results">What else is read after the last step.</param>
    /// <param name="repeats">Whether the last stage runs again and again on what the stages before it have left.</param>
    public static SharedPlaces Of(
        TrainingGraph graph, EquatableArray<Stage> stages, EquatableArray<Alias> aliases, EquatableArray<int> outputs, EquatableArray<Operand> results, bool repeats)
    {
        var shared = new SharedPlaces(aliases);
        var calls = stages.SelectMany(static s => s.Blocks.Concat(s.Meeting)).Select(static s => s.Call).ToList();
        // What has a place that somebody else knows, or is read by who knows when, keeps it to itself.
        var own = new HashSet<(OperandKind, int)>(
            graph.Network.Inputs.Concat(outputs).Select(Operand.Value).Concat(results).Select(o => Planner.Buffer(aliases, o)));
        for (var i = 0; i < calls.Count && !repeats; i++)
        {
            if (!GradientSum.IsCopy(calls[i]))
                continue;
            var (from, to) = (shared.Of(calls[i].Operands[0]), shared.Of(calls[i].Operands[1]));
            if (from.Kind == to.Kind && from != to && !own.Contains(from) && !own.Contains(to) && !calls.Take(i).Any(c => shared.Uses(c, to)) && shared.MayShare(calls, i + 1, from, to))
                shared.originals.Add(to, from);
        }
        return shared;
    }

    /// <summary>The buffer that an operand lies in.</summary>
    public (OperandKind Kind, int Id) Of(Operand operand)
    {
        var key = Planner.Buffer(aliases, operand);
        while (originals.TryGetValue(key, out var original))
            key = original;
        return key;
    }

    /// <summary>Whether from a step on the one buffer is no longer read when the other first changes.</summary>
    private bool MayShare(List<KernelCall> calls, int start, (OperandKind, int) a, (OperandKind, int) b) =>
        FirstWrite(calls, start, a) > LastUse(calls, b) && FirstWrite(calls, start, b) > LastUse(calls, a);

    private int FirstWrite(List<KernelCall> calls, int start, (OperandKind, int) buffer)
    {
        var first = calls.FindIndex(start, c => Planner.Written(c).Any(o => Of(o) == buffer));
        return first < 0 ? int.MaxValue : first;
    }

    private int LastUse(List<KernelCall> calls, (OperandKind, int) buffer) => calls.FindLastIndex(c => Uses(c, buffer));

    private bool Uses(KernelCall call, (OperandKind, int) buffer) => call.Operands.Any(o => Of(o) == buffer);
}

using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lower;

namespace Adjoint.Generator.Plan;

/// <summary>What steps depend on, and what depends on them.</summary>
internal static class Dependence
{
    /// <summary>Two stages: what one input does not change, and what it does.</summary>
    public static EquatableArray<Stage> Split(EquatableArray<Alias> aliases, IReadOnlyList<Step> steps, int input)
    {
        var changed = new HashSet<BufferKey> { OperandBuffers.Of(aliases, Operand.Value(input)) };
        List<Step> before = [], after = [];
        foreach (var together in StepLoops.Of(steps))
        {
            // A loop that depends on it in one step does so in all that follow.
            var depends = together.Any(step => step.Call.Operands.Any(o => changed.Contains(OperandBuffers.Of(aliases, o))));
            (depends ? after : before).AddRange(together);
            if (depends)
                changed.UnionWith(together.SelectMany(step => Written(aliases, step)));
        }
        return [new Stage(before.ToEquatableArray(), []), new Stage(after.ToEquatableArray(), [])];
    }

    /// <summary>Marks the steps that no gradient of a parameter needs.</summary>
    public static IEnumerable<Step> MarkResults(EquatableArray<Alias> aliases, EquatableArray<Step> backward)
    {
        var needed = new HashSet<BufferKey>();
        var marked = new List<Step>();
        var hasGradient = backward.Any(static s => s.Call.Timing != Timing.Blocks);
        foreach (var together in StepLoops.Of(backward).Reverse())
        {
            var isNeeded = !hasGradient || together.Any(step => step.Call.Timing != Timing.Blocks || Written(aliases, step).Any(needed.Contains));
            if (isNeeded)
                needed.UnionWith(together.SelectMany(static step => step.Call.Operands).Select(o => OperandBuffers.Of(aliases, o)));
            marked.AddRange(together.Reverse().Select(step => step with { OnlyForResults = !isNeeded }));
        }
        return marked.AsEnumerable().Reverse();
    }

    /// <summary>The buffers that a step writes.</summary>
    private static IEnumerable<BufferKey> Written(EquatableArray<Alias> aliases, Step step) =>
        OperandBuffers.Written(step.Call).Select(o => OperandBuffers.Of(aliases, o));
}

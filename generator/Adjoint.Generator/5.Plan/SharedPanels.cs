using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lower;

namespace Adjoint.Generator.Plan;

/// <summary>
/// A gradient that several weights' gradients read is laid out with rows outermost once. So it is in a recurrence, where z = W x + U h, and dz belongs to both products.
/// </summary>
internal static class SharedPanels
{
    /// <summary>The stages without the calls that would lay out again what lies in panels already.</summary>
    public static EquatableArray<Stage> Once(EquatableArray<Stage> stages, SharedBuffers shared)
    {
        var first = new Dictionary<(BufferKey Source, EquatableArray<CallArgument> Arguments, int UnitsPerRow), Operand>();
        var same = new Dictionary<BufferKey, Operand>();
        return stages.Select(stage => new Stage(stage.Blocks.Where(IsFirst).Select(Renamed).ToEquatableArray(), stage.Meeting.Select(Renamed).ToEquatableArray())).ToEquatableArray();

        bool IsFirst(Step step)
        {
            if (step.Call.Operands.Count != 2 || step.Call.Operands[1] is not { Writes: true, Buffer.Layout: Layout.Panels } to)
                return true;
            var key = (shared.Of(step.Call.Operands[0]), step.Call.Arguments, step.Call.UnitsPerRow);
            if (first.TryGetValue(key, out var before))
            {
                same[to.Key] = before;
                return false;
            }
            first.Add(key, to);
            return true;
        }

        Step Renamed(Step step) => same.Count == 0 ? step
            : step with { Call = step.Call with { Operands = step.Call.Operands.Select(o => same.TryGetValue(o.Key, out var other) ? other with { Writes = o.Writes } : o).ToEquatableArray() } };
    }
}

using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lower;

namespace Adjoint.Generator.Plan;

/// <summary>
/// Lays a gradient out with rows outermost once, however many weights' gradients read it: in a recurrence z = W x + U h, and both dW and dU read dz.
/// </summary>
internal static class SharedPanels
{
    /// <summary>The stages without the calls that would lay out again what lies in panels already.</summary>
    public static EquatableArray<Stage> Once(EquatableArray<Stage> stages, SharedBuffers shared)
    {
        var first = new Dictionary<(BufferKey Source, EquatableArray<CallArgument> Arguments, int UnitsPerRow), Operand>();
        var same = new Dictionary<BufferKey, Operand>();
        return stages.Select(stage => new Stage([.. stage.Blocks.Where(IsFirst).Select(Renamed)], [.. stage.Meeting.Select(Renamed)])).ToEquatableArray();

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

        Step Renamed(Step step) => same.Count == 0 ? step : step with { Call = step.Call with { Operands = step.Call.Operands.Select(InFirst).ToEquatableArray() } };

        Operand InFirst(Operand operand) => same.TryGetValue(operand.Key, out var other) ? other with { Writes = operand.Writes } : operand;
    }
}

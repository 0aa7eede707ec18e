using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lower;

namespace Adjoint.Generator.Plan;

/// <summary>
/// Who sums a gradient while all rows meet. Threads take slices of every call without waiting for one another. Where several calls sum one gradient, as those of a table that a product shares,
/// a slice has to be the same part of it for each of them; where it is not, one thread makes these calls.
/// </summary>
internal static class GradientSlices
{
    /// <summary>The calls of a meeting, with those marked that one thread makes.</summary>
    public static EquatableArray<Step> Of(IReadOnlyList<Step> meeting)
    {
        var unlike = new HashSet<int>(meeting
            .SelectMany(static step => Gradients(step).Select(id => (Id: id, Division: $"{step.Call.Kernel.Division}.{step.Call.Method}", step.Call.InFirstSlice))).Distinct()
            .GroupBy(static part => part.Id).Where(static parts => parts.Count() > 1).Select(static parts => parts.Key));
        return [.. meeting.Select(step => Gradients(step).Any(unlike.Contains) ? step with { Call = step.Call with { InFirstSlice = true } } : step)];
    }

    private static IEnumerable<int> Gradients(Step step) => step.Call.Operands.Where(static operand => operand.Kind == OperandKind.ParameterGradient).Select(static operand => operand.Id);
}

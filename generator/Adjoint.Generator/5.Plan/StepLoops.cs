using Adjoint.Generator.Lower;

namespace Adjoint.Generator.Plan;

/// <summary>The loops among the steps of a pass.</summary>
internal static class StepLoops
{
    /// <summary>The steps in order, those of a loop together, all others alone.</summary>
    public static IEnumerable<IReadOnlyList<Step>> Of(IEnumerable<Step> steps)
    {
        List<Step> together = [];
        foreach (var step in steps)
        {
            if (together.Count > 0 && (step.Loop is null || step.Loop != together[0].Loop))
            {
                yield return together;
                together = [];
            }
            together.Add(step);
        }
        if (together.Count > 0)
            yield return together;
    }
}

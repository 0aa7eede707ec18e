using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Plan;

/// <summary>An objective or an entry, with a place in memory for everything: passes of its own, on the tensors of the whole.</summary>
/// <param name="Shaped">What it is.</param>
/// <param name="Plan">Its passes.</param>
/// <param name="ByPosition">The same with positions as rows, where its passes are those.</param>
internal sealed record PlannedFacet(ShapedFacet Shaped, PlannedNetwork Plan, PlannedNetwork? ByPosition)
{
    /// <summary>The plan whose passes run.</summary>
    public PlannedNetwork Runs => ByPosition ?? Plan;
}

using Adjoint.Generator.Kernels;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Differentiate;

/// <summary>
/// A network with its derivative: the kernel calls of every pass in order, on values and gradients that have no place in memory yet.
/// </summary>
/// <param name="Declared">The network as it was declared.</param>
/// <param name="Network">The network as it is computed, with some layers in another order.</param>
/// <param name="Forward">The forward pass of training.</param>
/// <param name="Loss">The losses alone.</param>
/// <param name="Backward">The losses with their gradients, then the gradients of all values in reverse order, and those of the parameters.</param>
/// <param name="Inference">The forward pass without what only trains.</param>
/// <param name="Aliases">The values that are other values under another shape.</param>
/// <param name="InferenceAliases">The same, with what only trains counted as doing nothing.</param>
/// <param name="Parts">The values that parts of gradients belong to, by the part's number.</param>
/// <param name="RowGradients">The parameters that gradients still to be summed over the rows belong to, by that gradient's number.</param>
/// <param name="NodeFlops">Floating-point operations for one row of each declared node's forward pass.</param>
internal sealed record TrainingGraph(
    ShapedNetwork Declared,
    ShapedNetwork Network,
    EquatableArray<Step> Forward,
    EquatableArray<Step> Loss,
    EquatableArray<Step> Backward,
    EquatableArray<Step> Inference,
    EquatableArray<Alias> Aliases,
    EquatableArray<Alias> InferenceAliases,
    EquatableArray<int> Parts,
    EquatableArray<int> RowGradients,
    EquatableArray<long> NodeFlops)
{
    public long FlopsPerRow => NodeFlops.Sum();
}

/// <summary>A kernel call and the layer that it belongs to.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Call">The call.</param>
/// <param name="Adds">Whether it adds to the gradient of a parameter that a step before has written.</param>
/// <param name="Then">The steps that were joined to it.</param>
/// <param name="OnlyForResults">Whether it is of use only to those who want a derivative's results, and not its gradient alone.</param>
internal sealed record Step(string Layer, KernelCall Call, bool Adds = false, EquatableArray<Step> Then = default, bool OnlyForResults = false);

/// <summary>Two values that are the same numbers.</summary>
/// <param name="Value">The later one.</param>
/// <param name="Of">The one whose numbers it has.</param>
internal sealed record Alias(int Value, int Of);

using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Kernels;

namespace Adjoint.Generator.Lower;

/// <summary>
/// A network with its derivative as kernel calls: those of every pass in order, on values and gradients that have no place in memory yet.
/// </summary>
/// <param name="Graph">The network with its derivative.</param>
/// <param name="Forward">The forward pass of training.</param>
/// <param name="Loss">The losses alone.</param>
/// <param name="Backward">The losses with their gradients, then the gradients of all values in reverse order, and those of the parameters.</param>
/// <param name="Inference">The forward pass without what only trains.</param>
/// <param name="RowGradients">The parameters that gradients still to be summed over the rows belong to, by that gradient's number.</param>
internal sealed record LoweredNetwork(
    TrainingGraph Graph, EquatableArray<Step> Forward, EquatableArray<Step> Loss, EquatableArray<Step> Backward, EquatableArray<Step> Inference, EquatableArray<int> RowGradients);

/// <summary>A kernel call and the layer that it belongs to.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Call">The call.</param>
/// <param name="Adds">Whether it adds to the gradient of a parameter that a step before has written.</param>
/// <param name="Then">The steps that were joined to it.</param>
/// <param name="OnlyForResults">Whether it is of use only to those who want a derivative's results, and not its gradient alone.</param>
/// <param name="IsForward">Whether it belongs to the forward pass.</param>
internal sealed record Step(string Layer, KernelCall Call, bool Adds = false, EquatableArray<Step> Then = default, bool OnlyForResults = false, bool IsForward = false);

using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>
/// A network with its derivative as kernel calls: those of every pass in order, on values and gradients that have no place in memory yet.
/// </summary>
/// <param name="Graph">The network with its derivative.</param>
/// <param name="Forward">The forward pass of training.</param>
/// <param name="Loss">The losses alone.</param>
/// <param name="Backward">The losses with their gradients, then the gradients of all values in reverse order, and those of the parameters.</param>
/// <param name="Inference">The forward pass without what only trains.</param>
/// <param name="RowGradients">What gradients still to be summed over the rows belong to, by that gradient's number.</param>
internal sealed record LoweredNetwork(
    TrainingGraph Graph, EquatableArray<Step> Forward, EquatableArray<Step> Loss, EquatableArray<Step> Backward, EquatableArray<Step> Inference, EquatableArray<RowPart> RowGradients);

/// <summary>A gradient still to be summed over the rows.</summary>
/// <param name="Parameter">The number of the parameter that it belongs to.</param>
/// <param name="Scan">The loop that has one at each of its steps; null where a row has one.</param>
internal sealed record RowPart(int Parameter, Scan? Scan = null)
{
    /// <summary>How many of it there are in a row.</summary>
    public int Steps => Scan?.Steps ?? 1;
}

/// <summary>A kernel call and the layer that it belongs to.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Call">The call.</param>
/// <param name="Adds">Whether it adds to the gradient of a parameter that a step before has written.</param>
/// <param name="Then">The steps that were joined to it.</param>
/// <param name="OnlyForResults">Whether it is of use only to those who want a derivative's results, and not its gradient alone.</param>
/// <param name="IsForward">Whether it belongs to the forward pass.</param>
internal sealed record Step(string Layer, KernelCall Call, bool Adds = false, EquatableArray<Step> Then = default, bool OnlyForResults = false, bool IsForward = false)
{
    /// <summary>The loop whose every step makes the call; null where it is made once, for all rows and steps.</summary>
    public StepLoop? Loop { get; init; }

    /// <summary>The loop of the graph that the layer belongs to, whether or not the call is made at each step.</summary>
    public Scan? Within { get; init; }
}

/// <summary>A loop of a pass: calls that are made step by step, because each step reads what another has left.</summary>
/// <param name="Scan">The loop of the graph.</param>
/// <param name="Descending">Whether the last step comes first.</param>
internal sealed record StepLoop(Scan Scan, bool Descending);

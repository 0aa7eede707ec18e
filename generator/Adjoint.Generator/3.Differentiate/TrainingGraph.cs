using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Differentiate;

/// <summary>A network with its derivative, on the operators' own level: which gradients there are, what contributes to each, and in which order.</summary>
/// <param name="Declared">The network as it was declared.</param>
/// <param name="Network">The network as it is computed, with some layers in another order.</param>
/// <param name="Trained">The values that depend on a trained parameter, or that a gradient is wanted for.</param>
/// <param name="Backward">What the losses and then the layers contribute to gradients, in reverse order.</param>
/// <param name="Parts">The values that parts of gradients belong to, by the part's number.</param>
/// <param name="Aliases">The values that are other values under another shape.</param>
/// <param name="InferenceAliases">The same, with what only trains counted as doing nothing.</param>
/// <param name="NodeFlops">Floating-point operations for one row of each declared node's forward pass.</param>
internal sealed record TrainingGraph(
    ShapedNetwork Declared,
    ShapedNetwork Network,
    EquatableArray<int> Trained,
    EquatableArray<GradientStep> Backward,
    EquatableArray<int> Parts,
    EquatableArray<Alias> Aliases,
    EquatableArray<Alias> InferenceAliases,
    EquatableArray<long> NodeFlops)
{
    public long FlopsPerRow => NodeFlops.Sum();

    /// <summary>A layer with its surroundings.</summary>
    public NodeContext ContextOf(Node node) => new(Network, node, new HashSet<int>(Trained));

    /// <summary>A loss with its surroundings: it is judged where it is, also on an output that nothing trained stands before.</summary>
    public NodeContext ContextOfLoss(Node loss) => new(Network, loss, new HashSet<int>(Trained.Concat(Network.Losses.Select(static l => l.Inputs[0]))));
}

/// <summary>Two values that are the same numbers.</summary>
/// <param name="Value">The later one.</param>
/// <param name="Of">The one whose numbers it has.</param>
internal sealed record Alias(int Value, int Of);

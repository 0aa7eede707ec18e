using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>
/// What there is to say about a network or block that is right as far as its shapes go, but hardly what was meant. Only rules that are right nearly always are
/// here; the generator does not ask for them.
/// </summary>
internal static class Remarks
{
    private static readonly IReadOnlyList<Func<RemarkContext, IEnumerable<Problem>>> All =
    [
        NothingToLearn.Check, LossOfActivation.Check, BiasBeforeNorm.Check, LinearTwice.Check, DenseOnImage.Check, PoolOfOne.Check, ChannelsLast.Check, LastByHand.Check, NoPositions.Check,
        ScoresUnscaled.Check, SoftmaxOverQueries.Check, CausalOverNoTime.Check, BatchInInput.Check,
        Constant.Check, NormOverSteps.Check, Twice.Check, ConvolutionTwice.Check, UnlikelyNumbers.Check, OutputUntrained.Check,
    ];

    /// <summary>All remarks on a network, or on a block as its checker sees it; none if anything is wrong.</summary>
    /// <param name="network">The network, or a block with values whose shapes are not known.</param>
    /// <param name="isBlock">Whether it is a block.</param>
    public static EquatableArray<Problem> On(ShapedNetwork network, bool isBlock = false)
    {
        if (!network.Problems.IsEmpty)
            return [];
        var context = new RemarkContext(network, isBlock);
        return All.SelectMany(rule => rule(context)).ToEquatableArray();
    }
}

/// <summary>A network as the rules of remarks look at it.</summary>
internal sealed class RemarkContext(ShapedNetwork network, bool isBlock)
{
    private Dictionary<int, Node>? makers;

    /// <summary>Whether shapes are those of a network; a block's depend on its uses.</summary>
    public bool KnowsShapes => !isBlock;

    public ShapedNetwork Network => network;

    /// <summary>The layers that the declaration itself lists; what stands in blocks is judged where the block is declared.</summary>
    public IEnumerable<Node> Layers => network.Nodes.Where(IsOwn);

    /// <summary>The losses, and those of the objectives.</summary>
    public IEnumerable<Node> Losses => network.Losses.Concat(network.Facets.SelectMany(static facet => facet.Losses));

    /// <summary>The layer as the declaration itself lists it; null for what stands in blocks.</summary>
    public LayerWord? WordOf(Node node) => !IsOwn(node) ? null : network.Declaration.Words[node.Attribute] switch
    {
        LayerWord layer => layer,
        ExpressionWord expressions => expressions.Unsized as LayerWord,
        _ => null,
    };

    /// <summary>The node that computes a value; null for an input.</summary>
    public Node? MakerOf(int value) => (makers ??= network.Nodes.ToDictionary(static node => node.Output)).TryGetValue(value, out var maker) ? maker : null;

    /// <summary>The node that computes a value, and those before it, each once.</summary>
    public IEnumerable<Node> Before(int value) => Ancestors.Of(value, MakerOf);

    /// <summary>Whether a node is of the kind, stands in the declaration itself, and its output has one reader alone.</summary>
    public bool IsOnlyFor<T>(Node? node)
        where T : Operator => node is not null && IsOwn(node) && node.Operator is T && Readers(node.Output) == 1;

    /// <summary>How many read a value: layers, losses and users.</summary>
    public int Readers(int value) =>
        network.Nodes.Count(n => n.Inputs.Contains(value)) + Losses.Count(l => l.Inputs.Contains(value)) + network.Outputs.Count(o => o == value)
        + network.Facets.Count(facet => facet.Outputs.Contains(value) || facet.Inputs.Contains(value));

    public Value ValueOf(int value) => network.Values[value];

    /// <summary>Whether a node is a layer of the declaration, and not one of a block that it uses.</summary>
    public bool IsOwn(Node node) => network.Declaration.Words[node.Attribute].Name == node.Operator.Name;
}

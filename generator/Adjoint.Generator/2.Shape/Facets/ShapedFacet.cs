using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Shape;

/// <summary>An objective or an entry of a network: which of its values come in and go out, what is judged, and what is trained.</summary>
/// <param name="Facet">What was declared.</param>
/// <param name="Inputs">The numbers of the values that users supply.</param>
/// <param name="Outputs">The numbers of the values that users receive.</param>
/// <param name="Losses">The losses; none of an entry.</param>
/// <param name="Trained">The numbers of the tensors that are trained; the others are as they were afterwards.</param>
/// <param name="Statistics">The numbers of the running statistics that follow the batches.</param>
internal sealed record ShapedFacet(
    Facet Facet, EquatableArray<int> Inputs, EquatableArray<int> Outputs, EquatableArray<Node> Losses, EquatableArray<int> Trained, EquatableArray<int> Statistics)
{
    /// <summary>
    /// The part as a network of its own: the layers alone that its outputs, its losses and what they are compared with depend on. All numbers stay what they are in the whole, so that the
    /// tensors lie where they lie.
    /// </summary>
    public ShapedNetwork Within(ShapedNetwork whole) => whole with
    {
        Declaration = Facet.Declaration,
        Nodes = NodesFor([.. Outputs, .. Losses.SelectMany(static loss => loss.Inputs)], Inputs, whole.Nodes).ToEquatableArray(),
        Losses = Losses,
        Parameters = whole.Parameters.Select(p => p with { IsTrained = Trained.Contains(p.Id) }).ToEquatableArray(),
        Inputs = Inputs,
        Outputs = Outputs,
        Facets = [],
    };

    /// <summary>The layers that some values depend on, where others are given.</summary>
    public static IReadOnlyList<Node> NodesFor(IEnumerable<int> wanted, IEnumerable<int> given, IReadOnlyList<Node> nodes)
    {
        var (needed, stop) = (new HashSet<int>(wanted), new HashSet<int>(given));
        int before;
        do
        {
            // A loop is gone round more than once: what a state reads stands behind it.
            before = needed.Count;
            for (var i = nodes.Count - 1; i >= 0; i--)
            {
                if (needed.Contains(nodes[i].Output) && !stop.Contains(nodes[i].Output))
                    needed.UnionWith(nodes[i].Inputs);
            }
        }
        while (needed.Count > before);
        return [.. nodes.Where(node => needed.Contains(node.Output) && !stop.Contains(node.Output))];
    }
}

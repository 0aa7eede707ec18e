namespace Adjoint.Generator.Operators;

/// <summary>The way back from a value to the input that it comes from.</summary>
internal static class Ancestors
{
    /// <summary>
    /// The node that computes a value, the one that computes what this node reads first, and so on. The state of a cell makes a circle in the graph: each node is given once.
    /// </summary>
    public static IEnumerable<Node> Of(int value, Func<int, Node?> makerOf)
    {
        HashSet<int> seen = [];
        while (seen.Add(value) && makerOf(value) is { } node)
        {
            yield return node;
            if (node.Inputs.IsEmpty)
                yield break;
            value = node.Inputs[0];
        }
    }
}

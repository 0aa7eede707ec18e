using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Lower;

/// <summary>The tables of vectors that a network reads by the tokens of inputs alone: a step needs to look at no other row than those which the tokens name.</summary>
internal static class TokenTables
{
    /// <summary>The tables, each with the numbers of the inputs that it is read by.</summary>
    public static IEnumerable<(Parameter Table, IReadOnlyList<int> Inputs)> Of(ShapedNetwork network) => network.Parameters.Where(p => IsOne(network, p.Id))
        .Select(p => (p, (IReadOnlyList<int>)[.. Readers(network, p.Id).Select(node => InputOf(network, node)).Distinct()]));

    /// <summary>Whether a parameter is such a table.</summary>
    public static bool IsOne(ShapedNetwork network, int parameter) =>
        network.Parameters[parameter].IsTrained && Readers(network, parameter).ToList() is { Count: > 0 } readers && readers.All(static node => node.Operator is Embedding);

    private static IEnumerable<Node> Readers(ShapedNetwork network, int parameter) => network.Nodes.Where(node => node.Parameters.Contains(parameter));

    /// <summary>Tokens are moved from place to place, but they always come from an input.</summary>
    private static int InputOf(ShapedNetwork network, Node node)
    {
        var value = node.Inputs[0];
        while (network.Nodes.FirstOrDefault(n => n.Output == value) is { } before)
            value = before.Inputs[0];
        return network.Inputs.ToList().IndexOf(value);
    }
}

using System.Globalization;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Diagnostics.Cost;

/// <summary>What each layer of a network costs, as its table lists it.</summary>
internal static class LayerCosts
{
    private static readonly HashSet<int> Untrained = [];

    /// <summary>The trained values that a layer declares; shared ones count where they are declared.</summary>
    public static long Parameters(ShapedNetwork network, Node node) =>
        node.Parameters.Select(id => network.Parameters[id]).Where(p => p.IsTrained && p.Layer == node.Name).Sum(static p => (long)p.Length);

    /// <summary>Floating-point operations of a layer for one row's prediction.</summary>
    public static long Flops(ShapedNetwork network, Node node) => node.Operator.Flops(new NodeContext(network, node, Untrained));

    /// <summary>A number as tables have it.</summary>
    public static string Text(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}

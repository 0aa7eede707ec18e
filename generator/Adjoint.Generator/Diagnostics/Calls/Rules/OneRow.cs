using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>Training on one row where batch normalisation has one value a channel: its variance is 0, and nothing is left of the input.</summary>
internal static class OneRow
{
    /// <summary>Judges a call that trains on a number of rows that is known.</summary>
    public static bool Check(NetworkCall call, CallScope scope)
    {
        if (call.Kind is not ("Gradient" or "TrainStep") || call.Counted is not { Rows: 1 } input || Normalised(call.Network.Network) is not { } layer)
            return true;
        scope.Report(Rules.OneRowNormalised, input.Location, input.Facts.Name, layer.Name);
        return true;
    }

    private static Node? Normalised(ShapedNetwork network) =>
        network.Nodes.FirstOrDefault(node => node.Operator.LeastRows(network.Values[node.Output].Shape) > 1);
}

namespace Adjoint.Tests.Blocks;

/// <summary>Blocks over pairs of positions, in doubles and at sizes that are no multiples of anything.</summary>
internal static partial class PairNetworks
{
    public const int Positions = 5, Features = 6;

    [Network(Precision = Precision.Double, Derivatives = Derivatives.Vjp), Input(Positions, Positions, Features), Use<TriangleMultiplicationOutgoing>(7, Name = "tri")]
    internal sealed partial class Outgoing;

    [Network(Precision = Precision.Double, Derivatives = Derivatives.Vjp), Input(Positions, Positions, Features), Use<TriangleMultiplicationIncoming>(7, Name = "tri")]
    internal sealed partial class Incoming;

    [Network(Precision = Precision.Double, Derivatives = Derivatives.Vjp), Input(Positions, Positions, Features), Use<TriangleAttentionStartingNode>(3, 5, Name = "tri")]
    internal sealed partial class Starting;

    [Network(Precision = Precision.Double, Derivatives = Derivatives.Vjp), Input(Positions, Positions, Features), Use<TriangleAttentionEndingNode>(3, 5, Name = "tri")]
    internal sealed partial class Ending;

    /// <summary>Four sequences of five positions.</summary>
    [Network(Precision = Precision.Double, Derivatives = Derivatives.Vjp), Input(4, Positions, 7), Use<OuterProductMean>(Features, 3, Name = "opm")]
    internal sealed partial class OuterProducts;

    /// <summary>In floats, with more positions than a vector has numbers, and the sum that AlphaFold takes behind each block.</summary>
    [Network, Input(19, 19, 9), As("z")]
    [Use<TriangleMultiplicationOutgoing>(Name = "out"), Add("z"), As("z1"), Use<TriangleMultiplicationIncoming>(Name = "in"), Add("z1"), As("z2")]
    [Use<TriangleAttentionStartingNode>(2, 5, Name = "start"), Add("z2"), As("z3"), Use<TriangleAttentionEndingNode>(2, 5, Name = "end"), Add("z3")]
    [MeanSquaredError]
    internal sealed partial class Triangles;
}

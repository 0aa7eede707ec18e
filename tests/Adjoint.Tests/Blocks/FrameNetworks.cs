namespace Adjoint.Tests.Blocks;

/// <summary>Invariant point attention, in doubles for comparisons and in floats as it is used.</summary>
internal static partial class FrameNetworks
{
    public const int Positions = 5, Features = 7, Pairs = 6;

    [Network(Precision = Precision.Double, Derivatives = Derivatives.Vjp)]
    [Input("s", Positions, Features), Input("z", Positions, Positions, Pairs), Input("rotations", Positions, 3, 3), Input("translations", Positions, 3)]
    [Use<InvariantPointAttention>(3, 5, 2, 3, From = new[] { "s", "z", "rotations", "translations" }, Name = "ipa")]
    internal sealed partial class Points;

    /// <summary>As the paper writes it: no biases before the softmax.</summary>
    [Network(Precision = Precision.Double, Derivatives = Derivatives.Vjp)]
    [Input("s", Positions, Features), Input("z", Positions, Positions, Pairs), Input("rotations", Positions, 3, 3), Input("translations", Positions, 3)]
    [Use<InvariantPointAttention>(2, 3, 1, 2, 0, From = new[] { "s", "z", "rotations", "translations" }, Name = "ipa")]
    internal sealed partial class PointsOfThePaper;

    /// <summary>Two blocks with the numbers of AlphaFold, over nineteen positions.</summary>
    [Network(Derivatives = Derivatives.Vjp)]
    [Input("s", 19, 24), Input("z", 19, 19, 10), Input("rotations", 19, 3, 3), Input("translations", 19, 3)]
    [Use<InvariantPointAttention>(From = new[] { "s", "z", "rotations", "translations" }, Name = "ipa1"), Add("s"), LayerNorm, As("s1")]
    [Use<InvariantPointAttention>(From = new[] { "s1", "z", "rotations", "translations" }, Name = "ipa2"), Add("s1")]
    internal sealed partial class TwoBlocks;
}

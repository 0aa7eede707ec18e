namespace Adjoint.Generator.Operators;

/// <summary>
/// How a value is taken apart for normalisation: <c>x[group][channel][position]</c>. The numbers of a group are normalised together; a channel's positions
/// share their weight and bias.
/// </summary>
/// <param name="Groups">The groups of a row.</param>
/// <param name="Channels">The channels of a group.</param>
/// <param name="Positions">The positions of a channel.</param>
/// <param name="HasOwnWeights">Whether each group has weights of its own; else all groups share one set.</param>
internal sealed record NormAxes(int Groups, int Channels, int Positions, bool HasOwnWeights)
{
    /// <summary>The numbers that are normalised together.</summary>
    public int Size => Channels * Positions;
}

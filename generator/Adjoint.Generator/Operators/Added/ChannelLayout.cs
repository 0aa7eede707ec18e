using Adjoint.Generator.Lanes;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Which number of a parameter belongs to which feature of a value: the features are <c>[group][channel][position]</c>, and each channel has one number, the same
/// in all groups and positions.
/// </summary>
/// <param name="Groups">The groups.</param>
/// <param name="Channels">The channels of a group, as many as the parameter has numbers.</param>
/// <param name="Positions">The positions of a channel.</param>
internal sealed record ChannelLayout(int Groups, int Channels, int Positions)
{
    /// <summary>One number for all features.</summary>
    public static ChannelLayout One(int size) => new(1, 1, size);

    /// <summary>The features.</summary>
    public int Size => Groups * Channels * Positions;

    /// <summary>The name of a kernel for these places.</summary>
    public string Named(string kernel) => FormattableString.Invariant($"{kernel}{Groups}x{Channels}x{Positions}");

    /// <summary>What is done for each feature, and before it for each channel of each group, or with <paramref name="gathers"/> once for each channel.</summary>
    /// <param name="gathers">Whether the groups of a channel come one after the other, so that something is gathered from them.</param>
    /// <param name="before">What is done before a channel.</param>
    /// <param name="feature">What is done for a feature.</param>
    /// <param name="behind">What is done behind a channel.</param>
    public IEnumerable<Statement> Each(
        bool gathers, Func<Index, IEnumerable<Statement>> before, Func<Index, IEnumerable<Statement>> feature, Func<Index, IEnumerable<Statement>> behind)
    {
        IEnumerable<Statement> Features(Index group, Index channel) => Loops.For("position", Positions, i => feature(group * (Channels * Positions) + channel * Positions + i));
        return gathers
            ? Loops.For("channel", Channels, c => [.. before(c), .. Loops.For("group", Groups, g => Features(g, c)), .. behind(c)])
            : Loops.For("group", Groups, g => Loops.For("channel", Channels, c => [.. before(c), .. Features(g, c), .. behind(c)]));
    }
}

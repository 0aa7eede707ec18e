using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>A loss without a parameter that training could change: there are none, or all of them are frozen.</summary>
internal static class NothingToLearn
{
    public static IEnumerable<Problem> Check(RemarkContext context)
    {
        var network = context.Network;
        if (network.Losses.Count == 0 || network.Parameters.Any(static p => p.IsTrained))
            return [];
        var (place, loss) = (SourcePlace.Of(network.Losses[0].Attribute), network.Losses[0].Operator.Name);
        return network.Parameters.Any(static p => p.Role != "Statistic")
            ? [Problem.Of(Rules.AllFrozen, place, loss, network.Declaration.Name) with { Remedies = Thaw(context) }]
            : [Problem.Of(Rules.NothingToLearn, place, loss, network.Declaration.Name) with { Remedies = [Remedy.Remove(network.Losses[0].Attribute, loss)] }];
    }

    /// <summary>The last frozen layer learns again: a head on features that stay.</summary>
    private static EquatableArray<Remedy> Thaw(RemarkContext context) =>
        context.Layers.LastOrDefault(node => context.WordOf(node) is { IsFrozen: true }) is { } last
            ? [Remedy.Omit(new SourcePlace(last.Attribute, "Frozen")) with { Title = $"Remove Frozen from '{last.Name}'" }]
            : [];
}

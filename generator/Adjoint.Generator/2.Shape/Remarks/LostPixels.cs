using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>
/// Values that cannot be merged because convolutions between them lose the pixels at the edges: where padding in all of them mends the network, that is what was forgotten, and changes it least.
/// </summary>
internal static class LostPixels
{
    /// <summary>A residual block has fewer convolutions, and an editor waits for each trial.</summary>
    private const int MostTrials = 6;

    /// <summary>The network's problem with padding as its remedy, alone or before the projection that a residual then takes; null where that does not mend it.</summary>
    public static Problem? InPlaceOf(ShapedNetwork wrong, CancellationToken cancellation)
    {
        var declaration = wrong.Declaration;
        if (wrong.Problems.IsEmpty || wrong.Problems[0] is not { Rule: Rules.ShapesDiffer or Rules.ConcatAxesDiffer, Place: { Attribute: > 0, Block: null } place } problem)
            return null;
        var losing = Enumerable.Range(0, place.Attribute).Where(i => Padded(declaration.Words[i]) is not null).ToList();
        Problem? withProjection = null;
        // The fewest before the merge that do: those behind the value that it reads beside the current one.
        for (var count = 1; count <= Math.Min(losing.Count, MostTrials); count++)
        {
            var chosen = losing.Skip(losing.Count - count).ToList();
            var padded = Trial.Shaped(declaration, (word, i) => chosen.Contains(i) ? Padded(word)! : word, cancellation);
            if (padded.Problems.IsEmpty || padded.Problems[0].Place.Attribute > place.Attribute)
                return Mended(problem, wrong, chosen, null);
            if (problem.Remedies.IsEmpty && withProjection is null && padded.Problems[0] is { Rule: Rules.ShapesDiffer, Remedies.Count: 1 } next && next.Place == place)
                withProjection = Mended(problem, wrong, chosen, next.Remedies[0]);
        }
        return withProjection;
    }

    private static Problem Mended(Problem problem, ShapedNetwork wrong, IReadOnlyList<int> chosen, Remedy? projection)
    {
        var convolutions = chosen.Select(i =>
            (Attribute: i, Name: $"'{wrong.Nodes.First(node => node.Attribute == i).Name}'", Padding: PaddingOf((ConvOptions)((LayerWord)wrong.Declaration.Words[i]).Options))).ToList();
        var names = Listed(convolutions.Select(static c => c.Name));
        var advice = convolutions.Select(static c => c.Padding).Distinct().Count() == 1
            ? FormattableString.Invariant($"write Padding = {convolutions[0].Padding} in {(chosen.Count == 1 ? "it" : chosen.Count == 2 ? "both" : "each")}")
            : "write " + Listed(convolutions.Select(static c => FormattableString.Invariant($"Padding = {c.Padding} in {c.Name}")));
        var then = projection is null ? "" : $", and i{projection.Title.Substring(1)}";
        var padding = convolutions.Select(static c => new Edit(EditKind.Set, new SourcePlace(c.Attribute, "Padding"), FormattableString.Invariant($"{c.Padding}")));
        return problem with
        {
            Words = [.. problem.Words.Take(problem.Words.Count - 1), $"{names} {(chosen.Count == 1 ? "loses" : "lose")} the pixels at the edges: {advice}{then}"],
            Otherwise = null,
            Remedies = [new Remedy($"Pad in {names}{then}", [.. padding, .. projection is null ? [] : projection.Edits])],
        };
    }

    /// <summary>Names as a sentence lists them.</summary>
    private static string Listed(IEnumerable<string> texts) => texts.ToList() is var all && all.Count == 1 ? all[0] : $"{string.Join(", ", all.Take(all.Count - 1))} and {all[all.Count - 1]}";

    /// <summary>A convolution without padding, with the padding that keeps the size; null for other layers.</summary>
    private static Word? Padded(Word word) => word is LayerWord { Options: ConvOptions { Same: false, Causal: false } options } layer && layer.Name != "ConvTranspose2D"
        && options.Padding is { Number: 0, List.IsEmpty: true } && options.Kernel is { Number: > 1, List.IsEmpty: true } kernel && kernel.Number % 2 == 1
        && options.Dilation is { Number: 1, List.IsEmpty: true }
        ? layer with { Options = options with { Padding = options.Padding with { Number = PaddingOf(options) } } }
        : null;

    private static int PaddingOf(ConvOptions options) => options.Kernel.Number / 2;
}

using Adjoint.Tool.Import.Layers;

namespace Adjoint.Tool.Import.Blocks;

/// <summary>
/// The fifth stage: where layers repeat, they become a block. Of the forms that a model has more than once the one that covers most of it comes first, and of
/// two that cover as much the shorter. That is done with all forms and with those that do not fall into two, and the shorter declaration stays: ResNets repeat
/// single blocks, transformers pairs of them.
/// </summary>
internal static class BlockFinder
{
    public static IReadOnlyList<Item> Run(IReadOnlyList<Step> steps)
    {
        var found = new Segments(steps).ByForm().Where(static form => form.Count > 1).ToList();
        var ends = found.SelectMany(static form => form).Select(static s => (s.Start, s.End)).ToHashSet();
        bool FallsApart(Segment segment) => Enumerable.Range(segment.Start + 1, segment.Length - 1).Any(cut => ends.Contains((segment.Start, cut)) && ends.Contains((cut, segment.End)));
        IReadOnlyList<IReadOnlyList<Segment>> single = [.. found.Select(form => form.Where(s => !FallsApart(s)).ToList())];
        // Where the model's names tell what belongs together, blocks do not cut through it.
        IReadOnlyList<IReadOnlyList<Segment>> named =
        [
            .. found.SelectMany(
                form => form.GroupBy(s => NamesOf(steps, s)).Where(static group => group.Key is not null && group.Count() > 1).Select(static group => group.ToList())),
        ];
        IReadOnlyList<Item> byName = new[] { Chosen(steps, named, Longest), Chosen(steps, named, Coverage) }.MinBy(Length)!;
        return byName.Any(static item => item is BlockUse) ? byName : new[] { Chosen(steps, single, Coverage), Chosen(steps, found, Coverage) }.MinBy(Length)!;

        static int Coverage(List<Segment> uses) => uses.Count * uses[0].Length;

        static int Longest(List<Segment> uses) => uses[0].Length;
    }

    /// <summary>What the layers of a run are called within it, if their names begin alike; null where they do not, or where they are numbered parts of a list, each a block of its own.</summary>
    private static string? NamesOf(IReadOnlyList<Step> steps, Segment run) =>
        Write.BlockNames.SplitOf([.. Write.BlockNames.Named(steps.Skip(run.Start).Take(run.Length).Select(static s => s.Layer!))]) is { } split
            && !split.Locals.Exists(static local => char.IsAsciiDigit(local![0]))
            ? string.Join(' ', split.Locals)
            : null;

    /// <summary>How much there is to read of a list and its blocks.</summary>
    private static int Length(IReadOnlyList<Item> items) => items.Count + items.OfType<BlockUse>().Select(static use => use.Block).Distinct().Sum(static block => block.Steps.Count);

    private static List<Item> Chosen(IReadOnlyList<Step> steps, IReadOnlyList<IReadOnlyList<Segment>> found, Func<List<Segment>, int> first)
    {
        var forms = found.Select(static form => Disjoint(form, [])).Where(static uses => uses.Count > 1)
            .OrderByDescending(first).ThenBy(static uses => uses[0].Length).ThenBy(static uses => uses[0].Start);
        List<Segment> taken = [];
        var uses = new SortedDictionary<int, (Segment Segment, Block Block, int[] Arguments)>();
        foreach (var form in forms)
        {
            var free = Disjoint(form, taken);
            if (free.Count < 2)
                continue;
            var (block, arguments) = Parameters.Of(steps, free);
            taken.AddRange(free);
            for (var i = 0; i < free.Count; i++)
                uses.Add(free[i].Start, (free[i], block, arguments[i]));
        }
        return Listed(steps, uses);
    }

    /// <summary>Runs that overlap neither one another nor those that are taken.</summary>
    private static List<Segment> Disjoint(IEnumerable<Segment> segments, List<Segment> taken)
    {
        List<Segment> chosen = [];
        foreach (var segment in segments.OrderBy(static s => s.Start))
        {
            if ((chosen.Count == 0 || chosen[^1].End <= segment.Start) && !taken.Any(t => t.Start < segment.End && segment.Start < t.End))
                chosen.Add(segment);
        }
        return chosen;
    }

    /// <summary>The list with uses in the place of what they stand for; uses on end that are equal are one repetition.</summary>
    private static List<Item> Listed(IReadOnlyList<Step> steps, SortedDictionary<int, (Segment Segment, Block Block, int[] Arguments)> uses)
    {
        List<Item> items = [];
        for (var i = 0; i < steps.Count;)
        {
            if (!uses.TryGetValue(i, out var use))
            {
                items.Add(steps[i++]);
                continue;
            }
            List<IReadOnlyList<Layer>> instances = [];
            var (start, next, exit) = (i, use, use.Segment.Entry);
            do
            {
                instances.Add([.. steps.Skip(i).Take(next.Segment.Length).Select(static s => s.Layer!)]);
                (i, exit) = (next.Segment.End, instances[^1][^1]);
            }
            while (uses.TryGetValue(i, out next) && next.Block == use.Block && next.Segment.Entry == exit && steps[i].From is null && next.Arguments.SequenceEqual(use.Arguments));
            items.Add(new BlockUse(use.Block, use.Segment.Entry, steps[start].From, instances, use.Arguments));
        }
        return items;
    }
}

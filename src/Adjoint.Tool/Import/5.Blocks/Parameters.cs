using Adjoint.Tool.Import.Layers;

namespace Adjoint.Tool.Import.Blocks;

/// <summary>The numbers in which uses of a block differ.</summary>
internal static class Parameters
{
    /// <summary>The block that runs of one form are, and the arguments of each.</summary>
    public static (Block Block, IReadOnlyList<int[]> Arguments) Of(IReadOnlyList<Step> steps, IReadOnlyList<Segment> uses)
    {
        var first = uses[0];
        var own = steps.Skip(first.Start).Take(first.Length).ToList();
        List<(string Name, int[] Values)> parameters = [];
        Dictionary<(Layer, string), string> expressions = [];
        for (var i = 0; i < own.Count; i++)
        {
            foreach (var (key, value) in Slots.Of(own[i].Layer!))
            {
                int[] values = [.. uses.Select(use => Slots.Of(steps[use.Start + i].Layer!).First(slot => slot.Key == key).Value)];
                if (values.All(other => other == value))
                    continue;
                expressions[(own[i].Layer!, key)] = Expression(values, parameters, Slots.NameOf(own[i].Layer!, key));
            }
        }
        return (new Block(own, first.Entry, [.. parameters.Select(static p => p.Name)], expressions), [.. uses.Select((_, i) => parameters.Select(p => p.Values[i]).ToArray())]);
    }

    /// <summary>A parameter that has these values, or a multiple of one; a new one if there is none.</summary>
    private static string Expression(int[] values, List<(string Name, int[] Values)> parameters, string name)
    {
        foreach (var (known, others) in parameters)
        {
            if (others.Any(static v => v == 0))
                continue;
            var ratio = values[0] / others[0];
            if (ratio > 0 && values.Zip(others, (v, o) => v == ratio * o).All(static e => e))
                return ratio == 1 ? known : FormattableString.Invariant($"{ratio} * {known}");
        }
        var free = name;
        for (var i = 2; parameters.Any(p => p.Name == free); i++)
            free = FormattableString.Invariant($"{name}{i}");
        parameters.Add((free, values));
        return free;
    }
}

namespace Adjoint;

/// <summary>The parameters of a group.</summary>
/// <param name="Settings">How the group differs from the optimizer's settings; null for the parameters that belong to none.</param>
/// <param name="Ranges">Where they are: pairs of a first place and the place after the last.</param>
internal sealed record UpdateGroup(ParameterGroup? Settings, int[] Ranges)
{
    /// <summary>
    /// The groups of a network's trained parameters that are updated, those of none first. A tensor belongs to the first group whose pattern fits its name or that of a layer that shares it.
    /// </summary>
    /// <exception cref="InvalidOperationException">A group has no tensor, or all are frozen.</exception>
    public static UpdateGroup[] Divide(ParameterLayout layout, IReadOnlyList<ParameterGroup> groups, TrainedPart? part)
    {
        var ranges = groups.Select(static _ => new List<int>()).Append([]).ToArray();
        var fits = new bool[groups.Count];
        foreach (var parameter in layout.Parameters.Where(parameter => parameter.IsTrained && part?.Has(parameter) != false))
        {
            var first = groups.Count;
            for (var group = groups.Count - 1; group >= 0; group--)
            {
                if (parameter.Names.Any(groups[group].Has))
                    (first, fits[group]) = (group, true);
            }
            Append(ranges[first], parameter.Offset, parameter.Offset + parameter.Length);
        }
        if (Array.IndexOf(fits, false) is var empty and >= 0)
            throw NoTensor(layout, groups[empty].Pattern);
        UpdateGroup[] updated =
        [
            .. ranges.Select((range, i) => new UpdateGroup(groups.ElementAtOrDefault(i), [.. range]))
                .Where(static group => group.Settings is not { Frozen: true } && group.Ranges.Length > 0).OrderBy(static group => group.Settings is not null),
        ];
        if (updated.Length == 0 && layout.Count > 0)
            throw new InvalidOperationException($"The groups of the optimizer freeze all of network '{layout.Network}', so there is nothing to train. Leave a tensor out of them.");
        return updated;
    }

    /// <summary>Where the parameters are that any group updates, in order and joined.</summary>
    public static int[] Union(UpdateGroup[] groups)
    {
        var union = new List<int>();
        foreach (var (start, end) in groups.SelectMany(static group => group.Ranges.Chunk(2)).Select(static range => (range[0], range[1])).Order())
            Append(union, start, end);
        return [.. union];
    }

    private static void Append(List<int> ranges, int start, int end)
    {
        if (ranges.Count > 0 && ranges[^1] == start)
            ranges[^1] = end;
        else
            ranges.AddRange([start, end]);
    }

    private static InvalidOperationException NoTensor(ParameterLayout layout, string pattern)
    {
        var untrained = layout.Parameters.FirstOrDefault(parameter => !parameter.IsTrained && TensorNames.Fits(parameter.Name, pattern));
        var found = untrained is null
            ? $"fits no tensor of network '{layout.Network}'{(layout.Parameters.Count > 0 ? $"; its first is '{layout.Parameters[0].Name}', and Layout names them all" : "")}"
            : $"fits only tensors of network '{layout.Network}' that are not trained anyway, such as '{untrained.Name}'; remove the group";
        return new InvalidOperationException($"The pattern '{pattern}' of a parameter group {found}. No step was taken.");
    }
}

using Adjoint.Tool.Import.Blocks;
using Adjoint.Tool.Import.Layers;

namespace Adjoint.Tool.Import.Write;

/// <summary>
/// The names of a block's layers, and of its uses, where those that the model has are of that kind: what is common to the names of a use's layers is the use's
/// own, as <c>layer1.0</c> of <c>layer1.0.conv1</c>.
/// </summary>
internal sealed class BlockNames
{
    private readonly Dictionary<IReadOnlyList<Layer>, string> prefixes = [];

    private BlockNames(IReadOnlyList<string?> locals) => Locals = locals;

    /// <summary>For each layer with tensors the name that it should have within the block; null for any.</summary>
    public IReadOnlyList<string?> Locals { get; }

    public static BlockNames Of(IReadOnlyList<BlockUse> uses)
    {
        var instances = uses.SelectMany(static use => use.Instances).ToList();
        var split = instances.Select(static instance => Split([.. Named(instance).Select(static layer => layer.Name)])).ToList();
        if (split.Any(static s => s is null) || split.Any(s => !s!.Value.Locals.SequenceEqual(split[0]!.Value.Locals)))
            return new BlockNames([.. Named(instances[0]).Select(static _ => (string?)null)]);
        var names = new BlockNames(split[0]!.Value.Locals);
        foreach (var (instance, found) in instances.Zip(split))
            names.prefixes[instance] = found!.Value.Prefix;
        return names;
    }

    /// <summary>The layers of a use that have tensors, and so names.</summary>
    public static IEnumerable<Layer> Named(IEnumerable<Layer> layers) => layers.Where(static layer => layer.Tensors.Count > 0);

    /// <summary>The names of uses on end, and what is written for all of them: <c>layer1</c> for layer1.0, layer1.1 and so on. Null where there is none.</summary>
    public (string Written, IReadOnlyList<string> Each)? Of(BlockUse use)
    {
        List<string> each = [];
        foreach (var instance in use.Instances)
        {
            if (!prefixes.TryGetValue(instance, out var prefix))
                return null;
            each.Add(prefix);
        }
        if (each.Count == 1)
            return (each[0], each);
        var dot = each[0].LastIndexOf('.');
        if (dot < 0 || !int.TryParse(each[0].AsSpan(dot + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var first))
            return null;
        var stem = each[0][..dot];
        return each.SequenceEqual(each.Select((_, i) => FormattableString.Invariant($"{stem}.{first + i}"))) ? (first == 0 ? stem : each[0], each) : null;
    }

    /// <summary>What layers' names have in common, and the rest of each; null where that is nothing.</summary>
    public static (string? Prefix, List<string?> Locals)? SplitOf(IReadOnlyList<Layer> layers) =>
        Split([.. layers.Select(static layer => layer.Name)]) is { } split ? (split.Prefix, [.. split.Locals]) : null;

    private static (string Prefix, List<string> Locals)? Split(IReadOnlyList<string?> names)
    {
        if (names.Count < 2 || names.Any(static n => n is null))
            return null;
        var parts = names.Select(static n => n!.Split('.')).ToList();
        var common = 0;
        while (parts.All(p => p.Length > common + 1 && p[common] == parts[0][common]))
            common++;
        var locals = parts.Select(p => string.Join('.', p.Skip(common))).ToList();
        return common == 0 || locals.Distinct(StringComparer.OrdinalIgnoreCase).Count() < locals.Count ? null : (string.Join('.', parts[0].Take(common)), locals);
    }
}

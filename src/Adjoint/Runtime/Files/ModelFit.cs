using System.Text;

namespace Adjoint.Runtime;

/// <summary>Where the values of a tensor are in a file.</summary>
/// <param name="Parameter">The network's tensor.</param>
/// <param name="Entry">The file's.</param>
/// <param name="Twins">Others under names of layers that share it; they must have equal values.</param>
/// <param name="IsTransposed">Whether the file has the matrix transposed.</param>
internal sealed record FittingEntry(ParameterInfo Parameter, SafetensorsEntry Entry, SafetensorsEntry[] Twins, bool IsTransposed);

/// <summary>Compares the tensors of a file with those a network needs, and says in one message all that differs.</summary>
internal sealed class ModelFit
{
    /// <summary>The most tensors named in one list of a message.</summary>
    private const int MostNamed = 4;

    /// <summary>The key in the metadata of a checkpoint, and what the names of its tensors that are not the network's hold: no layer's name does.</summary>
    public const string CheckpointKey = "checkpoint", OfRun = "/";

    private readonly SafetensorsHeader header;
    private readonly ParameterLayout layout;
    private readonly Dictionary<string, SafetensorsEntry> found;

    private ModelFit(SafetensorsHeader header, ParameterLayout layout, LoadOptions options)
    {
        this.header = header;
        this.layout = layout;
        var prefix = options.Prefix ?? "";
        found = header.Entries.ToDictionary(static entry => entry.Name, StringComparer.Ordinal);
        // A name that is there as it stands goes before one that a prefix would have to be taken from.
        foreach (var entry in header.Entries.Where(entry => prefix.Length > 0 && entry.Name.StartsWith(prefix, StringComparison.Ordinal)))
            found.TryAdd(entry.Name[prefix.Length..], entry);
    }

    /// <summary>The file's tensors, when they are those of <paramref name="layout"/>; counters that PyTorch writes with them may be there too.</summary>
    /// <exception cref="ModelFileException">A tensor is missing, is not the network's, or has another shape or a type that is not allowed.</exception>
    public static IReadOnlyList<FittingEntry> Match(SafetensorsHeader header, ParameterLayout layout, LoadOptions options, string source) =>
        new ModelFit(header, layout, options).Match(options, source);

    private List<FittingEntry> Match(LoadOptions options, string source)
    {
        var fitting = new List<FittingEntry>();
        var missing = new List<ParameterInfo>();
        foreach (var parameter in layout.Parameters)
        {
            var entries = Find(parameter);
            if (entries.Length == 0)
                missing.Add(parameter);
            else
                fitting.Add(new FittingEntry(parameter, entries[0], entries[1..], parameter.Shape.Count == 2 && EndsIn(entries[0].Name, options.Transposed)));
        }

        var used = fitting.SelectMany(static f => f.Twins.Prepend(f.Entry).Select(entry => (f.Parameter, Entry: entry, f.IsTransposed))).ToArray();
        if (used.FirstOrDefault(static u => u.Entry.Type is null).Entry is { } unreadable)
        {
            throw new ModelFileException(
                $"'{source}': its header gives the dtype {FileText.Quote(unreadable.TypeName)} of tensor {FileText.Quote(unreadable.Name)}; those that can be read are "
                + $"{SafetensorsTypes.Names}. Convert it to F32 before saving.");
        }

        var usedNames = used.Select(static u => u.Entry.Name).ToHashSet(StringComparer.Ordinal);
        var means = layout.Parameters.SelectMany(static parameter => parameter.Names).ToHashSet(StringComparer.Ordinal);
        var extra = header.Entries.Where(entry => !usedNames.Contains(entry.Name) && !IsCounter(entry, means) && !IsOfRun(entry) && !EndsIn(entry.Name, options.Ignored)).ToArray();
        var misshapen = used.Where(static u => !SameShape(u.Entry, u.Parameter, u.IsTransposed)).ToArray();
        var integers = options.AllowIntegers ? [] : used.Where(static u => SafetensorsTypes.IsInteger(u.Entry.Type!.Value)).ToArray();
        if (missing.Count + extra.Length + misshapen.Length + integers.Length == 0)
            return fitting;

        var message = new StringBuilder($"'{source}' does not fit network '{layout.Network}'; nothing was loaded.");
        if (header.Metadata.TryGetValue("network", out var network) && network != layout.Network)
            message.Append($" It was saved from a network named {FileText.Quote(network)}.");
        AppendList(message, "Missing from the file", missing, parameter => Describe(parameter, extra));
        AppendList(message, "In the file but not in the network", extra, static entry => $"{FileText.Quote(entry.Name)} {FileText.Shape(entry.Shape)}");
        AppendList(message, "Of another shape", misshapen, static u => $"{FileText.Quote(u.Entry.Name)} is {FileText.Shape(u.Entry.Shape)}, {Shape(u.Parameter)} is needed{(u.IsTransposed ? ", transposed" : "")}");
        AppendList(message, $"Not of floating-point numbers, which only {nameof(LoadOptions)}.{nameof(LoadOptions.AllowIntegers)} accepts", integers,
            static u => $"{FileText.Quote(u.Entry.Name)} is {u.Entry.Type}");
        throw new ModelFileException(message.ToString());
    }

    /// <summary>
    /// A tensor under its own name and those of layers that share it. If there is none, a name that the file says stands for one of them: so Python's
    /// <c>save_model</c> leaves out all but one of several equal tensors.
    /// </summary>
    private SafetensorsEntry[] Find(ParameterInfo parameter)
    {
        SafetensorsEntry[] entries = [.. parameter.Names.Select(found.GetValueOrDefault).OfType<SafetensorsEntry>()];
        return entries.Length > 0
            ? entries
            : [.. parameter.Names.Select(name => header.Metadata.GetValueOrDefault(name)).OfType<string>().Select(found.GetValueOrDefault).OfType<SafetensorsEntry>().Distinct()];
    }

    /// <summary>
    /// Whether a tensor is PyTorch's count of a batch normalisation's training steps, which is in its files with every running mean, of whatever type its network was
    /// converted to. Nothing here reads it: it matters only where the running statistics are plain means, momentum=None.
    /// </summary>
    private static bool IsCounter(SafetensorsEntry entry, HashSet<string> needed)
    {
        const string counter = ".num_batches_tracked";
        return entry.Shape is [] or [1] && entry.Name.EndsWith(counter, StringComparison.Ordinal) && needed.Contains(entry.Name[..^counter.Length] + ".running_mean");
    }

    /// <summary>Whether a tensor of a checkpoint belongs to the run of training and not to the network: an optimizer's moments, for instance.</summary>
    private bool IsOfRun(SafetensorsEntry entry) => header.Metadata.ContainsKey(CheckpointKey) && entry.Name.Contains(OfRun, StringComparison.Ordinal);

    private static bool SameShape(SafetensorsEntry entry, ParameterInfo parameter, bool isTransposed) =>
        entry.Shape.AsSpan().SequenceEqual((isTransposed ? parameter.Shape.Reverse() : parameter.Shape).Select(static size => (long)size).ToArray());

    private static bool EndsIn(string name, IReadOnlyList<string>? endings) => endings is not null && endings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal));

    private static string Describe(ParameterInfo missing, SafetensorsEntry[] extra)
    {
        var nearest = NearestName.Find(missing.Name, extra.Select(static entry => entry.Name));
        return $"'{missing.Name}' {Shape(missing)}{(nearest is null ? "" : $" (is {FileText.Quote(nearest)} meant?)")}";
    }

    private static string Shape(ParameterInfo parameter) => $"[{string.Join(", ", parameter.Shape)}]";

    private static void AppendList<T>(StringBuilder message, string title, IReadOnlyList<T> items, Func<T, string> describe)
    {
        if (items.Count == 0)
            return;
        message.Append($" {title}: {string.Join(", ", items.Take(MostNamed).Select(describe))}");
        message.Append(items.Count > MostNamed ? $" and {items.Count - MostNamed} more." : ".");
    }
}

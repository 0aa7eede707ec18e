namespace Adjoint.Runtime;

/// <summary>Where the values of a tensor are in a file.</summary>
/// <param name="Parameter">The network's tensor.</param>
/// <param name="Entry">The file's.</param>
/// <param name="Twins">Others under names of layers that share it; they must have equal values.</param>
/// <param name="IsTransposed">Whether the file has the matrix transposed.</param>
internal sealed record FittingEntry(ParameterInfo Parameter, SafetensorsEntry Entry, SafetensorsEntry[] Twins, bool IsTransposed)
{
    /// <summary>The file's tensors, with the network's.</summary>
    public IEnumerable<FitPair> Pairs => Twins.Prepend(Entry).Select(entry => new FitPair(Parameter, entry, IsTransposed));
}

/// <summary>Finds a network's tensors in a file.</summary>
internal sealed class ModelFit
{
    /// <summary>The key in the metadata of a checkpoint, and what the names of its tensors that are not the network's hold: no layer's name does.</summary>
    public const string CheckpointKey = "checkpoint", OfRun = "/";

    private readonly SafetensorsHeader header;
    private readonly ParameterLayout layout;
    private readonly LoadOptions options;
    private readonly string source;
    private readonly Dictionary<string, SafetensorsEntry> found;
    private readonly List<FittingEntry> fitting = [];
    private readonly List<ParameterInfo> missing = [];
    private IReadOnlyList<SafetensorsEntry> extra = [];

    private ModelFit(SafetensorsHeader header, ParameterLayout layout, LoadOptions options, string source)
    {
        this.header = header;
        this.layout = layout;
        this.options = options;
        this.source = source;
        found = new(header.Entries.Count, StringComparer.Ordinal);
        foreach (var entry in header.Entries)
            AddNamed(entry, options.Names?.ToNetwork(entry.Name) ?? entry.Name);
        // A name that is there as it stands goes before one that a prefix would have to be taken from.
        foreach (var entry in header.Entries)
            found.TryAdd(NameOf(entry), entry);
    }

    /// <summary>The tensors that the file has.</summary>
    public IReadOnlyList<FittingEntry> Fitting => fitting;

    /// <summary>Those that it lacks; there are some only where the options say that there may be.</summary>
    public IReadOnlyList<ParameterInfo> Missing => missing;

    /// <summary>What is loaded.</summary>
    public LoadReport Report => new(
        [.. fitting.Select(static f => new LoadedTensor(f.Entry.Name, f.Parameter.Name))], [.. extra.Select(static entry => entry.Name)], [.. missing.Select(static parameter => parameter.Name)]);

    /// <summary>Finds the tensors of <paramref name="layout"/>; counters that PyTorch writes with them may be there too.</summary>
    /// <exception cref="ModelFileException">A tensor is missing, is not the network's, or has another shape or a type that is not allowed.</exception>
    public static ModelFit Match(SafetensorsHeader header, ParameterLayout layout, LoadOptions options, string source)
    {
        var fit = new ModelFit(header, layout, options, source);
        fit.Match();
        return fit;
    }

    private void AddNamed(SafetensorsEntry entry, string name)
    {
        if (!found.TryAdd(name, entry))
        {
            throw new ModelFileException(
                $"'{source}': {nameof(LoadOptions)}.{nameof(LoadOptions.Names)} gives {FileText.Quote(found[name].Name)} and {FileText.Quote(entry.Name)} the same name "
                + $"{FileText.Quote(name)}; nothing was loaded. Write rules that give each tensor a name of its own.");
        }
    }

    private void Match()
    {
        foreach (var parameter in layout.Parameters)
        {
            var entries = Find(parameter);
            var isTransposed = entries.Length > 0 && parameter.Shape.Count == 2 && EndsIn(entries[0].Name, options.Transposed);
            if (options.Partial)
                entries = [.. entries.Where(entry => SameShape(entry, parameter, isTransposed) || !EndsIn(entry.Name, options.Ignored))];
            if (entries.Length == 0)
                missing.Add(parameter);
            else
                fitting.Add(new FittingEntry(parameter, entries[0], entries[1..], isTransposed));
        }

        var used = fitting.SelectMany(static f => f.Pairs).ToArray();
        CheckReadable(used);
        var usedNames = used.Select(static u => u.Entry.Name).ToHashSet(StringComparer.Ordinal);
        var means = layout.Parameters.SelectMany(static parameter => parameter.Names).ToHashSet(StringComparer.Ordinal);
        extra = [.. header.Entries.Where(entry => !usedNames.Contains(entry.Name) && !IsCounter(entry, means) && !IsOfRun(entry))];
        var nothing = fitting.Count == 0;
        var differences = new FitDifferences(layout, header, source)
        {
            Missing = options.Partial && !nothing ? [] : missing,
            Extra = options.Partial && !nothing ? [] : [.. extra.Where(entry => !EndsIn(entry.Name, options.Ignored))],
            Misshapen = [.. used.Where(static u => !SameShape(u.Entry, u.Parameter, u.IsTransposed))],
            Integers = options.AllowIntegers ? [] : [.. used.Where(static u => SafetensorsTypes.IsInteger(u.Entry.Type!.Value))],
            IsPartial = options.Partial,
        };
        if (differences.Any)
            throw differences.Fault();
    }

    private void CheckReadable(FitPair[] used)
    {
        if (used.FirstOrDefault(static u => u.Entry.Type is null).Entry is not { } unreadable)
            return;
        throw new ModelFileException(
            $"'{source}': its header gives the dtype {FileText.Quote(unreadable.TypeName)} of tensor {FileText.Quote(unreadable.Name)}; those that can be read are "
            + $"{SafetensorsTypes.Names}. Convert it to F32 before saving.");
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
    private bool IsCounter(SafetensorsEntry entry, HashSet<string> needed)
    {
        const string counter = ".num_batches_tracked";
        if (entry.Shape is not ([] or [1]))
            return false;
        var name = NameOf(entry);
        return name.EndsWith(counter, StringComparison.Ordinal) && needed.Contains(name[..^counter.Length] + ".running_mean");
    }

    /// <summary>The network's name for a tensor of the file.</summary>
    private string NameOf(SafetensorsEntry entry)
    {
        var name = options.Names?.ToNetwork(entry.Name) ?? entry.Name;
        var prefix = options.Prefix ?? "";
        return name == entry.Name && prefix.Length > 0 && name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;
    }

    /// <summary>Whether a tensor of a checkpoint belongs to the run of training and not to the network: an optimizer's moments, for instance.</summary>
    private bool IsOfRun(SafetensorsEntry entry) => header.Metadata.ContainsKey(CheckpointKey) && entry.Name.Contains(OfRun, StringComparison.Ordinal);

    private static bool SameShape(SafetensorsEntry entry, ParameterInfo parameter, bool isTransposed) =>
        entry.Shape.AsSpan().SequenceEqual((isTransposed ? parameter.Shape.Reverse() : parameter.Shape).Select(static size => (long)size).ToArray());

    private static bool EndsIn(string name, IReadOnlyList<string>? endings) => endings is not null && endings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal));
}

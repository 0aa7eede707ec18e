namespace Adjoint.Runtime;

/// <summary>One tensor of a safetensors file: its bytes are from <paramref name="Begin"/> to before <paramref name="End"/> of the data.</summary>
internal sealed record SafetensorsEntry(string Name, string TypeName, long[] Shape, long Begin, long End)
{
    /// <summary>The type of its values, or null: a file may hold, but not for us, what cannot be read.</summary>
    public SafetensorsType? Type { get; } = SafetensorsTypes.Parse(TypeName);
}

/// <summary>The header of a safetensors file whose tensors have been found to fill the data exactly.</summary>
internal sealed class SafetensorsHeader
{
    private SafetensorsHeader(IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        Entries = entries;
        Metadata = metadata;
    }

    /// <summary>The tensors in the order in which their bytes are.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>What the file says about itself, as far as it is wanted: the network's name, and for tensors that were left out which one stands for them.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Accepts <paramref name="entries"/> if they cover <paramref name="dataLength"/> bytes without hole or overlap.</summary>
    /// <exception cref="ModelFileException">They do not, or a tensor's shape and type need another number of bytes than it has.</exception>
    public static SafetensorsHeader Create(List<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata, long dataLength, string source)
    {
        entries.Sort(static (a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        var position = 0L;
        foreach (var entry in entries)
        {
            CheckPlace(entry, position, source);
            position = entry.End;
        }

        if (position != dataLength)
        {
            throw new ModelFileException(
                $"'{source}': its tensors need {position} bytes of data and the file has {dataLength}. "
                + "It was cut off or something was appended; copy it again.");
        }

        return new SafetensorsHeader(entries, metadata);
    }

    private static void CheckPlace(SafetensorsEntry entry, long position, string source)
    {
        if (entry.Begin != position)
        {
            var fault = entry.Begin < position ? "overlaps the tensor before it" : "leaves a hole before it";
            throw Fault($"begins at byte {entry.Begin} and {fault}; it must begin at {position}.");
        }

        if (entry.End < entry.Begin)
            throw Fault($"begins at byte {entry.Begin} and ends at {entry.End}; the end must not come first.");
        if (entry.Type is not { } type)
        {
            // Of a type that is not known here: no number has less than a bit.
            if (Count(entry.Shape) is not { } count || count / 8 > entry.End - entry.Begin)
                throw Fault($"has the shape {FileText.Shape(entry.Shape)}, more numbers than its {entry.End - entry.Begin} bytes can hold.");
            return;
        }

        if (Count(entry.Shape, SafetensorsTypes.Size(type)) is not { } bytes)
            throw Fault($"has the shape {FileText.Shape(entry.Shape)}, more than any file can hold.");
        if (bytes != entry.End - entry.Begin)
            throw Fault($"of type {type} and shape {FileText.Shape(entry.Shape)} needs {bytes} bytes and has {entry.End - entry.Begin}.");

        ModelFileException Fault(string fault) => new($"'{source}': tensor {FileText.Quote(entry.Name)} {fault}");
    }

    /// <summary>The numbers of a shape, or its bytes if each has <paramref name="size"/>; null if there are 2⁶³ or more.</summary>
    private static long? Count(long[] shape, int size = 1)
    {
        long count = size;
        foreach (var axis in shape)
        {
            if (axis != 0 && count > long.MaxValue / axis)
                return null;
            count *= axis;
        }

        return count;
    }
}

using System.Text;

namespace Adjoint.Runtime;

/// <summary>Compares the tensors of a file with those a network needs, and says in one message all that differs.</summary>
internal static class ModelFit
{
    /// <summary>The most tensors named in one list of a message.</summary>
    private const int MostNamed = 4;

    /// <summary>The file's tensors by name, when they are those of <paramref name="layout"/>; counters that PyTorch writes beside them may be there too.</summary>
    /// <exception cref="ModelFileException">A tensor is missing, is not the network's, or has another shape.</exception>
    public static Dictionary<string, SafetensorsEntry> Match(SafetensorsHeader header, ParameterLayout layout, string source)
    {
        var found = header.Entries.ToDictionary(static entry => entry.Name, StringComparer.Ordinal);
        var needed = layout.Parameters.ToDictionary(static parameter => parameter.Name, StringComparer.Ordinal);
        var missing = layout.Parameters.Where(parameter => !found.ContainsKey(parameter.Name)).ToArray();
        var extra = header.Entries.Where(entry => !needed.ContainsKey(entry.Name) && !IsCounter(entry, needed)).ToArray();
        var misshapen = layout.Parameters.Where(parameter => found.TryGetValue(parameter.Name, out var entry) && !SameShape(entry, parameter)).ToArray();
        if (missing.Length + extra.Length + misshapen.Length == 0)
            return found;

        var message = new StringBuilder($"'{source}' does not fit network '{layout.Network}'; nothing was loaded.");
        if (header.Metadata.TryGetValue("network", out var network) && network != layout.Network)
            message.Append($" It was saved from a network named {FileText.Quote(network)}.");
        AppendList(message, "Missing from the file", missing, parameter => Describe(parameter, extra));
        AppendList(message, "In the file but not in the network", extra, static entry => $"{FileText.Quote(entry.Name)} {FileText.Shape(entry.Shape)}");
        AppendList(message, "Of another shape", misshapen, parameter =>
            $"'{parameter.Name}' is {FileText.Shape(found[parameter.Name].Shape)}, {Shape(parameter)} is needed");
        throw new ModelFileException(message.ToString());
    }

    /// <summary>
    /// Whether a tensor is PyTorch's count of a batch normalisation's training steps, which stands beside every running mean of its files. Nothing here reads it:
    /// it matters only where the running statistics are plain means, momentum=None.
    /// </summary>
    private static bool IsCounter(SafetensorsEntry entry, Dictionary<string, ParameterInfo> needed)
    {
        const string counter = ".num_batches_tracked";
        return entry is { Type: SafetensorsType.I64, Shape.Length: 0 } && entry.Name.EndsWith(counter, StringComparison.Ordinal)
            && needed.ContainsKey(entry.Name[..^counter.Length] + ".running_mean");
    }

    private static bool SameShape(SafetensorsEntry entry, ParameterInfo parameter) =>
        entry.Shape.AsSpan().SequenceEqual(parameter.Shape.Select(static size => (long)size).ToArray());

    private static string Describe(ParameterInfo missing, SafetensorsEntry[] extra)
    {
        var nearest = NearestName.Find(missing.Name, extra.Select(static entry => entry.Name));
        return $"'{missing.Name}' {Shape(missing)}{(nearest is null ? "" : $" (is {FileText.Quote(nearest)} meant?)")}";
    }

    private static string Shape(ParameterInfo parameter) => $"[{string.Join(", ", parameter.Shape)}]";

    private static void AppendList<T>(StringBuilder message, string title, T[] items, Func<T, string> describe)
    {
        if (items.Length == 0)
            return;
        message.Append($" {title}: {string.Join(", ", items.Take(MostNamed).Select(describe))}");
        message.Append(items.Length > MostNamed ? $" and {items.Length - MostNamed} more." : ".");
    }
}

using System.Text;

namespace Adjoint.Runtime;

/// <summary>A tensor of a file, and the network's that it is for.</summary>
internal readonly record struct FitPair(ParameterInfo Parameter, SafetensorsEntry Entry, bool IsTransposed);

/// <summary>Says in one message all that keeps a file from being a network's.</summary>
/// <param name="layout">The network's tensors.</param>
/// <param name="header">The file's.</param>
/// <param name="source">The file's name.</param>
internal sealed class FitDifferences(ParameterLayout layout, SafetensorsHeader header, string source)
{
    /// <summary>The most tensors named in one list of a message.</summary>
    private const int MostNamed = 4;

    private readonly StringBuilder message = new();

    /// <summary>The tensors of the network that the file lacks.</summary>
    public IReadOnlyList<ParameterInfo> Missing { get; init; } = [];

    /// <summary>The tensors of the file that the network lacks.</summary>
    public IReadOnlyList<SafetensorsEntry> Extra { get; init; } = [];

    /// <summary>Tensors whose shapes differ.</summary>
    public IReadOnlyList<FitPair> Misshapen { get; init; } = [];

    /// <summary>Tensors of integers, where floating-point numbers are needed.</summary>
    public IReadOnlyList<FitPair> Integers { get; init; } = [];

    /// <summary>Whether shapes may be passed over, so that a way to do so is worth a word.</summary>
    public bool IsPartial { get; init; }

    /// <summary>Whether there are any.</summary>
    public bool Any => Missing.Count + Extra.Count + Misshapen.Count + Integers.Count > 0;

    /// <summary>The exception that lists them.</summary>
    public ModelFileException Fault()
    {
        message.Clear().Append($"'{source}' does not fit network '{layout.Network}'; nothing was loaded.");
        if (header.Metadata.TryGetValue("network", out var network) && network != layout.Network)
            message.Append($" It was saved from a network named {FileText.Quote(network)}.");
        AppendList("Missing from the file", Missing, Describe);
        AppendList("In the file but not in the network", Extra, static entry => $"{FileText.Quote(entry.Name)} {FileText.Shape(entry.Shape)}");
        AppendList(
            "Of another shape",
            Misshapen,
            static pair => $"{FileText.Quote(pair.Entry.Name)} is {FileText.Shape(pair.Entry.Shape)}, {Shape(pair.Parameter)} is needed{(pair.IsTransposed ? ", transposed" : "")}");
        if (IsPartial && Misshapen.Count > 0)
            message.Append($" Names in {nameof(LoadOptions)}.{nameof(LoadOptions.Ignored)} are skipped, and the network keeps its own values.");
        AppendList($"Not of floating-point numbers, which only {nameof(LoadOptions)}.{nameof(LoadOptions.AllowIntegers)} accepts", Integers,
            static pair => $"{FileText.Quote(pair.Entry.Name)} is {pair.Entry.Type}");
        if (Missing.Count > 0 && NameProposal.Of(Missing, Extra) is { } names)
            message.Append($" If only the names differ, {nameof(LoadOptions)}.{nameof(LoadOptions.Names)} may be, by shapes and order: {names}.");
        return new ModelFileException(message.ToString());
    }

    private string Describe(ParameterInfo missing)
    {
        var nearest = NearestName.Find(missing.Name, Extra.Select(static entry => entry.Name));
        return $"'{missing.Name}' {Shape(missing)}{(nearest is null ? "" : $" (is {FileText.Quote(nearest)} meant?)")}";
    }

    private static string Shape(ParameterInfo parameter) => $"[{string.Join(", ", parameter.Shape)}]";

    private void AppendList<T>(string title, IReadOnlyList<T> items, Func<T, string> describe)
    {
        if (items.Count == 0)
            return;
        message.Append($" {title}: {string.Join(", ", items.Take(MostNamed).Select(describe))}");
        message.Append(items.Count > MostNamed ? $" and {items.Count - MostNamed} more." : ".");
    }
}

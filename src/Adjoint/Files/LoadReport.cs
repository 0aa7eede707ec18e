using Adjoint.Runtime;

namespace Adjoint;

/// <summary>A tensor that was loaded.</summary>
/// <param name="File">Its name in the file.</param>
/// <param name="Network">Its name in the network.</param>
public readonly record struct LoadedTensor(string File, string Network);

/// <summary>The tensors that a file gave to a network, and those that it did not.</summary>
/// <param name="Loaded">The tensors that the network has from the file, in the order of the network's layout.</param>
/// <param name="Skipped">The names of the file's tensors that the network does not take.</param>
/// <param name="Unchanged">The names of the network's tensors that the file does not have; their values are as they were.</param>
public sealed record LoadReport(IReadOnlyList<LoadedTensor> Loaded, IReadOnlyList<string> Skipped, IReadOnlyList<string> Unchanged)
{
    /// <summary>The most names in one list of the text.</summary>
    private const int MostNamed = 8;

    /// <summary>The report in a sentence or three: <c>Loaded 60 tensors. Skipped 2 of the file: 'fc.weight', 'fc.bias'. Unchanged 2: 'head.weight', 'head.bias'.</c></summary>
    public override string ToString() => $"Loaded {Loaded.Count} {(Loaded.Count == 1 ? "tensor" : "tensors")}.{List("Skipped", " of the file", Skipped)}{List("Unchanged", "", Unchanged)}";

    private static string List(string title, string where, IReadOnlyList<string> names)
    {
        var more = names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "";
        return names.Count == 0 ? "" : $" {title} {names.Count}{where}: {string.Join(", ", names.Take(MostNamed).Select(FileText.Quote))}{more}.";
    }
}

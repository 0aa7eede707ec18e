using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Declare;

/// <summary>The names of generated files: one for each symbol, on file systems too that do not tell capital letters from small ones.</summary>
internal static class HintNames
{
    /// <summary>The file of the kernels that networks share.</summary>
    public const string Kernels = "Adjoint.Kernels.g.cs";

    /// <summary>The longest part of a file's name: file systems take 255 characters in all.</summary>
    private const int Longest = 200;

    /// <summary>The full metadata name of a network or a method, made safe for a file.</summary>
    /// <param name="symbol">The network or the method.</param>
    /// <param name="suffix">What sets a method apart from others of its name.</param>
    public static string Of(ISymbol symbol, string suffix = "")
    {
        var full = symbol is INamedTypeSymbol type ? NetworkReader.MetadataName(type) : NetworkReader.MetadataName(symbol.ContainingType) + "." + symbol.MetadataName;
        var name = Safe(full) + suffix;
        // No identifier holds a hyphen, so that no other name is like this one.
        if (name.Length > Longest)
            name = name.Substring(0, Longest) + "-" + Hash(full + suffix);
        else if (HasNearNamesake(symbol) || name + ".g.cs" == Kernels)
            name += "-" + Hash(full);
        return name + ".g.cs";
    }

    /// <summary>Whether something beside a symbol, or beside what it is contained in, has a name that as a file's would be the same.</summary>
    private static bool HasNearNamesake(ISymbol symbol)
    {
        for (; symbol.ContainingSymbol is INamespaceOrTypeSymbol container; symbol = container)
        {
            var (name, safe) = (symbol.Name, Safe(symbol.Name));
            if (container.GetMembers().Any(other => other.Name != name && other.Name.Length == name.Length && string.Equals(Safe(other.Name), safe, StringComparison.OrdinalIgnoreCase)))
                return true;
        }
        return false;
    }

    private static string Safe(string name) => string.Concat(name.Select(static c => char.IsLetterOrDigit(c) || c is '.' or '_' ? c : c is '+' or '`' ? '-' : '_'));

    /// <summary>The same on every machine, unlike <see cref="object.GetHashCode"/>: FNV-1a (Fowler, Noll and Vo, 1991).</summary>
    private static string Hash(string text) =>
        text.Aggregate(2166136261u, static (hash, c) => unchecked((hash ^ c) * 16777619u)).ToString("x8", CultureInfo.InvariantCulture);
}

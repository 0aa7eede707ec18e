using System.Globalization;

namespace Adjoint.Generator.Naming;

/// <summary>Hands out names: <c>z1</c>, <c>z2</c> for values, <c>dense1</c>, <c>dense2</c> for layers.</summary>
internal sealed class Names
{
    private readonly Dictionary<string, int> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> layers = new(StringComparer.Ordinal);
    private readonly HashSet<string> taken;

    /// <param name="reserved">Names that no layer may have, because every generated class has members of these names: without regard to case.</param>
    /// <param name="others">Those that it may not have in this class.</param>
    public Names(HashSet<string> reserved, params IEnumerable<string> others)
    {
        taken = new(reserved, StringComparer.OrdinalIgnoreCase);
        taken.UnionWith(others);
    }

    /// <summary>The next name of a value with this beginning.</summary>
    public string Next(string beginning) => Next(values, beginning);

    /// <summary>The next free name of a layer: the operator's stem with a number, behind the names of the blocks that it stands in.</summary>
    public string Layer(string prefix, string stem)
    {
        var name = Next(layers, prefix + stem);
        while (taken.Contains(Member(name)) || taken.Contains(Member(name) + "Parameters"))
            name = Next(layers, prefix + stem);
        return name.Substring(prefix.Length);
    }

    /// <summary>
    /// Whether the name was still free; it is taken now. Names that differ in case alone, or as a dot differs from an underscore, would give one view, whose
    /// type ends in "Parameters".
    /// </summary>
    public bool Take(string name) => taken.Add(Member(name)) && taken.Add(Member(name) + "Parameters");

    /// <summary>A layer's name as a C# member, but for the case of its letters: <c>layer1.0.conv1</c> is <c>layer1_0_conv1</c>.</summary>
    public static string Member(string name) => name.Replace('.', '_');

    /// <summary>A name that a layer may have: identifiers with dots between them, of which any but the first may be a number, as in <c>features.0</c>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isInBlock">Whether a name goes before it, so that it may itself begin with a number.</param>
    public static bool IsLayerName(string name, bool isInBlock)
    {
        var parts = name.Split('.');
        return Enumerable.Range(0, parts.Length).All(i => IsIdentifier(parts[i]) || (IsNumber(parts[i]) && (i > 0 || isInBlock)));
    }

    /// <summary>Letters, digits and underscores, a letter first: what both a C# member and a tensor's name can be made of.</summary>
    public static bool IsIdentifier(string name) =>
        name.Length > 0 && IsLetter(name[0]) && name.All(static c => IsLetter(c) || c is >= '0' and <= '9' or '_');

    /// <summary>Numbers as a declaration lists them, under every culture.</summary>
    public static string Listed(IEnumerable<int> sizes) => string.Join(", ", sizes.Select(static size => size.ToString(CultureInfo.InvariantCulture)));

    private static string Next(Dictionary<string, int> counts, string beginning)
    {
        counts.TryGetValue(beginning, out var count);
        counts[beginning] = ++count;
        return $"{beginning}{count}";
    }

    private static bool IsNumber(string part) => part.Length > 0 && part.All(static c => c is >= '0' and <= '9');

    private static bool IsLetter(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z';
}

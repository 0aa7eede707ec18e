using System.Globalization;

namespace Adjoint.Generator.Shape;

/// <summary>Hands out names: <c>z1</c>, <c>z2</c> for values, <c>dense1</c>, <c>dense2</c> for layers.</summary>
internal sealed class Names
{
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="reserved">Names that no layer may have, because a member of the generated class has them.</param>
    public Names(IEnumerable<string> reserved) => taken.UnionWith(reserved);

    /// <summary>The next name with this beginning.</summary>
    public string Next(string beginning)
    {
        counts.TryGetValue(beginning, out var count);
        counts[beginning] = ++count;
        return $"{beginning}{count}";
    }

    /// <summary>The next free name of a layer: the operator's stem with a number.</summary>
    public string Layer(string stem)
    {
        var name = Next(stem);
        while (taken.Contains(name))
            name = Next(stem);
        return name;
    }

    /// <summary>Whether the name was still free; it is taken now. Names that differ in case alone would give one view, whose type ends in "Parameters".</summary>
    public bool Take(string name) => taken.Add(name) && taken.Add(name + "Parameters");

    /// <summary>Letters, digits and underscores, a letter first: what both a C# member and a tensor's name can be made of.</summary>
    public static bool IsIdentifier(string name) =>
        name.Length > 0 && IsLetter(name[0]) && name.All(static c => IsLetter(c) || c is >= '0' and <= '9' or '_');

    /// <summary>Numbers as a declaration lists them, under every culture.</summary>
    public static string Listed(IEnumerable<int> sizes) => string.Join(", ", sizes.Select(static size => size.ToString(CultureInfo.InvariantCulture)));

    private static bool IsLetter(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z';
}

using System.Collections;

namespace Adjoint;

/// <summary>
/// Tensor names in the files of another program and the names that the network has for them, as rules: <c>new TensorNames { { "0.*", "dense1.*" }, {
/// "layers.*.fc.weight", "body.*.dense1.weight" } }</c>. Each <c>*</c> stands for one or more characters, as few as possible, and means the same on both sides.
/// The first rule that fits a name decides; a name that no rule fits keeps its form.
/// </summary>
public sealed class TensorNames : IEnumerable<KeyValuePair<string, string>>
{
    private readonly List<(string[] File, string[] Network)> rules = [];

    /// <summary>The number of rules.</summary>
    public int Count => rules.Count;

    /// <summary>Adds a rule after those that are there.</summary>
    /// <param name="file">The name in the file, such as <c>0.weight</c>, or a pattern such as <c>0.*</c>.</param>
    /// <param name="network">The name in the network, such as <c>dense1.weight</c>, or a pattern with as many <c>*</c>.</param>
    /// <exception cref="ArgumentException">A name is empty, the two have different numbers of <c>*</c>, or two of them touch.</exception>
    public void Add(string file, string network)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ArgumentException.ThrowIfNullOrEmpty(network);
        var rule = (File: file.Split('*'), Network: network.Split('*'));
        if (rule.File.Length != rule.Network.Length)
            throw new ArgumentException($"'{file}' has {rule.File.Length - 1} times '*', but '{network}' has {rule.Network.Length - 1}; each '*' needs its counterpart.", nameof(network));
        if (file.Contains("**", StringComparison.Ordinal) || network.Contains("**", StringComparison.Ordinal))
            throw new ArgumentException($"The rule '{file}' = '{network}' has two '*' next to each other; write one.", nameof(file));
        rules.Add(rule);
    }

    /// <summary>The network's name for a tensor of the file.</summary>
    /// <param name="file">A name in the file.</param>
    /// <returns>The translated name, or the same where no rule fits.</returns>
    public string ToNetwork(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        foreach (var rule in rules)
        {
            if (Translate(file, rule.File, rule.Network) is { } network)
                return network;
        }
        return file;
    }

    /// <summary>The file's name for a tensor of the network.</summary>
    /// <param name="network">A name in the network.</param>
    /// <returns>The translated name, or the same where no rule fits.</returns>
    public string ToFile(string network)
    {
        ArgumentNullException.ThrowIfNull(network);
        foreach (var rule in rules)
        {
            if (Translate(network, rule.Network, rule.File) is { } file)
                return file;
        }
        return network;
    }

    /// <summary>The rules in the order in which they were added: the file's name or pattern, and the network's.</summary>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() =>
        rules.Select(static rule => KeyValuePair.Create(string.Join('*', rule.File), string.Join('*', rule.Network))).GetEnumerator();

    /// <summary>Whether a name fits a pattern.</summary>
    internal static bool Fits(string name, string pattern)
    {
        var parts = pattern.Split('*');
        return Translate(name, parts, parts) is not null;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>
    /// A name in the other form, or null where it does not fit. The text between two <c>*</c> is taken where it occurs first: if a name fits at all, it fits so, and no name
    /// takes longer than its length times the pattern's.
    /// </summary>
    private static string? Translate(string name, string[] from, string[] to)
    {
        if (from.Length == 1)
            return name == from[0] ? to[0] : null;
        var last = from.Length - 1;
        if (!name.StartsWith(from[0], StringComparison.Ordinal))
            return null;
        var (translated, position) = (to[0], from[0].Length);
        for (var i = 1; i <= last; i++)
        {
            // At least one character is left for each '*'.
            var next = i == last ? name.Length - from[last].Length : position + 1 <= name.Length ? name.IndexOf(from[i], position + 1, StringComparison.Ordinal) : -1;
            if (next <= position || (i == last && !name.EndsWith(from[last], StringComparison.Ordinal)))
                return null;
            translated += name[position..next] + to[i];
            position = next + from[i].Length;
        }
        return translated;
    }
}

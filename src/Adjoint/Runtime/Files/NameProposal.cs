namespace Adjoint.Runtime;

/// <summary>Proposes which names in a file stand for which of the network's, by the last part of the names and the shapes.</summary>
internal static class NameProposal
{
    /// <summary>The most rules that a message shows.</summary>
    private const int MostRules = 32;

    /// <summary>Files with longer names, or with many times the tensors that are looked for, get no proposal: a hostile file must not choose what the search costs.</summary>
    private const int LongestName = 128, MostTimes = 4;

    /// <summary>
    /// Rules for <see cref="LoadOptions.Names"/> as C# writes them, or null where the tensors that are missing cannot all be found. Tensors of one ending, such as
    /// <c>.weight</c>, and one shape are paired in order: the network's in that of its layers, the file's in that of their names, with numbers compared as numbers.
    /// </summary>
    public static string? Of(IReadOnlyList<ParameterInfo> missing, IReadOnlyList<SafetensorsEntry> extra)
    {
        if (extra.Count > MostTimes * missing.Count)
            return null;
        var candidates = extra.GroupBy(static entry => Key(entry.Name, entry.Shape))
            .ToDictionary(static group => group.Key, static group => group.OrderBy(static entry => entry.Name, NumbersInNames.Instance).ToArray());
        var pairs = new Dictionary<ParameterInfo, SafetensorsEntry>();
        foreach (var group in missing.GroupBy(static parameter => Key(parameter.Name, parameter.Shape.Select(static size => (long)size))))
        {
            if (!candidates.TryGetValue(group.Key, out var entries) || entries.Length != group.Count())
                return null;
            foreach (var (parameter, entry) in group.Zip(entries))
                pairs.Add(parameter, entry);
        }
        return pairs.Values.All(static entry => IsPlain(entry.Name)) ? Text([.. missing.Select(parameter => (pairs[parameter].Name, parameter.Name))]) : null;
    }

    private static string? Text((string File, string Network)[] pairs)
    {
        var names = new TensorNames();
        foreach (var layer in pairs.GroupBy(static pair => Stem(pair.Network)))
        {
            var stems = layer.Select(static pair => Stem(pair.File)).Distinct().ToArray();
            if (stems is [{ Length: > 0 } stem] && layer.Key.Length > 0)
                names.Add(stem + ".*", layer.Key + ".*");
            else
                AddEach(names, layer);
        }
        var isRight = pairs.All(pair => names.ToNetwork(pair.File) == pair.Network);
        return isRight && names.Count is > 0 and <= MostRules ? $"new() {{ {string.Join(", ", names.Select(static rule => $"{{ \"{rule.Key}\", \"{rule.Value}\" }}"))} }}" : null;
    }

    private static void AddEach(TensorNames names, IEnumerable<(string File, string Network)> pairs)
    {
        foreach (var (file, network) in pairs)
            names.Add(file, network);
    }

    /// <summary>Whether a message may quote a name as C#: a hostile file must not choose what people paste.</summary>
    private static bool IsPlain(string name) => name.Length <= LongestName && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '/' or ':');

    private static string Key(string name, IEnumerable<long> shape) => $"{name[(name.LastIndexOf('.') + 1)..]} {string.Join(",", shape)}";

    private static string Stem(string name) => name[..Math.Max(name.LastIndexOf('.'), 0)];

    /// <summary>Compares names with their numbers as numbers: <c>layers.2</c> before <c>layers.10</c>.</summary>
    private sealed class NumbersInNames : IComparer<string>
    {
        public static readonly NumbersInNames Instance = new();

        public int Compare(string? x, string? y)
        {
            var a = x.AsSpan();
            var b = y.AsSpan();
            while (!a.IsEmpty && !b.IsEmpty)
            {
                var first = Part(ref a);
                var second = Part(ref b);
                var isNumber = char.IsAsciiDigit(first[0]) && char.IsAsciiDigit(second[0]);
                var order = isNumber && first.Length != second.Length ? first.Length - second.Length : first.SequenceCompareTo(second);
                if (order != 0)
                    return order;
            }
            return a.Length - b.Length;
        }

        /// <summary>Takes the digits that a text begins with, without zeros before them, or one character.</summary>
        private static ReadOnlySpan<char> Part(ref ReadOnlySpan<char> text)
        {
            var length = 0;
            while (length < text.Length && char.IsAsciiDigit(text[length]))
                length++;
            var part = length == 0 ? text[..1] : text[..length].TrimStart('0');
            if (part.IsEmpty)
                part = text[(length - 1)..length];
            text = text[Math.Max(length, 1)..];
            return part;
        }
    }
}

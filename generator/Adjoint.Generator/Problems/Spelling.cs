namespace Adjoint.Generator.Problems;

/// <summary>What to write in place of a name that does not exist.</summary>
internal static class Spelling
{
    /// <summary>The nearest name if it is near, else all names there are.</summary>
    public static string Advice(string written, IEnumerable<string> names)
    {
        var known = names.OrderBy(static n => n, StringComparer.Ordinal).ToList();
        if (Nearest(written, known) is { } nearest)
            return $"did you mean '{nearest}'?";
        return known.Count == 0 ? "no value has a name yet; name one with [As(…)]" : $"there are {string.Join(", ", known.Select(static n => $"'{n}'"))}";
    }

    /// <summary>The nearest name if it is near.</summary>
    public static string? Nearest(string written, IEnumerable<string> names)
    {
        var nearest = names.OrderBy(static n => n, StringComparer.Ordinal).OrderBy(n => Distance(written, n)).FirstOrDefault();
        return nearest is not null && IsNear(written, nearest) ? nearest : null;
    }

    /// <summary>Whether one name is the other with a slip of the finger. Names of one letter are all as near to one another, so that nobody can tell which was meant.</summary>
    private static bool IsNear(string written, string name) => written.Equals(name, StringComparison.OrdinalIgnoreCase)
        || (Math.Min(written.Length, name.Length) > 1 && Distance(written, name) <= Math.Max(1, written.Length / 3));

    /// <summary>The fewest letters to insert, delete, replace, or exchange with their neighbours, regardless of case.</summary>
    private static int Distance(string a, string b)
    {
        (a, b) = (a.ToLowerInvariant(), b.ToLowerInvariant());
        var distance = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distance[i, j] = i + j;
                    continue;
                }
                var replaced = distance[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                distance[i, j] = Math.Min(replaced, 1 + Math.Min(distance[i - 1, j], distance[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    distance[i, j] = Math.Min(distance[i, j], distance[i - 2, j - 2] + 1);
            }
        }
        return distance[a.Length, b.Length];
    }
}

namespace Adjoint.Generator.Shape;

/// <summary>What to write in place of a name that does not exist.</summary>
internal static class Spelling
{
    /// <summary>The nearest name if it is near, else all names there are.</summary>
    public static string Advice(string written, IEnumerable<string> names)
    {
        var known = names.OrderBy(static n => n, StringComparer.Ordinal).ToList();
        var nearest = known.OrderBy(n => Distance(written, n)).FirstOrDefault();
        if (nearest is not null && Distance(written, nearest) <= Math.Max(1, written.Length / 3))
            return $"did you mean '{nearest}'?";
        return known.Count == 0 ? "no value has a name yet; name one with [As(…)]" : $"there are {string.Join(", ", known.Select(static n => $"'{n}'"))}";
    }

    /// <summary>Levenshtein's distance: the fewest letters to insert, delete or replace.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[b.Length];
    }
}

namespace Adjoint.Runtime;

/// <summary>Finds the name that a misspelt one was probably meant to be.</summary>
internal static class NearestName
{
    /// <summary>Longer names are not compared, and no more than this number: a hostile file must not choose how long the search takes.</summary>
    private const int LongestName = 128;

    private const int MostCandidates = 1000;

    /// <summary>The candidate with the fewest edits from <paramref name="name"/>, or null if all differ in more than a third of its letters.</summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        if (name.Length > LongestName)
            return null;
        string? nearest = null;
        var fewest = name.Length / 3 + 1;
        foreach (var candidate in candidates.Take(MostCandidates).Where(static candidate => candidate.Length <= LongestName))
        {
            var edits = Edits(name, candidate);
            if (edits < fewest)
                (nearest, fewest) = (candidate, edits);
        }

        return nearest;
    }

    /// <summary>The fewest insertions, deletions and replacements that turn one name into the other (Levenshtein, 1966; Wagner and Fischer, 1974).</summary>
    internal static int Edits(string from, string to)
    {
        Span<int> row = stackalloc int[LongestName + 1];
        for (var column = 0; column <= to.Length; column++)
            row[column] = column;
        for (var i = 0; i < from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < to.Length; j++)
            {
                var above = row[j + 1];
                row[j + 1] = Math.Min(Math.Min(above, row[j]) + 1, diagonal + (from[i] == to[j] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[to.Length];
    }
}

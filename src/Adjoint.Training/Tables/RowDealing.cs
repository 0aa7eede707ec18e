using Adjoint.Runtime;

namespace Adjoint.Training;

/// <summary>Deals rows out at random, by a seed alone.</summary>
internal static class RowDealing
{
    /// <summary>The rows of a share, to the nearest.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not from 0 to 1.</exception>
    public static int CountOf(double fraction, int rows) => fraction is >= 0 and <= 1
        ? (int)Math.Round(fraction * rows, MidpointRounding.AwayFromZero)
        : throw new ArgumentOutOfRangeException(nameof(fraction), fraction, $"The fraction is {fraction}; it must be from 0 to 1.");

    /// <summary>Gives each group its share, to one row, and all together theirs, to the nearest row.</summary>
    public static (int[] First, int[] Second) Split(int[] groups, int rows, double fraction, long seed)
    {
        var left = Shares([.. groups.GroupBy(static g => g).OrderBy(static g => g.Key).Select(static g => (g.Key, g.Count()))], fraction, CountOf(fraction, rows));
        List<int> first = [], second = [];
        foreach (var row in Shuffled(rows, seed))
            (left[groups[row]]-- > 0 ? first : second).Add(row);
        return ([.. first], [.. second]);
    }

    /// <summary>Gives whole groups to the first part, each that brings its size nearer to what was asked for.</summary>
    public static (int[] First, int[] Second) SplitGroups(int[] groups, int rows, double fraction, long seed)
    {
        var (wanted, sizes, count) = (CountOf(fraction, rows), Sizes(groups), 0);
        HashSet<int> chosen = [];
        foreach (var group in Shuffled(sizes.Length, seed))
        {
            if (Math.Abs(count + sizes[group] - wanted) >= Math.Abs(count - wanted))
                continue;
            chosen.Add(group);
            count += sizes[group];
        }
        int[] all = [.. Enumerable.Range(0, rows)];
        return ([.. all.Where(row => chosen.Contains(groups[row]))], [.. all.Where(row => !chosen.Contains(groups[row]))]);
    }

    /// <summary>The fold of each row: each group is dealt out one by one, and the next group goes on where it has ended.</summary>
    public static int[] Folds(int[] groups, int rows, int count, long seed)
    {
        var (folds, next) = (new int[rows], 0);
        foreach (var row in Shuffled(rows, seed).OrderBy(row => groups[row]))
            folds[row] = next++ % count;
        return folds;
    }

    /// <summary>The fold of each row: the largest group first, each to the fold with the fewest rows.</summary>
    public static int[] FoldGroups(int[] groups, int count, long seed)
    {
        var sizes = Sizes(groups);
        var (foldOf, rows) = (new int[sizes.Length], new int[count]);
        foreach (var group in Shuffled(sizes.Length, seed).OrderByDescending(group => sizes[group]))
        {
            foldOf[group] = Array.IndexOf(rows, rows.Min());
            rows[foldOf[group]] += sizes[group];
        }
        return Array.ConvertAll(groups, group => foldOf[group]);
    }

    /// <summary>Whole numbers of rows for each group that add up: what is left over goes where most was cut off (Hamilton's method).</summary>
    private static Dictionary<int, int> Shares((int Group, int Size)[] groups, double fraction, int total)
    {
        var shares = groups.ToDictionary(static g => g.Group, g => (int)Math.Floor(fraction * g.Size));
        foreach (var (group, _) in groups.OrderByDescending(g => fraction * g.Size - Math.Floor(fraction * g.Size)).Take(total - shares.Values.Sum()))
            shares[group]++;
        return shares;
    }

    private static int[] Sizes(int[] groups)
    {
        var sizes = new int[groups.Length == 0 ? 0 : groups.Max() + 1];
        foreach (var group in groups)
            sizes[group]++;
        return sizes;
    }

    private static int[] Shuffled(int count, long seed)
    {
        int[] rows = [.. Enumerable.Range(0, count)];
        new CounterRandom(seed, CounterRandom.StreamOf("Table.Split")).Shuffle(rows);
        return rows;
    }
}

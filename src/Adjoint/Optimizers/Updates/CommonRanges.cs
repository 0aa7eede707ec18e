namespace Adjoint;

/// <summary>Places that two lists of ranges have in common, found in memory that is kept from step to step.</summary>
internal sealed class CommonRanges
{
    private int[] found = [];

    /// <summary>Pairs of a first place and the place after the last, in the order of the first list; valid until the next call.</summary>
    /// <param name="ranges">Ranges in any order.</param>
    /// <param name="sorted">Ranges in order, none of which overlap.</param>
    public ReadOnlySpan<int> Of(ReadOnlySpan<int> ranges, int[] sorted)
    {
        var length = 0;
        for (var i = 0; i < ranges.Length; i += 2)
        {
            var (start, end) = (ranges[i], ranges[i + 1]);
            for (var j = FirstEndingBehind(sorted, start); j < sorted.Length && sorted[j] < end; j += 2)
            {
                if (length == found.Length)
                    Array.Resize(ref found, Math.Max(64, 2 * length));
                (found[length++], found[length++]) = (Math.Max(start, sorted[j]), Math.Min(end, sorted[j + 1]));
            }
        }
        return found.AsSpan(0, length);
    }

    /// <summary>The index of the first range that ends after a place.</summary>
    private static int FirstEndingBehind(int[] sorted, int place)
    {
        var (low, high) = (0, sorted.Length / 2);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[2 * middle + 1] <= place ? (middle + 1, high) : (low, middle);
        }
        return 2 * low;
    }
}

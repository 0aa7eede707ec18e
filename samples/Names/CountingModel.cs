namespace Names;

/// <summary>
/// Counts which letter follows the last few, and smooths the counts by those after one letter fewer: p(c | h) = (n(h c) + α p(c | h′)) / (n(h) + α), where h′ is h without its first letter.
/// After the shortest history, which is empty, the place of p(c | h′) is taken by 1/27. With one letter in h this is a bigram model, with two a trigram model.
/// Source: MacKay and Peto (1995), A hierarchical Dirichlet language model.
/// </summary>
internal sealed class CountingModel
{
    private readonly double alpha;

    /// <summary>For each length of h: how often each h has occurred.</summary>
    private readonly int[][] histories;

    /// <summary>For each length of h: how often each letter c has followed each h, at index 27 h + c.</summary>
    private readonly int[][] followers;

    public CountingModel(Dataset rows, int length, double alpha)
    {
        this.alpha = alpha;
        histories = [.. Enumerable.Range(0, length + 1).Select(static n => new int[Power(n)])];
        followers = [.. Enumerable.Range(0, length + 1).Select(static n => new int[Power(n + 1)])];
        for (var row = 0; row < rows.Rows; row++)
        {
            var history = 0;
            for (var n = 0; n <= length; n++)
            {
                history = Extend(history, n, rows.Indices("letters", row));
                histories[n][history]++;
                followers[n][history * Letters.Count + rows.Label(row)]++;
            }
        }
    }

    /// <summary>The mean of −ln p over rows, in nats a letter.</summary>
    public double Loss(Dataset rows) => Enumerable.Range(0, rows.Rows).Average(row => -Math.Log(Probability(rows.Indices("letters", row), rows.Label(row))));

    private double Probability(ReadOnlySpan<int> letters, int next)
    {
        var (probability, history) = (1.0 / Letters.Count, 0);
        for (var n = 0; n < histories.Length; n++)
        {
            history = Extend(history, n, letters);
            probability = (followers[n][history * Letters.Count + next] + alpha * probability) / (histories[n][history] + alpha);
        }
        return probability;
    }

    /// <summary>The last n letters as a number in base 27, from that of the last n − 1.</summary>
    private static int Extend(int history, int n, ReadOnlySpan<int> letters) => n == 0 ? 0 : history + letters[^n] * Power(n - 1);

    private static int Power(int exponent) => (int)Math.Pow(Letters.Count, exponent);
}

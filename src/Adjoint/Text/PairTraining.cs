using System.Text;

namespace Adjoint;

/// <summary>
/// Finds the most frequent pair of tokens in the words of a text, makes a token of it, and goes on. Each word is kept once with its frequency, and each pair with its own and the words that
/// have had it; so a step looks at these words only.
/// </summary>
internal sealed class PairTraining
{
    private readonly List<(int[] Tokens, int Length, long Frequency)> words = [];
    private readonly Dictionary<ulong, long> frequencies = [];
    private readonly Dictionary<ulong, List<int>> wordsOf = [];

    /// <summary>Pairs with the frequency that they had when they were added, which has only fallen since: the most frequent first, of equal ones the one with the lower tokens.</summary>
    private readonly PriorityQueue<ulong, (long Frequency, ulong Pair)> queue =
        new(Comparer<(long Frequency, ulong Pair)>.Create(static (a, b) => a.Frequency == b.Frequency ? a.Pair.CompareTo(b.Pair) : b.Frequency.CompareTo(a.Frequency)));

    /// <summary>Pairs that a step makes more frequent.</summary>
    private readonly HashSet<ulong> risen = [];

    /// <param name="text">The text.</param>
    /// <param name="tokenOfByte">The token of each byte.</param>
    /// <exception cref="ArgumentException">A surrogate is not one of a pair.</exception>
    public PairTraining(string text, int[] tokenOfByte)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        var pieces = new PieceScanner(text);
        while (pieces.MoveNext())
        {
            var piece = pieces.Current.ToString();
            if (found.TryGetValue(piece, out var known))
            {
                words[known] = words[known] with { Frequency = words[known].Frequency + 1 };
                continue;
            }
            found.Add(piece, words.Count);
            int[] tokens = [.. Encoding.UTF8.GetBytes(piece).Select(value => tokenOfByte[value])];
            words.Add((tokens, tokens.Length, 1));
        }
        for (var word = 0; word < words.Count; word++)
        {
            var (tokens, length, frequency) = words[word];
            for (var i = 1; i < length; i++)
                Count(PairMerges.Key(tokens[i - 1], tokens[i]), frequency, word);
        }
        Enqueue();
    }

    /// <summary>Merges pairs, at most as many as are asked for, as long as there is one that the text has twice. The first becomes the token after those of the bytes, and so on.</summary>
    public List<(int Left, int Right)> Merge(int most)
    {
        List<(int, int)> merged = [];
        while (merged.Count < most && queue.TryDequeue(out var pair, out var queued))
        {
            var frequency = frequencies[pair];
            if (frequency < 2)
                continue;
            if (frequency != queued.Frequency)
            {
                queue.Enqueue(pair, (frequency, pair));
                continue;
            }
            var (left, right) = ((int)(pair >> 32), (int)pair);
            foreach (var word in wordsOf[pair])
                MergeIn(word, left, right, product: 0x100 + merged.Count);
            wordsOf.Remove(pair);
            frequencies[pair] = 0;
            Enqueue();
            merged.Add((left, right));
        }
        return merged;
    }

    private void MergeIn(int word, int left, int right, int product)
    {
        var (tokens, length, frequency) = words[word];
        var count = 0;
        for (var i = 0; i < length; i++)
        {
            if (tokens[i] != left || i + 1 == length || tokens[i + 1] != right)
            {
                tokens[count++] = tokens[i];
                continue;
            }
            if (count > 0)
            {
                frequencies[PairMerges.Key(tokens[count - 1], left)] -= frequency;
                Count(PairMerges.Key(tokens[count - 1], product), frequency, word);
            }
            if (i + 2 < length)
            {
                frequencies[PairMerges.Key(right, tokens[i + 2])] -= frequency;
                Count(PairMerges.Key(product, tokens[i + 2]), frequency, word);
            }
            tokens[count++] = product;
            i++;
        }
        words[word] = (tokens, count, frequency);
    }

    private void Count(ulong pair, long frequency, int word)
    {
        frequencies[pair] = frequencies.GetValueOrDefault(pair) + frequency;
        if (!wordsOf.TryGetValue(pair, out var having))
            wordsOf.Add(pair, having = []);
        // A word that has the pair several times comes several times in a row.
        if (having.Count == 0 || having[^1] != word)
            having.Add(word);
        risen.Add(pair);
    }

    private void Enqueue()
    {
        foreach (var pair in risen)
            queue.Enqueue(pair, (frequencies[pair], pair));
        risen.Clear();
    }
}

namespace Names;

/// <summary>Words as tokens: 1 to 26 for a to z, and 0 for the place before a word and after it.</summary>
internal static class Letters
{
    /// <summary>The number of tokens.</summary>
    public const int Count = 27;

    /// <summary>The letters that a network sees.</summary>
    public const int Context = 5;

    /// <summary>The letters of a word, and its end, that a recurrent network learns from at most.</summary>
    public const int Longest = 20;

    /// <summary>A row for each word: the tokens before each of its letters and before its end, how many they are, and the letters and the end.</summary>
    public static Dataset Words(IReadOnlyCollection<string> words)
    {
        int[] before = new int[words.Count * Longest], lengths = new int[words.Count], next = new int[before.Length];
        foreach (var (row, word) in words.Index())
        {
            int[] tokens = [0, .. word.Select(static letter => letter - 'a' + 1), 0];
            lengths[row] = Math.Min(tokens.Length - 1, Longest);
            tokens.AsSpan(0, lengths[row]).CopyTo(before.AsSpan(row * Longest));
            tokens.AsSpan(1, lengths[row]).CopyTo(next.AsSpan(row * Longest));
        }
        return new Dataset([Column.OfTokens("x", before, Longest), Column.OfTokens("lengths", lengths, 1)], [Column.OfLabels("labels", next, Longest)]);
    }

    /// <summary>A row for each letter of each word, and for each word's end: the five tokens before it, and its own.</summary>
    public static Dataset Rows(IEnumerable<string> words)
    {
        List<int> contexts = [], next = [];
        foreach (var word in words)
        {
            int[] tokens = [.. new int[Context], .. word.Select(static letter => letter - 'a' + 1), 0];
            for (var i = Context; i < tokens.Length; i++)
            {
                contexts.AddRange(tokens.AsSpan(i - Context, Context));
                next.Add(tokens[i]);
            }
        }
        return new Dataset([Column.OfTokens("letters", [.. contexts], Context)], [Column.OfLabels("next", [.. next])]);
    }

    /// <summary>Makes up a word: draws each letter with the probability that the network gives it after the five before, until it draws an end.</summary>
    public static string MakeUp(NextLetter network, Sampler sampler)
    {
        var (word, context, logits) = ("", new int[Context], new float[Count]);
        while (true)
        {
            network.Predict(context, logits);
            var token = sampler.Next(logits);
            if (token == 0)
                return word;
            word += (char)('a' + token - 1);
            context = [.. context[1..], token];
        }
    }

    /// <summary>The same letter by letter: each step reads the letter before, and what the network remembers of all others.</summary>
    public static string MakeUp(IReadsLetters network, Sampler sampler)
    {
        var (word, token, logits, state) = ("", 0, new float[Count], network.NewState());
        while (true)
        {
            // Attention has as many positions, and no more.
            if (word.Length == Longest)
                return word;
            network.Step(state, [token], logits);
            token = sampler.Next(logits);
            if (token == 0)
                return word;
            word += (char)('a' + token - 1);
        }
    }
}

namespace Names;

/// <summary>
/// A made language with vowel harmony: the first vowel decides whether all others are from a, o, u or from e, i, y, and up to three consonants separate two vowels. It is a finite automaton
/// whose next state follows from its state and the letter, so its entropy can be computed.
/// </summary>
internal static class Grammar
{
    /// <summary>The letters that may follow in each state; one that is written twice is twice as likely. A full stop ends the word.</summary>
    private static readonly (string Letters, int Next)[][] states =
    [
        /* 0: a word begins       */ [("kkklltm", 1)],
        /* 1: the first vowel     */ [("aaaoou", 2), ("eeeiiy", 6)],
        /* 2: after a, o or u     */ [("kkkllmm", 5), ("snn", 3), (".....", 0)],
        /* 3: a consonant follows */ [("k", 5), ("tt", 4)],
        /* 4: after that t        */ [("r", 5), ("ao", 2)],
        /* 5: a, o or u follows   */ [("aaaoou", 2)],
        /* 6: after e, i or y     */ [("kkkllmm", 9), ("snn", 7), (".....", 0)],
        /* 7: a consonant follows */ [("k", 9), ("tt", 8)],
        /* 8: after that t        */ [("r", 9), ("ei", 6)],
        /* 9: e, i or y follows   */ [("eeeiiy", 6)],
    ];

    /// <summary>
    /// The entropy in nats a letter, where the end of a word counts as a letter: Σ v(s) H(s) / Σ v(s), with v(s) the mean number of times that a word is in state s, and H(s) the entropy of
    /// the letter that follows there.
    /// </summary>
    public static double Entropy()
    {
        var (visits, now) = (new double[states.Length], new double[states.Length]);
        for (now[0] = 1; now.Sum() > 1e-15;)
        {
            var then = new double[states.Length];
            for (var state = 0; state < states.Length; state++)
            {
                visits[state] += now[state];
                foreach (var letter in LettersIn(state).Where(static letter => letter != '.'))
                    then[Next(state, letter)] += now[state] * Probability(state, letter);
            }
            now = then;
        }
        return visits.Select(static (v, state) => v * LettersIn(state).Sum(letter => -Probability(state, letter) * Math.Log(Probability(state, letter)))).Sum() / visits.Sum();
    }

    /// <summary>Draws a word.</summary>
    public static string Draw(Random random)
    {
        for (var (word, state) = ("", 0); ;)
        {
            var letters = string.Concat(states[state].Select(static s => s.Letters));
            var letter = letters[random.Next(letters.Length)];
            if (letter == '.')
                return word;
            (word, state) = (word + letter, Next(state, letter));
        }
    }

    /// <summary>The probabilities with which a word's letters, and its end, are drawn; 0 from where on the word is not of the language.</summary>
    public static IEnumerable<double> Probabilities(string word)
    {
        var state = 0;
        foreach (var letter in word + '.')
        {
            var probability = Probability(state, letter);
            yield return probability;
            if (probability == 0)
                yield break;
            state = Next(state, letter);
        }
    }

    private static IEnumerable<char> LettersIn(int state) => states[state].SelectMany(static s => s.Letters).Distinct();

    private static int Next(int state, char letter) => states[state].First(s => s.Letters.Contains(letter)).Next;

    private static double Probability(int state, char letter) => (double)states[state].Sum(s => s.Letters.Count(l => l == letter)) / states[state].Sum(static s => s.Letters.Length);
}

namespace Adjoint;

/// <summary>
/// Looks for the most likely sequence of tokens: from each step to the next it keeps the <see cref="Width"/> likeliest beginnings, the beams, where a greedy search keeps one. A search does the
/// bookkeeping; the network is the caller's, with a state for each beam:
/// <code>
/// while (search.Next(logits.AsSpan(0, search.Beams.Length * vocabulary)))
/// {
///     for (var i = 0; i &lt; search.Beams.Length; i++)
///     {
///         before[search.Beams[i].Parent].CopyTo(after[i]);
///         network.Step(after[i], [search.Beams[i].Token], logits.AsSpan(i * vocabulary, vocabulary));
///     }
///     (before, after) = (after, before);
/// }
/// var text = tokenizer.Decode(search.Best);
/// </code>
/// </summary>
/// <remarks>
/// A sequence that <see cref="End"/> or the greatest length ends leaves the beams, and those left go on with a smaller number. The search ends when none can surpass the best that has ended. Of
/// equal scores the earlier beam is preferred, and then the smaller token. Nothing is allocated from step to step. A search is for one thread at a time.
/// </remarks>
public sealed class BeamSearch
{
    /// <summary>For each step and beam the beam that it continues, and its token.</summary>
    private readonly int[] parents, tokens;
    private readonly int[] best;
    private readonly Beam[] candidates;
    private readonly Beam[] beams;
    private int bestLength;
    private int count;
    private int vocabulary;

    /// <summary>Begins a search.</summary>
    /// <param name="width">The most beams; 1 is a greedy search.</param>
    /// <param name="length">The most tokens of a sequence, with <see cref="End"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1, or the two together are too large.</exception>
    public BeamSearch(int width, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if ((long)width * length > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(length), length, $"{width} beams of {length} tokens are more than {Array.MaxLength:#,0} tokens; take fewer or shorter ones.");
        (Width, Length) = (width, length);
        (parents, tokens, best) = (new int[width * length], new int[width * length], new int[length]);
        (candidates, beams) = (new Beam[width], new Beam[width]);
        Reset();
    }

    /// <summary>The most beams.</summary>
    public int Width { get; }

    /// <summary>The most tokens of a sequence.</summary>
    public int Length { get; }

    /// <summary>The token that ends a sequence; null, the default, where all are <see cref="Length"/> long.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The token is negative.</exception>
    public int? End
    {
        get;
        init => field = value is not < 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(End)} is {value}; it must be a token, 0 or more, or null.");
    }

    /// <summary>
    /// Sequences are compared by Σ ln p / lengthᵃ, where a is this number. At 0, the default, the most likely one is best, which favours short ones; at 1 the one whose tokens are the most likely
    /// on the (geometric) average. Source: Wu et al. (2016), Google's neural machine translation system.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative or not finite.</exception>
    public float LengthPenalty
    {
        get;
        init =>
            field = value >= 0 && float.IsFinite(value)
                ? value
                : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(LengthPenalty)} is {value}; it must be a finite number, 0 or more.");
    }

    /// <summary>The sequences that go on, the likeliest first: one without tokens at the beginning, none when the search has ended.</summary>
    public ReadOnlySpan<Beam> Beams => beams.AsSpan(0, count);

    /// <summary>The tokens that each beam has.</summary>
    public int Steps { get; private set; }

    /// <summary>The best sequence that has ended, with <see cref="End"/> where it has one; empty as long as none has.</summary>
    public ReadOnlySpan<int> Best => best.AsSpan(0, bestLength);

    /// <summary>The score of <see cref="Best"/>, Σ ln p / lengthᵃ; −∞ as long as no sequence has ended.</summary>
    public double BestScore { get; private set; }

    /// <summary>Starts again.</summary>
    public void Reset()
    {
        (Steps, bestLength, BestScore, vocabulary) = (0, 0, double.NegativeInfinity, 0);
        (count, beams[0]) = (1, new Beam(0, -1, 0));
    }

    /// <summary>Takes the logits of each beam's next token, and chooses the beams that follow.</summary>
    /// <param name="logits">For each of <see cref="Beams"/> the logit of each token; −∞ for one that cannot come.</param>
    /// <returns>Whether the search goes on: then give each of the new <see cref="Beams"/> the state of its parent, and take a step with its token.</returns>
    /// <exception cref="ArgumentException">The logits do not divide into as many vocabularies as there are beams, <see cref="End"/> is none of them, one is NaN
    /// or +∞, or a beam has none that is finite; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The search has ended.</exception>
    public bool Next(ReadOnlySpan<float> logits)
    {
        if (count == 0)
            throw new InvalidOperationException($"The search has ended; read {nameof(Best)}, or start again with {nameof(Reset)}.");
        if (logits.Length == 0 || logits.Length % count != 0 || (vocabulary > 0 && logits.Length / count != vocabulary))
            throw new ArgumentException(
                $"There are {logits.Length} logits for {count} beams; give each {(vocabulary > 0 ? vocabulary : "one for each token of the vocabulary")}, {nameof(Beams)}.Length times the vocabulary in all.",
                nameof(logits));
        if (End >= logits.Length / count)
            throw new ArgumentException($"{nameof(End)} is {End}; there are logits for {logits.Length / count} tokens, 0 to {logits.Length / count - 1}.", nameof(logits));
        var found = Choose(logits, logits.Length / count);
        (vocabulary, count) = (logits.Length / count, 0);
        Steps++;
        foreach (var beam in candidates.AsSpan(0, found))
        {
            if (beam.Token == End || Steps == Length)
                Finish(beam);
            else
                Follow(beam);
        }
        // Scores only fall, and are divided by no more than the greatest length allows.
        if (count > 0 && BestScore >= beams[0].Score / Math.Pow(Length, LengthPenalty))
            count = 0;
        return count > 0;
    }

    /// <summary>Writes the likeliest continuations of all beams, the best first; returns their number.</summary>
    private int Choose(ReadOnlySpan<float> logits, int size)
    {
        var found = 0;
        for (var i = 0; i < count; i++)
        {
            var ofBeam = logits.Slice(i * size, size);
            var total = Logits.LogSum(ofBeam, Logits.Greatest(ofBeam, i));
            for (var token = 0; token < size; token++)
            {
                // Rounding must not make a probability larger than 1.
                var score = beams[i].Score + Math.Min(0, ofBeam[token] - total);
                if (score > (found < Width ? double.NegativeInfinity : candidates[^1].Score))
                    found = Insert(new Beam(i, token, score), found);
            }
        }
        return found;
    }

    /// <summary>Puts a candidate after those that are as good; the last makes way when there are too many.</summary>
    private int Insert(Beam beam, int found)
    {
        var place = Math.Min(found, Width - 1);
        for (; place > 0 && candidates[place - 1].Score < beam.Score; place--)
            candidates[place] = candidates[place - 1];
        candidates[place] = beam;
        return Math.Min(found + 1, Width);
    }

    private void Follow(Beam beam)
    {
        var place = (Steps - 1) * Width + count;
        (parents[place], tokens[place]) = (beam.Parent, beam.Token);
        beams[count++] = beam;
    }

    private void Finish(Beam beam)
    {
        var score = beam.Score / Math.Pow(Steps, LengthPenalty);
        if (score <= BestScore)
            return;
        (BestScore, bestLength, best[Steps - 1]) = (score, Steps, beam.Token);
        for (var (step, i) = (Steps - 2, beam.Parent); step >= 0; i = parents[step * Width + i], step--)
            best[step] = tokens[step * Width + i];
    }
}

namespace Adjoint;

/// <summary>Tokens from the greatest score to the least, equal ones in their own order. Only as many are sorted as are asked for: a heap gives up one after the other.</summary>
internal ref struct Ranking
{
    private readonly ReadOnlySpan<float> scores;

    /// <summary>The heap, and after it the tokens that have left it, the greatest last.</summary>
    private readonly Span<int> tokens;
    private int inHeap;

    /// <summary>Begins a ranking.</summary>
    /// <param name="scores">The score of each token.</param>
    /// <param name="tokens">Room for as many tokens.</param>
    public Ranking(ReadOnlySpan<float> scores, Span<int> tokens)
    {
        this.scores = scores;
        this.tokens = tokens;
        inHeap = tokens.Length;
        for (var i = 0; i < tokens.Length; i++)
            tokens[i] = i;
        for (var i = tokens.Length / 2 - 1; i >= 0; i--)
            SiftDown(i);
    }

    /// <summary>The token of a rank, from 0.</summary>
    public int this[int rank]
    {
        get
        {
            while (tokens.Length - inHeap <= rank)
            {
                inHeap--;
                (tokens[0], tokens[inHeap]) = (tokens[inHeap], tokens[0]);
                SiftDown(0);
            }
            return tokens[tokens.Length - 1 - rank];
        }
    }

    private readonly void SiftDown(int parent)
    {
        var token = tokens[parent];
        for (int child; (child = 2 * parent + 1) < inHeap; parent = child)
        {
            if (child + 1 < inHeap && IsBefore(tokens[child + 1], tokens[child]))
                child++;
            if (!IsBefore(tokens[child], token))
                break;
            tokens[parent] = tokens[child];
        }
        tokens[parent] = token;
    }

    private readonly bool IsBefore(int token, int other) => scores[token] > scores[other] || (scores[token] == scores[other] && token < other);
}

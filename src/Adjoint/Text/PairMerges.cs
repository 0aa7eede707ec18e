using System.Buffers;

namespace Adjoint;

/// <summary>The pairs of tokens that become one, the first before the others.</summary>
internal sealed class PairMerges
{
    /// <summary>Pieces of up to this many bytes are encoded on the stack: all words are.</summary>
    private const int ShortPiece = 64;

    /// <summary>Each byte of a piece needs as many numbers: its token, its neighbours, and three places in the heap of two numbers each.</summary>
    private const int NumbersPerByte = 8;

    private readonly Dictionary<ulong, (int Rank, int Token)> ranks;

    /// <param name="pairs">The pairs, in the order in which they are merged.</param>
    /// <param name="products">For each pair the token that it becomes.</param>
    public PairMerges(IReadOnlyList<(int Left, int Right)> pairs, IReadOnlyList<int> products)
    {
        Pairs = pairs;
        ranks = new(pairs.Count);
        for (var rank = 0; rank < pairs.Count; rank++)
            ranks.Add(Key(pairs[rank].Left, pairs[rank].Right), (rank, products[rank]));
    }

    /// <summary>The pairs, in the order in which they are merged.</summary>
    public IReadOnlyList<(int Left, int Right)> Pairs { get; }

    /// <summary>A pair as one number, by whose size pairs are ordered.</summary>
    public static ulong Key(int left, int right) => ((ulong)(uint)left << 32) | (uint)right;

    /// <summary>
    /// Merges the tokens of a piece, the pair of the lowest rank first and of equal ones the leftmost, until no pair is left. A piece of n tokens takes O(n log n), however it is made.
    /// </summary>
    /// <param name="piece">One token for each byte; receives the tokens that are left.</param>
    /// <returns>Their number.</returns>
    public int Merge(Span<int> piece)
    {
        if (piece.Length < 2)
            return piece.Length;
        if (piece.Length <= ShortPiece)
            return Merge(piece, stackalloc int[NumbersPerByte * ShortPiece]);
        var rented = ArrayPool<int>.Shared.Rent(checked(NumbersPerByte * piece.Length));
        try
        {
            return Merge(piece, rented);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    private int Merge(Span<int> piece, Span<int> room)
    {
        var previous = room[..piece.Length];
        var next = room.Slice(piece.Length, piece.Length);
        var heap = new PairHeap(room[(2 * piece.Length)..(8 * piece.Length)]);
        for (var i = 0; i < piece.Length; i++)
            (previous[i], next[i]) = (i - 1, i + 1);
        for (var i = 0; i + 1 < piece.Length; i++)
            Add(piece, next, i, ref heap);
        while (heap.TryTake(out var rank, out var left))
        {
            var right = next[left];
            // One of the two may have been merged with another since.
            if (piece[left] < 0 || right == piece.Length || !ranks.TryGetValue(Key(piece[left], piece[right]), out var merge) || merge.Rank != rank)
                continue;
            (piece[left], piece[right], next[left]) = (merge.Token, -1, next[right]);
            if (next[left] < piece.Length)
                previous[next[left]] = left;
            Add(piece, next, left, ref heap);
            if (previous[left] >= 0)
                Add(piece, next, previous[left], ref heap);
        }
        var count = 0;
        for (var i = 0; i < piece.Length; i = next[i])
            piece[count++] = piece[i];
        return count;
    }

    private void Add(ReadOnlySpan<int> piece, ReadOnlySpan<int> next, int left, ref PairHeap heap)
    {
        if (next[left] < piece.Length && ranks.TryGetValue(Key(piece[left], piece[next[left]]), out var merge))
            heap.Add(merge.Rank, left);
    }
}

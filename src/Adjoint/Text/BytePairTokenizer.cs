using System.Buffers;
using System.Text;

namespace Adjoint;

/// <summary>
/// Text as tokens of one or several bytes, GPT-2's way: <c>BytePairTokenizer.Train(text, 512)</c> begins with the 256 bytes and makes a token of the most frequent pair, again and again. Every
/// text can be encoded, and decoding gives it back.
/// </summary>
/// <remarks>
/// <para>
/// Pairs do not cross words: a text is divided into runs of letters, numbers, other characters and white space first, each with the space before it. <c>vocab.json</c> and <c>merges.txt</c> are the
/// files of Hugging Face's tokenizers, so GPT-2's own can be loaded too. Special tokens such as <c>&lt;|endoftext|&gt;</c> are not looked for in a text; <see cref="Find"/> gives their number.
/// </para>
/// <para>Any number of threads may use one tokenizer at once. Sources: Gage (1994), Sennrich, Haddow and Birch (2016), Radford et al. (2019).</para>
/// </remarks>
public sealed partial class BytePairTokenizer
{
    /// <summary>The fewest tokens: one for each byte.</summary>
    private const int Bytes = 0x100;

    /// <summary>The bytes of each token.</summary>
    private readonly byte[][] tokens;

    /// <summary>The token of each byte.</summary>
    private readonly int[] tokenOfByte = new int[Bytes];
    private readonly PairMerges merges;

    /// <param name="tokens">The bytes of each token, a token of its own for each byte among them.</param>
    /// <param name="merges">The pairs that become one.</param>
    private BytePairTokenizer(byte[][] tokens, PairMerges merges)
    {
        (this.tokens, this.merges) = (tokens, merges);
        for (var token = 0; token < tokens.Length; token++)
        {
            if (tokens[token] is [var value])
                tokenOfByte[value] = token;
        }
    }

    /// <summary>The number of tokens.</summary>
    public int Count => tokens.Length;

    /// <summary>Makes a tokenizer of the pairs that are frequent in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="vocabulary">The number of tokens, from 256. There are fewer where no pair is left that the text has twice.</param>
    /// <remarks>Equal texts give equal tokenizers. Of pairs that are equally frequent the one comes first whose left token, and then whose right token, has the lower number.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="vocabulary"/> is below 256.</exception>
    /// <exception cref="ArgumentException">A surrogate in the text is not one of a pair.</exception>
    public static BytePairTokenizer Train(string text, int vocabulary)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (vocabulary < Bytes)
            throw new ArgumentOutOfRangeException(nameof(vocabulary), vocabulary, $"The vocabulary is {vocabulary}; it must be at least {Bytes}, as each byte has a token.");
        byte[][] bytes = [.. ByteCharacters.InOrder().Select(static value => (byte[])[value])];
        var tokenOfByte = new int[Bytes];
        for (var token = 0; token < Bytes; token++)
            tokenOfByte[bytes[token][0]] = token;
        var pairs = new PairTraining(text, tokenOfByte).Merge(vocabulary - Bytes);
        List<byte[]> tokens = [.. bytes];
        foreach (var (left, right) in pairs)
            tokens.Add([.. tokens[left], .. tokens[right]]);
        return new BytePairTokenizer([.. tokens], new PairMerges(pairs, [.. Enumerable.Range(Bytes, pairs.Count)]));
    }

    /// <summary>The tokens of a text.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">A surrogate is not one of a pair.</exception>
    public int[] Encode(ReadOnlySpan<char> text)
    {
        var rented = ArrayPool<int>.Shared.Rent(Encoding.UTF8.GetByteCount(text));
        try
        {
            return rented[..Encode(text, rented)];
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    /// <summary>Writes the tokens of a text; allocates nothing, apart from room for words longer than those before, which is kept.</summary>
    /// <param name="text">The text.</param>
    /// <param name="encoded">Receives the tokens; as many as the text has bytes in UTF-8 are always enough.</param>
    /// <returns>The number of tokens.</returns>
    /// <exception cref="ArgumentException">A surrogate is not one of a pair, or there is no room for all tokens; some may have been written.</exception>
    public int Encode(ReadOnlySpan<char> text, Span<int> encoded)
    {
        var pieces = new PieceScanner(text);
        var count = 0;
        while (pieces.MoveNext())
            count += EncodePiece(pieces.Current, encoded[count..], encoded.Length);
        return count;
    }

    /// <summary>The text of some tokens. Bytes that are not UTF-8, such as the first half of a character, become U+FFFD.</summary>
    /// <param name="encoded">The tokens, from 0.</param>
    /// <exception cref="ArgumentException">There is no such token.</exception>
    public string Decode(ReadOnlySpan<int> encoded) => Encoding.UTF8.GetString(DecodeBytes(encoded));

    /// <summary>The bytes of some tokens.</summary>
    /// <inheritdoc cref="Decode"/>
    public byte[] DecodeBytes(ReadOnlySpan<int> encoded)
    {
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            if ((uint)encoded[i] >= (uint)Count)
                throw new ArgumentException($"encoded[{i}] is {encoded[i]}; there are {Count} tokens, 0 to {Count - 1}.", nameof(encoded));
            length = checked(length + tokens[encoded[i]].Length);
        }
        var bytes = new byte[length];
        var rest = bytes.AsSpan();
        foreach (var token in encoded)
        {
            tokens[token].CopyTo(rest);
            rest = rest[tokens[token].Length..];
        }
        return bytes;
    }

    /// <summary>The bytes of one token: a word or a part of one in UTF-8, or a part of a character.</summary>
    /// <param name="token">The token, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such token.</exception>
    public ReadOnlySpan<byte> BytesOf(int token) => (uint)token < (uint)Count
        ? tokens[token]
        : throw new ArgumentOutOfRangeException(nameof(token), token, $"Token {token} was asked for; there are {Count}, 0 to {Count - 1}.");

    /// <summary>The token of a whole text, such as <c>&lt;|endoftext|&gt;</c> of GPT-2's vocabulary; null where no token is that text. It looks through the vocabulary.</summary>
    /// <param name="text">The text.</param>
    public int? Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = Encoding.UTF8.GetBytes(text);
        var token = Array.FindIndex(tokens, token => token.AsSpan().SequenceEqual(bytes));
        return token < 0 ? null : token;
    }

    private int EncodePiece(ReadOnlySpan<char> piece, Span<int> encoded, int room)
    {
        // A piece may have fewer tokens than bytes, and the room for them be just enough.
        var length = Encoding.UTF8.GetByteCount(piece);
        var rented = ArrayPool<int>.Shared.Rent(length);
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Encoding.UTF8.GetBytes(piece, bytes);
            var merged = rented.AsSpan(0, length);
            for (var i = 0; i < length; i++)
                merged[i] = tokenOfByte[bytes[i]];
            var count = merges.Merge(merged);
            if (count > encoded.Length)
                throw new ArgumentException($"There is room for {room} tokens, and the text has more; as many as it has bytes in UTF-8 are always enough.", nameof(encoded));
            merged[..count].CopyTo(encoded);
            return count;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}

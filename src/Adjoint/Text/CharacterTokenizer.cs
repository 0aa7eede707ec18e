using System.Text;

namespace Adjoint;

/// <summary>
/// Text as tokens of one character each: <c>var tokenizer = CharacterTokenizer.Of(text)</c>, and <c>Tokens = tokenizer.Count</c> in the network's <see cref="InputAttribute"/>. A character is a
/// Unicode scalar value, so an emoji outside of the first 65,536 is one token, though a string has two elements for it.
/// </summary>
/// <remarks>To save a tokenizer, save its <see cref="Alphabet"/>. Any number of threads may use one at once.</remarks>
public sealed class CharacterTokenizer
{
    private readonly Rune[] characters;
    private readonly Dictionary<Rune, int> tokens;
    private readonly int unknown = -1;

    /// <summary>A tokenizer of an alphabet.</summary>
    /// <param name="alphabet">The characters; the first is token 0.</param>
    /// <exception cref="ArgumentException">There is no character, one is there twice, or a surrogate is not one of a pair.</exception>
    public CharacterTokenizer(string alphabet)
    {
        ArgumentNullException.ThrowIfNull(alphabet);
        var found = new List<Rune>();
        tokens = [];
        for (var place = 0; place < alphabet.Length; place += found[^1].Utf16SequenceLength)
        {
            found.Add(Characters.At(alphabet, place, nameof(alphabet)));
            if (!tokens.TryAdd(found[^1], found.Count - 1))
                throw new ArgumentException($"The alphabet has {Characters.Name(found[^1])} twice, as token {tokens[found[^1]]} and {found.Count - 1}; give each character once.", nameof(alphabet));
        }
        if (found.Count == 0)
            throw new ArgumentException("The alphabet has no characters; give at least one.", nameof(alphabet));
        (characters, Alphabet) = ([.. found], alphabet);
    }

    /// <summary>The number of tokens.</summary>
    public int Count => characters.Length;

    /// <summary>The characters; the first is token 0.</summary>
    public string Alphabet { get; }

    /// <summary>The character of the alphabet whose token is taken for characters that the alphabet does not have; null, the default, refuses them.</summary>
    /// <exception cref="ArgumentException">The alphabet does not have it.</exception>
    public char? Unknown
    {
        get;
        init
        {
            if (value is { } character && !(Rune.TryCreate(character, out var rune) && tokens.TryGetValue(rune, out unknown)))
                throw new ArgumentException($"The alphabet does not have the {nameof(Unknown)} character U+{(int)character:X4}; take one that it has, or add it to the alphabet.", nameof(value));
            unknown = value is null ? -1 : unknown;
            field = value;
        }
    }

    /// <summary>A tokenizer of the characters of a text, in the order of their code points.</summary>
    /// <param name="text">Any text that has every character.</param>
    /// <exception cref="ArgumentException">The text is empty, or a surrogate in it is not one of a pair.</exception>
    public static CharacterTokenizer Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = new SortedSet<Rune>();
        Rune character;
        for (var place = 0; place < text.Length; place += character.Utf16SequenceLength)
            found.Add(character = Characters.At(text, place, nameof(text)));
        return found.Count > 0 ? new CharacterTokenizer(string.Concat(found)) : throw new ArgumentException("The text is empty, so it has no characters to make tokens of.", nameof(text));
    }

    /// <summary>The tokens of a text, one for each character.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">The alphabet does not have a character and there is no <see cref="Unknown"/>, or a surrogate is not one of a pair.</exception>
    public int[] Encode(ReadOnlySpan<char> text)
    {
        var encoded = new int[text.Length];
        var count = Encode(text, encoded);
        return count == encoded.Length ? encoded : encoded[..count];
    }

    /// <summary>Writes the tokens of a text, one for each character; allocates nothing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="encoded">Receives the tokens; <paramref name="text"/>'s length is always enough.</param>
    /// <returns>The number of tokens.</returns>
    /// <exception cref="ArgumentException">
    /// The alphabet does not have a character and there is no <see cref="Unknown"/>, a surrogate is not one of a pair, or there is no room for all tokens; some may have been written.
    /// </exception>
    public int Encode(ReadOnlySpan<char> text, Span<int> encoded)
    {
        var count = 0;
        Rune character;
        for (var place = 0; place < text.Length; place += character.Utf16SequenceLength)
        {
            character = Characters.At(text, place, nameof(text));
            if (!tokens.TryGetValue(character, out var token) && (token = unknown) < 0)
                throw new ArgumentException(
                    $"The alphabet of {Count} characters does not have {Characters.Name(character)}, at place {place} of the text; add it to the alphabet, or set {nameof(Unknown)}.",
                    nameof(text));
            if (count == encoded.Length)
                throw new ArgumentException($"There is room for {encoded.Length} tokens, and the text has more; {text.Length} are always enough.", nameof(encoded));
            encoded[count++] = token;
        }
        return count;
    }

    /// <summary>The text of some tokens.</summary>
    /// <param name="encoded">The tokens, from 0.</param>
    /// <exception cref="ArgumentException">There is no such token.</exception>
    public string Decode(ReadOnlySpan<int> encoded)
    {
        var text = new StringBuilder(encoded.Length);
        for (var i = 0; i < encoded.Length; i++)
        {
            if ((uint)encoded[i] >= (uint)Count)
                throw new ArgumentException($"encoded[{i}] is {encoded[i]}; there are {Count} tokens, 0 to {Count - 1}.", nameof(encoded));
            text.Append(characters[encoded[i]].ToString());
        }
        return text.ToString();
    }
}

namespace Adjoint.Tests.Text;

public sealed class CharacterTokenizerTests
{
    [Fact]
    public void The_vocabulary_is_the_characters_of_the_text_in_order()
    {
        var tokenizer = CharacterTokenizer.Of("to be, or not to be\n");
        Assert.Equal("\n ,benort", tokenizer.Alphabet);
        Assert.Equal(9, tokenizer.Count);
        Assert.Equal([8, 6, 1, 3, 4], tokenizer.Encode("to be"));
        Assert.Equal("not one", tokenizer.Decode(tokenizer.Encode("not one")));
    }

    [Fact]
    public void A_pair_of_surrogates_is_one_character()
    {
        var tokenizer = CharacterTokenizer.Of("a😀é\u0301𝒜\uFFFDb");
        Assert.Equal("abé\u0301\uFFFD𝒜😀", tokenizer.Alphabet);
        Assert.Equal([6, 0, 5], tokenizer.Encode("😀a𝒜"));
        Assert.Equal("😀a𝒜", tokenizer.Decode([6, 0, 5]));
    }

    [Fact]
    public void An_alphabet_keeps_its_order()
    {
        var tokenizer = new CharacterTokenizer(".cab");
        Assert.Equal([2, 3, 1, 0], tokenizer.Encode("abc."));
        Assert.Equal(tokenizer.Encode("abc."), new CharacterTokenizer(tokenizer.Alphabet).Encode("abc."));
    }

    [Fact]
    public void A_character_that_the_alphabet_does_not_have_is_named_with_its_place()
    {
        var tokenizer = new CharacterTokenizer("abc😀");
        Assert.StartsWith("The alphabet of 4 characters does not have 'é' (U+00E9), at place 4 of the text; add it", Refused("a😀bé"), StringComparison.Ordinal);
        Assert.StartsWith("The alphabet of 4 characters does not have U+000A, at place 0", Refused("\n"), StringComparison.Ordinal);
        Assert.StartsWith("The alphabet of 4 characters does not have '😁' (U+1F601),", Refused("😁"), StringComparison.Ordinal);

        string Refused(string text) => Assert.Throws<ArgumentException>(() => tokenizer.Encode(text)).Message;
    }

    [Fact]
    public void Another_token_can_be_taken_for_unknown_characters()
    {
        var tokenizer = new CharacterTokenizer("abc?") { Unknown = '?' };
        Assert.Equal([0, 3, 3, 1], tokenizer.Encode("aé😀b"));
        Assert.Equal("a??b", tokenizer.Decode(tokenizer.Encode("aé😀b")));
        Assert.StartsWith(
            "The alphabet does not have the Unknown character U+0021;",
            Assert.Throws<ArgumentException>(static () => new CharacterTokenizer("abc") { Unknown = '!' }).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(static () => new CharacterTokenizer("abc😀") { Unknown = '\uD83D' });
        Assert.Throws<ArgumentException>(static () => new CharacterTokenizer("abc") { Unknown = null }.Encode("d"));
    }

    [Fact]
    public void Half_a_pair_of_surrogates_is_refused()
    {
        foreach (var (text, place) in new[] { ("ab\uD83D", "U+D83D, at place 2"), ("a\uDE00b", "U+DE00, at place 1"), ("\uDE00\uD83D", "U+DE00, at place 0") })
        {
            Action[] calls =
            [
                () => CharacterTokenizer.Of(text),
                () => _ = new CharacterTokenizer(text),
                () => new CharacterTokenizer("ab") { Unknown = 'a' }.Encode(text),
                () => BytePairTokenizer.Train("", 256).Encode(text),
                () => BytePairTokenizer.Train(text, 256),
            ];
            Assert.All(
                calls,
                call =>
                    Assert.StartsWith(
                        $"The text has half of a surrogate pair, {place}; it is not well-formed",
                        Assert.Throws<ArgumentException>(call).Message,
                        StringComparison.Ordinal));
        }
    }

    [Fact]
    public void What_makes_no_alphabet_is_refused()
    {
        Assert.StartsWith("The alphabet has 'a' (U+0061) twice, as token 0 and 2;", Assert.Throws<ArgumentException>(static () => new CharacterTokenizer("aba")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(static () => new CharacterTokenizer(""));
        Assert.Throws<ArgumentException>(static () => CharacterTokenizer.Of(""));
        Assert.Throws<ArgumentNullException>(static () => CharacterTokenizer.Of(null!));
    }

    [Fact]
    public void A_token_that_there_is_not_is_refused()
    {
        var tokenizer = new CharacterTokenizer("abc");
        Assert.StartsWith("encoded[1] is 3; there are 3 tokens, 0 to 2.", Assert.Throws<ArgumentException>(() => tokenizer.Decode([0, 3])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => tokenizer.Decode([-1]));
        Assert.Equal("", tokenizer.Decode([]));
        Assert.Empty(tokenizer.Encode(""));
    }

    [Fact]
    public void Tokens_are_written_without_allocating()
    {
        var (tokenizer, tokens) = (new CharacterTokenizer("abc😀"), new int[5]);
        tokenizer.Encode("abc😀", tokens);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = tokenizer.Encode("abc😀", tokens);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(4, count);
        Assert.Equal([0, 1, 2, 3, 0], tokens);
        Assert.StartsWith(
            "There is room for 2 tokens, and the text has more; 3 are always enough.",
            Assert.Throws<ArgumentException>(() => tokenizer.Encode("abc", tokens.AsSpan(0, 2))).Message,
            StringComparison.Ordinal);
    }
}

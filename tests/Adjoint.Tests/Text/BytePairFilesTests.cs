using System.Text;
using System.Text.Json;
using Adjoint.Tests.Files;

namespace Adjoint.Tests.Text;

/// <summary>Files of byte pairs come back, and those that are wrong are refused with what is wrong.</summary>
public sealed class BytePairFilesTests
{
    private static readonly BytePairTokenizer trained = BytePairTokenizer.Train(BytePairTokenizerTests.Fable(words: 300), 320);

    [Fact]
    public void A_saved_tokenizer_encodes_as_before()
    {
        using var scratch = new ScratchDirectory();
        trained.Save(scratch.File("fable"));
        var loaded = BytePairTokenizer.Load(scratch.File("fable"));
        var named = BytePairTokenizer.Load(Path.Combine(scratch.File("fable"), "vocab.json"), Path.Combine(scratch.File("fable"), "merges.txt"));
        Assert.Equal(trained.Count, loaded.Count);
        foreach (var text in BytePairTokenizerTests.Awkward.Append(BytePairTokenizerTests.Fable(words: 100)))
        {
            Assert.Equal(trained.Encode(text), loaded.Encode(text));
            Assert.Equal(trained.Encode(text), named.Encode(text));
        }
        var (vocabulary, merges) = Saved(loaded);
        Assert.Equal(vocabulary, File.ReadAllText(Path.Combine(scratch.File("fable"), "vocab.json")));
        Assert.Equal(merges, File.ReadAllText(Path.Combine(scratch.File("fable"), "merges.txt")));
    }

    [Fact]
    public void Files_are_written_as_GPT_2_s_are()
    {
        var (vocabulary, merges) = Saved(BytePairTokenizer.Train("", 256));
        Assert.StartsWith("{\"!\":0,\"\\\"\":1,\"#\":2,", vocabulary, StringComparison.Ordinal);
        Assert.EndsWith(",\"ł\":254,\"Ń\":255}", vocabulary, StringComparison.Ordinal);
        Assert.Equal("#version: 0.2\n", merges);
        (vocabulary, merges) = Saved(BytePairTokenizer.Train("a \"b \"b", 258));
        Assert.EndsWith(",\"Ń\":255,\"Ġ\\\"\":256}", vocabulary, StringComparison.Ordinal);
        Assert.Equal("#version: 0.2\nĠ \"\n", merges);
    }

    /// <summary>Tokens of other programs have other numbers, special tokens without a pair, and lines that end differently.</summary>
    [Fact]
    public void Numbers_need_not_follow_the_pairs()
    {
        var names = Names();
        names["<|endoftext|>"] = 0;
        names["ab"] = 1;
        (names["!"], names["\""]) = (256, 257);
        var tokenizer = Load(JsonSerializer.Serialize(names), "a b\r\n");
        Assert.Equal([1, 256], tokenizer.Encode("ab!"));
        Assert.Equal(0, tokenizer.Find("<|endoftext|>"));
        Assert.Equal("<|endoftext|>ab", tokenizer.Decode([0, 1]));
        Assert.DoesNotContain(0, tokenizer.Encode("<|endoftext|>"));
        Assert.Equal(names, JsonSerializer.Deserialize<Dictionary<string, int>>(Saved(tokenizer).Vocabulary));
    }

    [Theory]
    [InlineData("", "'vocab.json' is not valid JSON at byte 0 or shortly after.")]
    [InlineData("{\"a\":0", "'vocab.json' is not valid JSON at byte 6 or shortly after.")]
    [InlineData("{\"a\":0}}", "'vocab.json' is not valid JSON at byte 7 or shortly after.")]
    [InlineData("{\"\\ud800\":0}", "'vocab.json' is not valid JSON at byte")]
    [InlineData("[1]", "'vocab.json' is not a JSON object; a vocabulary has each token with its number, and nothing else.")]
    [InlineData("{\"model\":{}}", "'vocab.json': the token 'model' does not have a whole number from 0 on; a vocabulary has")]
    [InlineData("{\"a\":-1}", "'vocab.json': the token 'a' does not have a whole number")]
    [InlineData("{\"a\":1.5}", "'vocab.json': the token 'a' does not have a whole number")]
    [InlineData("{\"a\":3000000000}", "'vocab.json': the token 'a' does not have a whole number")]
    [InlineData("{\"a\":\"0\"}", "'vocab.json': the token 'a' does not have a whole number")]
    [InlineData("{\"a\":0,\"a\":1}", "'vocab.json' has the token 'a' twice, as 0 and 1;")]
    [InlineData("{\"a\":0,\"b\":0}", "'vocab.json' gives the number 0 to 'a' and 'b';")]
    [InlineData("{\"a\":0,\"b\":2}", "'vocab.json' gives 'b' the number 2, and has 2 tokens; they must be numbered from 0 to 1, without gaps.")]
    [InlineData("{\"a b\":0}", "'vocab.json': the token 'a b' has the character U+0020, which is not one of the 256")]
    [InlineData("{\"▁a\":0}", "'vocab.json': the token '▁a' has the character U+2581,")]
    [InlineData("{\"\":0}", "'vocab.json' has an empty token,")]
    [InlineData("{}", "'vocab.json' has no token for the byte 0x00 ('Ā');")]
    [InlineData("{\"a\":0,\"b\":1}", "'vocab.json' has no token for the byte 0x00 ('Ā');")]
    public void A_wrong_vocabulary_is_refused(string vocabulary, string message) =>
        Assert.StartsWith(message, Assert.Throws<ModelFileException>(() => Load(vocabulary, "#version: 0.2\n")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("#version: 0.2\na b\nab c d\n", "'merges.txt': line 3 is 'ab c d'; it must be two tokens with a space between them.")]
    [InlineData("a b\n\nab c\n", "'merges.txt': line 2 is '';")]
    [InlineData("a  b", "'merges.txt': line 1 is 'a  b';")]
    [InlineData("a b\na c\n", "'merges.txt': line 2 is 'a c', and 'vocab.json' has no 'ac'; both tokens and what they become must be in the vocabulary.")]
    [InlineData("ax b", "'merges.txt': line 1 is 'ax b', and 'vocab.json' has no 'ax';")]
    [InlineData("a b\n#version: 0.2\na b", "'merges.txt': line 2 is '#version: 0.2', and")]
    [InlineData("a b\nab c\na b\n", "'merges.txt': line 3 merges 'a' and 'b', as an earlier line does;")]
    [InlineData("a b\n\u0007\u001B[2J x", "'merges.txt': line 2 is '??[2J x', and 'vocab.json' has no '??[2J';")]
    public void Wrong_merges_are_refused(string merges, string message)
    {
        var names = Names();
        (names["ab"], names["abc"]) = (256, 257);
        Assert.StartsWith(message, Assert.Throws<ModelFileException>(() => Load(JsonSerializer.Serialize(names), merges)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        var vocabulary = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(Names()));
        Assert.StartsWith("'merges.txt' is not valid UTF-8 at byte 4.", Refused(vocabulary, [.. "a b\n"u8, 0xFF]), StringComparison.Ordinal);
        Assert.StartsWith("'vocab.json' is not valid JSON", Refused([.. "{\""u8, 0xFF, .. "\":0}"u8], []), StringComparison.Ordinal);

        static string Refused(byte[] vocabulary, byte[] merges) => Assert.Throws<ModelFileException>(() => BytePairTokenizer.Load(new MemoryStream(vocabulary), new MemoryStream(merges))).Message;
    }

    [Fact]
    public void A_stream_without_end_is_refused_in_time() =>
        Assert.StartsWith(
            "'vocab.json' has more than 67,108,864 bytes;",
            Assert.Throws<ModelFileException>(static () => BytePairTokenizer.Load(new Endless(), new Endless())).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Damaged_files_are_refused_or_read()
    {
        var (vocabulary, merges) = Saved(trained);
        var random = new Random(4);
        for (var i = 0; i < 300; i++)
        {
            byte[] first = Encoding.UTF8.GetBytes(vocabulary), second = Encoding.UTF8.GetBytes(merges);
            var damaged = i % 2 == 0 ? first : second;
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                BytePairTokenizer.Load(new MemoryStream(first), new MemoryStream(second)).Encode("bababa 1");
            }
            catch (ModelFileException)
            {
                // Refused, as it should be.
            }
        }
    }

    [Fact]
    public void A_missing_file_is_the_system_s_matter()
    {
        using var scratch = new ScratchDirectory();
        Assert.Throws<DirectoryNotFoundException>(() => BytePairTokenizer.Load(scratch.File("none")));
        Assert.Throws<FileNotFoundException>(() => BytePairTokenizer.Load(scratch.File("vocab.json"), scratch.File("merges.txt")));
    }

    /// <summary>The names of the bytes with GPT-2's numbers.</summary>
    private static Dictionary<string, int> Names() => JsonSerializer.Deserialize<Dictionary<string, int>>(Saved(BytePairTokenizer.Train("", 256)).Vocabulary)!;

    private static (string Vocabulary, string Merges) Saved(BytePairTokenizer tokenizer)
    {
        using MemoryStream vocabulary = new(), merges = new();
        tokenizer.Save(vocabulary, merges);
        return (Encoding.UTF8.GetString(vocabulary.ToArray()), Encoding.UTF8.GetString(merges.ToArray()));
    }

    private static BytePairTokenizer Load(string vocabulary, string merges) =>
        BytePairTokenizer.Load(new MemoryStream(Encoding.UTF8.GetBytes(vocabulary)), new MemoryStream(Encoding.UTF8.GetBytes(merges)));

    /// <summary>Spaces for ever.</summary>
    private sealed class Endless : MemoryStream
    {
        public override int Read(Span<byte> buffer)
        {
            buffer.Fill((byte)' ');
            return buffer.Length;
        }
    }
}

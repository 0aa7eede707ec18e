using System.Text;

namespace Adjoint.Tests.Text;

/// <summary>Training, encoding and decoding of byte pairs.</summary>
public sealed class BytePairTokenizerTests
{
    /// <summary>What makes tokenizers stumble: contractions, white space of every kind, scripts, emoji in several parts, controls, long runs.</summary>
    public static readonly string[] Awkward =
    [
        "", " ", "\n", "a", "Hello, world!", "I'm sure they've won't  be   late\n\n\n  tomorrow \t\r\n", "'s''s 'S It'S we'lll", "naïve café Ελλάς русский 中文 日本語 한국어 العربية हिन्दी",
        "👩‍👩‍👧‍👦 🇩🇪 e\u0301\u0302 \u200B\uFEFF\u00A0x\u3000y\u2028z", "x = 3.14159e-10; // 1,000,000 №42 ½ Ⅳ", "\0\u0001\u007F\u0080\u00AD\uFFFD\uFFFF", "<|endoftext|> </s> ##ing ▁the",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbb ababababababababab", "𝒜𝒷𝒸 𝟙𝟚 😀😀", "http://example.org/?q=a+b&c=%20#top", "\t\tif (x)\n\t\t\treturn;\n", "{\"a\": [1, 2, \"\\u00e9\"]}",
    ];

    [Fact]
    public void The_most_frequent_pair_becomes_a_token_first()
    {
        // The text has "ab" three times, then "abc" twice, and nothing else twice.
        var tokenizer = BytePairTokenizer.Train("abc.abc,ab", 300);
        Assert.Equal(["ab", "abc"], Enumerable.Range(256, tokenizer.Count - 256).Select(token => tokenizer.Decode([token])));
        Assert.Equal([256, 257], tokenizer.Encode("ababc"));
        Assert.Equal("ababc", tokenizer.Decode([256, 257]));
    }

    [Fact]
    public void Of_equally_frequent_pairs_the_one_with_the_lower_tokens_comes_first()
    {
        var tokenizer = BytePairTokenizer.Train("zy.zy.cb.cb.ca.ca", 259);
        Assert.Equal(["ca", "cb", "zy"], Enumerable.Range(256, 3).Select(token => tokenizer.Decode([token])));
    }

    [Fact]
    public void Pairs_do_not_cross_words()
    {
        var tokenizer = BytePairTokenizer.Train(string.Concat(Enumerable.Repeat("ab. ", 50)), 400);
        Assert.Equal([" ab", "."], tokenizer.Encode(" ab.").Select(token => tokenizer.Decode([token])));
    }

    [Fact]
    public void The_first_256_tokens_are_the_bytes_in_GPT_2_s_order()
    {
        var tokenizer = BytePairTokenizer.Train("", 256);
        Assert.Equal(256, tokenizer.Count);
        Assert.Equal([0, 32, 220, 198], tokenizer.Encode("!A \n"));
        Assert.Equal(Enumerable.Range(0, 256), Enumerable.Range(0, 256).Select(token => (int)tokenizer.BytesOf(token)[0]).Order());
    }

    [Fact]
    public void Training_is_what_counting_all_pairs_anew_gives()
    {
        var text = Fable(words: 500) + new string('a', 30) + new string('b', 21);
        var (tokenizer, naive) = (BytePairTokenizer.Train(text, 340), NaiveMerges(text, 84));
        Assert.Equal(naive, Enumerable.Range(256, tokenizer.Count - 256).Select(token => Convert.ToHexString(tokenizer.BytesOf(token))));
        Assert.Equal(340, tokenizer.Count);
    }

    [Fact]
    public void Every_text_comes_back()
    {
        var tokenizer = BytePairTokenizer.Train(string.Concat(Awkward) + Fable(words: 300), 500);
        foreach (var text in Awkward)
        {
            Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
            Assert.Equal(Encoding.UTF8.GetBytes(text), tokenizer.DecodeBytes(tokenizer.Encode(text)));
        }
    }

    [Fact]
    public void Encoding_merges_the_earliest_pair_first_wherever_it_is()
    {
        var tokenizer = BytePairTokenizer.Train(Fable(words: 500), 420);
        var tokens = Enumerable.Range(0, tokenizer.Count).ToDictionary(token => Convert.ToHexString(tokenizer.BytesOf(token)));
        var random = new Random(2);
        for (var i = 0; i < 300; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(1, 100)).Select(_ => (char)('a' + random.Next(10)))]);
            Assert.Equal(NaiveEncode(tokens, text), tokenizer.Encode(text));
        }
    }

    [Fact]
    public void A_very_long_word_is_encoded_in_time()
    {
        var tokenizer = BytePairTokenizer.Train(new string('a', 4096), 264);
        Assert.Equal(264, tokenizer.Count);
        var tokens = tokenizer.Encode(new string('a', 200_000));
        Assert.Equal(200_000 / 256 + 1, tokens.Length);
        Assert.Equal(263, tokens[0]);
    }

    [Fact]
    public void Bytes_that_are_no_text_become_the_replacement_character()
    {
        var tokenizer = BytePairTokenizer.Train("", 256);
        var tokens = tokenizer.Encode("é");
        Assert.Equal(2, tokens.Length);
        Assert.Equal("\uFFFDa", tokenizer.Decode([tokens[0], 64]));
        Assert.Equal([0xC3], tokenizer.DecodeBytes(tokens.AsSpan(0, 1)));
        Assert.Equal([0xA9], tokenizer.BytesOf(tokens[1]).ToArray());
    }

    [Fact]
    public void Tokens_are_written_without_allocating()
    {
        var (tokenizer, tokens) = (BytePairTokenizer.Train(Fable(words: 100), 300), new int[400]);
        var text = string.Concat(Awkward.Skip(3).Take(2)) + new string('a', 100);
        var count = tokenizer.Encode(text, tokens);
        var before = GC.GetAllocatedBytesForCurrentThread();
        tokenizer.Encode(text, tokens);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(tokenizer.Encode(text), tokens[..count]);
        Assert.Equal(count, tokenizer.Encode(text, tokens.AsSpan(0, count)));
        Assert.StartsWith(
            $"There is room for {count - 1} tokens, and the text has more;",
            Assert.Throws<ArgumentException>(() => tokenizer.Encode(text, tokens.AsSpan(0, count - 1))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_that_there_is_not_is_refused()
    {
        var tokenizer = BytePairTokenizer.Train("", 256);
        Assert.StartsWith("encoded[1] is 256; there are 256 tokens, 0 to 255.", Assert.Throws<ArgumentException>(() => tokenizer.Decode([0, 256])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.BytesOf(-1));
        Assert.Equal((64, null), (tokenizer.Find("a"), tokenizer.Find("aa")));
        Assert.StartsWith(
            "The vocabulary is 255; it must be at least 256,",
            Assert.Throws<ArgumentOutOfRangeException>(static () => BytePairTokenizer.Train("a", 255)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Made-up sentences of words of the letters a to j.</summary>
    internal static string Fable(int words)
    {
        var random = new Random(3);
        var text = new StringBuilder();
        for (var word = 0; word < words; word++)
        {
            for (var syllables = random.Next(1, 4); syllables > 0; syllables--)
                text.Append("bcdfgh"[random.Next(6)]).Append("aei"[random.Next(3)]);
            text.Append(random.Next(8) == 0 ? ".\n" : " ");
        }
        return text.ToString();
    }

    /// <summary>The tokens that are made, in hexadecimal: each time all pairs of all words are counted.</summary>
    private static List<string> NaiveMerges(string text, int count)
    {
        List<List<int>> words = [];
        var scanner = new PieceScanner(text);
        var bytes = BytePairTokenizer.Train("", 256);
        while (scanner.MoveNext())
            words.Add([.. bytes.Encode(scanner.Current)]);
        List<string> tokens = [.. Enumerable.Range(0, 256).Select(token => Convert.ToHexString(bytes.BytesOf(token)))];
        for (var i = 0; i < count; i++)
        {
            var (left, right) = words.SelectMany(static word => word.Zip(word.Skip(1)))
                .GroupBy(static pair => pair)
                .OrderByDescending(static pair => pair.Count())
                .ThenBy(static pair => pair.Key)
                .First().Key;
            foreach (var word in words)
                Replace(word, left, right, tokens.Count);
            tokens.Add(tokens[left] + tokens[right]);
        }
        return tokens[256..];
    }

    /// <summary>Looks for the pair that became a token first, again and again.</summary>
    private static IEnumerable<int> NaiveEncode(Dictionary<string, int> tokens, string text)
    {
        List<string> parts = [.. Encoding.UTF8.GetBytes(text).Select(static value => value.ToString("X2", null))];
        while (true)
        {
            var (first, place) = Enumerable.Range(0, parts.Count - 1).Select(i => (tokens.GetValueOrDefault(parts[i] + parts[i + 1], int.MaxValue), i)).DefaultIfEmpty((int.MaxValue, 0)).Min();
            if (first == int.MaxValue)
                return parts.Select(part => tokens[part]);
            parts[place] += parts[place + 1];
            parts.RemoveAt(place + 1);
        }
    }

    private static void Replace(List<int> word, int left, int right, int product)
    {
        for (var i = 0; i + 1 < word.Count; i++)
        {
            if (word[i] != left || word[i + 1] != right)
                continue;
            word[i] = product;
            word.RemoveAt(i + 1);
        }
    }
}

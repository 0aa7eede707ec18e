using System.Text.Json;
using System.Text.Unicode;

namespace Adjoint.Runtime;

/// <summary>Reads the JSON text of a file's header token by token, from a buffer that grows only where one token is longer than it.</summary>
internal ref struct JsonTokens
{
    /// <summary>Object, entry, list of numbers.</summary>
    private const int Depth = 3;

    private const int BufferBytes = 1 << 14;

    /// <summary>In bytes. Names are paths of modules; the longest that are met have some hundred letters.</summary>
    private const int LongestText = 1024;

    private readonly Stream stream;
    private readonly string source;
    private byte[] buffer;
    private int filled;

    /// <summary>How many bytes of the file precede the buffer, and how many of the text follow it.</summary>
    private long passed;
    private long rest;
    private Utf8JsonReader json;

    /// <summary>The next <paramref name="length"/> bytes of a stream as JSON.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="length">The text's bytes.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <exception cref="ModelFileException">The text is not an object.</exception>
    public JsonTokens(Stream stream, int length, string source)
    {
        this.stream = stream;
        this.source = source;
        buffer = new byte[Math.Min(BufferBytes, length)];
        passed = stream.Position;
        rest = length;
        json = new Utf8JsonReader([], isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = Depth }));
        Refill();
        if (length == 0 || buffer[0] != (byte)'{')
            throw Fault("does not start with '{'. Is it a safetensors file?");
    }

    /// <summary>Goes to the next token; <paramref name="what"/> is to come.</summary>
    /// <exception cref="ModelFileException">The text ends, or is not JSON.</exception>
    public JsonTokenType Next(string what) => Advance() ? json.TokenType : throw Fault($"ends where {what} must come.");

    /// <summary>Goes to the next token, which must be of a kind; <paramref name="tensor"/> is whose it is.</summary>
    public void Expect(JsonTokenType type, string what, string? tensor = null)
    {
        Next(what);
        Check(type, what, tensor);
    }

    /// <summary>Makes sure that the token is of a kind.</summary>
    public readonly void Check(JsonTokenType type, string what, string? tensor = null)
    {
        if (json.TokenType != type)
            throw Fault($"has {Kind(json.TokenType)} for {what}{Of(tensor)}; {Kind(type)} is needed.");
    }

    /// <summary>The end of a message's sentence about a tensor, if it is about one.</summary>
    public static string Of(string? tensor) => tensor is null ? "" : $" of tensor {FileText.Quote(tensor)}";

    /// <summary>Makes sure that nothing but space follows.</summary>
    public void ExpectEnd() => Advance();

    /// <summary>The text of a name or a string.</summary>
    /// <exception cref="ModelFileException">It is very long, or not Unicode.</exception>
    public readonly string Text() =>
        ShortText() ?? throw Fault($"has a name of {json.ValueSpan.Length} bytes at byte {Place}; at most {LongestText} can be read.");

    /// <summary>The text of a name or a string, or null if it is very long.</summary>
    /// <exception cref="ModelFileException">It is not Unicode.</exception>
    public readonly string? ShortText()
    {
        if (!Utf8.IsValid(json.ValueSpan))
            throw Fault($"is not valid UTF-8 at byte {Place}. The file is damaged; fetch it again.");
        if (json.ValueSpan.Length > LongestText)
            return null;
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException fault)
        {
            // Escapes such as \ud800 alone: well-formed JSON, but no text.
            throw new ModelFileException($"'{source}': its header has a string that is not valid Unicode at byte {Place}.", fault);
        }
    }

    /// <summary>The token as a whole number, or null if it is something else.</summary>
    public readonly long? Number() => json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var number) ? number : null;

    /// <summary>An exception about the header.</summary>
    public readonly ModelFileException Fault(string fault) => new($"'{source}': its header {fault}");

    /// <summary>Where the token begins, from the start of the file.</summary>
    private readonly long Place => passed + json.TokenStartIndex;

    private static string Kind(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        _ => "nothing",
    };

    private bool Advance()
    {
        try
        {
            while (!json.Read())
            {
                if (rest == 0)
                    return false;
                Refill();
            }
        }
        catch (JsonException fault)
        {
            // The reader's own words speak of its options, which nobody here can set.
            throw new ModelFileException(
                $"'{source}': its header is not valid JSON at byte {passed + json.BytesConsumed} or shortly after. The file is damaged, or not a safetensors file; "
                + "fetch or save it again.",
                fault);
        }

        return true;
    }

    private void Refill()
    {
        var consumed = (int)json.BytesConsumed;
        buffer.AsSpan(consumed, filled - consumed).CopyTo(buffer);
        filled -= consumed;
        passed += consumed;
        if (filled == buffer.Length)
            Array.Resize(ref buffer, (int)Math.Min(filled + rest, 2L * filled));
        var count = (int)Math.Min(rest, buffer.Length - filled);
        stream.ReadExactly(buffer, filled, count);
        filled += count;
        rest -= count;
        json = new Utf8JsonReader(buffer.AsSpan(0, filled), isFinalBlock: rest == 0, json.CurrentState);
    }
}

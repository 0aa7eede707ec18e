using System.Text.Json;
using System.Text.Unicode;

namespace Adjoint.Runtime;

/// <summary>
/// Reads the header of a safetensors file, a JSON object such as
/// <c>{"__metadata__":{"format":"pt"},"fc1.bias":{"dtype":"F32","shape":[128],"data_offsets":[0,512]}}</c>.
/// </summary>
/// <remarks>
/// Source: the format's description, huggingface/safetensors, README. Stricter than JSON in two places: no key may occur twice, and an entry
/// has these three keys and no other, so that a file means the same to every reader.
/// </remarks>
internal ref struct SafetensorsHeaderReader
{
    /// <summary>Root, entry, list of numbers.</summary>
    private const int Depth = 3;

    private readonly string source;
    private Utf8JsonReader json;

    /// <summary>The name of the tensor whose entry is being read, for messages.</summary>
    private string? tensor;

    private SafetensorsHeaderReader(ReadOnlySpan<byte> text, string source)
    {
        this.source = source;
        json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = Depth });
    }

    /// <summary>Reads and checks the header of a file whose data are <paramref name="dataLength"/> bytes long.</summary>
    /// <exception cref="ModelFileException">The header breaks a rule of the format.</exception>
    public static SafetensorsHeader Read(ReadOnlySpan<byte> text, long dataLength, string source)
    {
        var reader = new SafetensorsHeaderReader(text, source);
        if (text.IsEmpty || text[0] != (byte)'{')
            throw reader.Fault("does not start with '{'. Is it a safetensors file?");
        if (!Utf8.IsValid(text))
            throw reader.Fault("is not valid UTF-8.");
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            var entries = reader.ReadRoot(metadata);
            return SafetensorsHeader.Create(entries, metadata, dataLength, source);
        }
        catch (JsonException fault)
        {
            throw new ModelFileException($"'{source}': its header is not valid JSON: {fault.Message}", fault);
        }
    }

    private List<SafetensorsEntry> ReadRoot(Dictionary<string, string> metadata)
    {
        var entries = new List<SafetensorsEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        Expect(JsonTokenType.StartObject, "the header");
        while (NextKey() is { } name)
        {
            if (!names.Add(name))
                throw Fault($"names {FileText.Quote(name)} twice.");
            if (name == "__metadata__")
                ReadMetadata(metadata);
            else
                entries.Add(ReadEntry(name));
        }

        // Past the object only padding may come; the reader itself refuses anything else.
        json.Read();
        return entries;
    }

    private void ReadMetadata(Dictionary<string, string> metadata)
    {
        Expect(JsonTokenType.StartObject, "__metadata__");
        while (NextKey() is { } key)
        {
            Expect(JsonTokenType.String, "a value of __metadata__");
            if (!metadata.TryAdd(key, Text()))
                throw Fault($"names {FileText.Quote(key)} in __metadata__ twice.");
        }
    }

    private SafetensorsEntry ReadEntry(string name)
    {
        tensor = name;
        SafetensorsType? type = null;
        long[]? shape = null;
        long[]? offsets = null;
        Expect(JsonTokenType.StartObject, "the entry");
        while (NextKey() is { } key)
        {
            switch (key)
            {
                case "dtype" when type is null:
                    type = ReadType();
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers("shape");
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers("data_offsets");
                    break;
                case "dtype" or "shape" or "data_offsets":
                    throw Fault($"names '{key}'{OfTensor} twice.");
                default:
                    throw Fault($"has {FileText.Quote(key)} in the entry{OfTensor}; only dtype, shape and data_offsets belong there.");
            }
        }

        if (type is null || shape is null || offsets is null)
            throw Fault($"lacks '{(type is null ? "dtype" : shape is null ? "shape" : "data_offsets")}'{OfTensor}.");
        if (offsets.Length != 2)
            throw Fault($"gives {offsets.Length} data_offsets{OfTensor}; two are needed, begin and end.");
        tensor = null;
        return new SafetensorsEntry(name, type.Value, shape, offsets[0], offsets[1]);
    }

    private SafetensorsType ReadType()
    {
        Expect(JsonTokenType.String, "dtype");
        var name = Text();
        return SafetensorsTypes.Parse(name)
            ?? throw Fault(
                $"gives the dtype {FileText.Quote(name)}{OfTensor}; those that can be read are {SafetensorsTypes.Names}. "
                + "Convert it to F32 before saving.");
    }

    private long[] ReadNumbers(string what)
    {
        var numbers = new List<long>();
        Expect(JsonTokenType.StartArray, what);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out var number) || number < 0)
                throw Fault($"has something else than whole numbers from 0 to 2⁶³ − 1 in {what}{OfTensor}.");
            numbers.Add(number);
        }

        return numbers.ToArray();
    }

    private string? NextKey()
    {
        json.Read();
        return json.TokenType == JsonTokenType.EndObject ? null : Text();
    }

    private void Expect(JsonTokenType type, string what)
    {
        json.Read();
        if (json.TokenType != type)
            throw Fault($"has a {json.TokenType} for {what}{OfTensor}; a {type} is needed.");
    }

    private readonly string Text()
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException fault)
        {
            // Escapes such as \ud800 alone: well-formed JSON that stands for no text.
            throw new ModelFileException($"'{source}': its header has a string that is not valid Unicode.", fault);
        }
    }

    private readonly string OfTensor => tensor is null ? "" : $" of tensor {FileText.Quote(tensor)}";

    private readonly ModelFileException Fault(string fault) => new($"'{source}': its header {fault}");
}

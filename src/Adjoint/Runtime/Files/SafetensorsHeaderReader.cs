using System.Text.Json;

namespace Adjoint.Runtime;

/// <summary>
/// Reads the header of a safetensors file, a JSON object such as
/// <c>{"__metadata__":{"format":"pt"},"fc1.bias":{"dtype":"F32","shape":[128],"data_offsets":[0,512]}}</c>.
/// </summary>
/// <remarks>
/// Source: the format's description, huggingface/safetensors, README. Stricter than JSON in two places: no tensor may occur twice, and an entry
/// has these three keys and no other, so that a file means the same to every reader. What is kept is bounded whatever the header's length: a number of tensors, of
/// axes and of letters, and of the metadata what is wanted.
/// </remarks>
internal ref struct SafetensorsHeaderReader
{
    /// <summary>As many tensors as this, and some for each of the network's, may be in a file.</summary>
    private const int MostOtherTensors = 10_000, TensorsEach = 4;

    /// <summary>More axes than PyTorch or NumPy allow.</summary>
    private const int MostAxes = 64;

    private readonly ParameterLayout layout;
    private readonly HashSet<string> wantedMetadata;
    private JsonTokens json;

    /// <summary>The name of the tensor whose entry is being read, for messages.</summary>
    private string? tensor;

    private SafetensorsHeaderReader(JsonTokens json, ParameterLayout layout, string[] metadata)
    {
        this.json = json;
        this.layout = layout;
        // The name of the network, and names that stand for others.
        wantedMetadata = [.. layout.Parameters.SelectMany(static parameter => parameter.Names), "network", .. metadata];
    }

    /// <summary>Reads and checks a header.</summary>
    /// <param name="stream">The file, at the header.</param>
    /// <param name="length">The header's bytes.</param>
    /// <param name="dataLength">The bytes of the values after it.</param>
    /// <param name="layout">The tensors that are looked for.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="metadata">The keys that are looked for in the metadata.</param>
    /// <exception cref="ModelFileException">The header breaks a rule of the format.</exception>
    public static SafetensorsHeader Read(Stream stream, int length, long dataLength, ParameterLayout layout, string source, string[] metadata)
    {
        var reader = new SafetensorsHeaderReader(new JsonTokens(stream, length, source), layout, metadata);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        return SafetensorsHeader.Create(reader.ReadRoot(found), found, dataLength, source);
    }

    private List<SafetensorsEntry> ReadRoot(Dictionary<string, string> metadata)
    {
        var entries = new List<SafetensorsEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var most = MostOtherTensors + TensorsEach * layout.Parameters.Count;
        json.Expect(JsonTokenType.StartObject, "the header");
        while (NextKey() is { } name)
        {
            if (!names.Add(name))
                throw json.Fault($"names {FileText.Quote(name)} twice.");
            if (names.Count > most)
            {
                throw json.Fault(
                    $"names more than {most} tensors; '{layout.Network}' has {layout.Parameters.Count}. Is it the file of another network? Save the tensors of this one alone.");
            }

            if (name == "__metadata__")
                ReadMetadata(metadata);
            else
                entries.Add(ReadEntry(name));
        }

        // Past the object only padding may come.
        json.ExpectEnd();
        return entries;
    }

    private void ReadMetadata(Dictionary<string, string> metadata)
    {
        // As the reference has it: no metadata may be said by null.
        if (json.Next("__metadata__") == JsonTokenType.Null)
            return;
        json.Check(JsonTokenType.StartObject, "__metadata__");
        while (json.Next("__metadata__") != JsonTokenType.EndObject)
        {
            var key = json.ShortText();
            json.Expect(JsonTokenType.String, "a value of __metadata__");
            if (json.ShortText() is { } text && key is not null && wantedMetadata.Contains(key) && !metadata.TryAdd(key, text))
                throw json.Fault($"names {FileText.Quote(key)} in __metadata__ twice.");
        }
    }

    private SafetensorsEntry ReadEntry(string name)
    {
        tensor = name;
        string? type = null;
        long[]? shape = null;
        long[]? offsets = null;
        json.Expect(JsonTokenType.StartObject, "the entry", tensor);
        while (NextKey() is { } key)
        {
            switch (key)
            {
                case "dtype" when type is null:
                    json.Expect(JsonTokenType.String, "dtype", tensor);
                    type = json.Text();
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers("shape");
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers("data_offsets");
                    break;
                case "dtype" or "shape" or "data_offsets":
                    throw json.Fault($"names '{key}'{OfTensor} twice.");
                default:
                    throw json.Fault($"has {FileText.Quote(key)} in the entry{OfTensor}; only dtype, shape and data_offsets belong there.");
            }
        }

        if (type is null || shape is null || offsets is null)
            throw json.Fault($"lacks '{(type is null ? "dtype" : shape is null ? "shape" : "data_offsets")}'{OfTensor}.");
        if (offsets.Length != 2)
            throw json.Fault($"gives {offsets.Length} data_offsets{OfTensor}; two are needed, begin and end.");
        tensor = null;
        return new SafetensorsEntry(name, type, shape, offsets[0], offsets[1]);
    }

    private long[] ReadNumbers(string what)
    {
        Span<long> numbers = stackalloc long[MostAxes];
        var count = 0;
        json.Expect(JsonTokenType.StartArray, what, tensor);
        while (json.Next(what) != JsonTokenType.EndArray)
        {
            if (json.Number() is not { } number || number < 0)
                throw json.Fault($"has something else than whole numbers from 0 to 2⁶³ − 1 in {what}{OfTensor}.");
            if (count == MostAxes)
                throw json.Fault($"has more than {MostAxes} numbers in {what}{OfTensor}.");
            numbers[count++] = number;
        }

        return numbers[..count].ToArray();
    }

    private string? NextKey() => json.Next("a name") == JsonTokenType.EndObject ? null : json.Text();

    private readonly string OfTensor => JsonTokens.Of(tensor);
}

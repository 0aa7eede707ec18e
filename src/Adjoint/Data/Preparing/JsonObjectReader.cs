using System.Text.Json;
using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>One object of a JSON text, of which each entry must be there once and be of its kind, and none may be left over.</summary>
internal sealed class JsonObjectReader
{
    private readonly Dictionary<string, JsonElement> entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> read = [];

    /// <exception cref="FormatException">It is not an object, or names an entry twice.</exception>
    public JsonObjectReader(JsonElement element, string place)
    {
        Place = place;
        if (element.ValueKind != JsonValueKind.Object)
            throw new FormatException($"{place} must be an object");
        foreach (var entry in element.EnumerateObject())
        {
            if (!entries.TryAdd(entry.Name, entry.Value))
                throw new FormatException($"{place} has {FileText.Quote(entry.Name)} twice");
        }
    }

    /// <summary>What the object is, for messages.</summary>
    public string Place { get; }

    public bool Has(string name) => entries.ContainsKey(name);

    public string Text(string name) => Of(name, JsonValueKind.String, "a text").GetString()!;

    public double Number(string name) => Of(name, JsonValueKind.Number, "a number").TryGetDouble(out var number) && double.IsFinite(number) ? number : throw Fault(name, "a finite number");

    public long Integer(string name) => Of(name, JsonValueKind.Number, "a number").TryGetInt64(out var number) ? number : throw Fault(name, "a whole number");

    public bool Flag(string name) => Get(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Fault(name, "true or false"),
    };

    public IReadOnlyList<string> Texts(string name)
    {
        List<string> texts = [];
        foreach (var element in Of(name, JsonValueKind.Array, "a list").EnumerateArray())
            texts.Add(element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Fault(name, "a list of texts"));
        return texts;
    }

    public IReadOnlyList<T> Objects<T>(string name, Func<JsonObjectReader, T> convert)
    {
        List<T> objects = [];
        foreach (var element in Of(name, JsonValueKind.Array, "a list").EnumerateArray())
        {
            var reader = new JsonObjectReader(element, $"entry {objects.Count} of '{name}'");
            objects.Add(convert(reader));
            reader.End();
        }
        return objects;
    }

    /// <summary>Makes sure that nothing is left over.</summary>
    public void End()
    {
        if (entries.Keys.FirstOrDefault(name => !read.Contains(name)) is { } left)
            throw new FormatException($"{Place} has {FileText.Quote(left)}, which is not known");
    }

    private JsonElement Of(string name, JsonValueKind kind, string needed) => Get(name) is var element && element.ValueKind == kind ? element : throw Fault(name, needed);

    private JsonElement Get(string name)
    {
        read.Add(name);
        return entries.TryGetValue(name, out var element) ? element : throw new FormatException($"{Place} has no '{name}'");
    }

    private FormatException Fault(string name, string needed) => new($"'{name}' of {Place} must be {needed}");
}

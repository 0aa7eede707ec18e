using Google.Protobuf.Collections;
using Onnx;

namespace Adjoint.Tool.Import.Read;

/// <summary>The attributes of a node, by name.</summary>
internal sealed class Attributes
{
    private readonly Dictionary<string, AttributeProto> byName = new(StringComparer.Ordinal);

    public Attributes(IEnumerable<AttributeProto> attributes)
    {
        foreach (var attribute in attributes)
            byName[attribute.Name] = attribute;
    }

    public static Attributes None { get; } = new(new RepeatedField<AttributeProto>());

    /// <summary>Those of a node that <c>3.Recognise</c> makes.</summary>
    public static Attributes Of(params (string Name, object Value)[] attributes) => new(attributes.Select(static a => a.Value switch
    {
        long number => new AttributeProto { Name = a.Name, I = number, Type = AttributeProto.Types.AttributeType.Int },
        float number => new AttributeProto { Name = a.Name, F = number, Type = AttributeProto.Types.AttributeType.Float },
        long[] numbers => new AttributeProto { Name = a.Name, Ints = { numbers }, Type = AttributeProto.Types.AttributeType.Ints },
        _ => throw new ArgumentException($"'{a.Value}' is not an attribute"),
    }));

    public bool Has(string name) => byName.ContainsKey(name);

    public long Int(string name, long otherwise = 0) => byName.TryGetValue(name, out var found) ? found.I : otherwise;

    public bool Flag(string name, bool otherwise = false) => Int(name, otherwise ? 1 : 0) != 0;

    public float Float(string name, float otherwise = 0) => byName.TryGetValue(name, out var found) ? found.F : otherwise;

    public string Text(string name, string otherwise = "") => byName.TryGetValue(name, out var found) ? found.S.ToStringUtf8() : otherwise;

    public long[]? Ints(string name) => byName.TryGetValue(name, out var found) ? [.. found.Ints] : null;

    /// <summary>Numbers of which there must be one for each of some axes, or for each of their ends; null where they are not there.</summary>
    public long[]? Ints(string name, int count) => Ints(name) is not { } found ? null
        : found.Length == count ? found : throw new ImportException($"its {name} are {found.Length} numbers, and {count} are needed");

    public float[]? Floats(string name) => byName.TryGetValue(name, out var found) ? [.. found.Floats] : null;

    public string[]? Texts(string name) => byName.TryGetValue(name, out var found) ? [.. found.Strings.Select(static s => s.ToStringUtf8())] : null;

    public TensorProto? Tensor(string name) => byName.TryGetValue(name, out var found) ? found.T : null;

    public GraphProto? Graph(string name) => byName.TryGetValue(name, out var found) ? found.G : null;
}

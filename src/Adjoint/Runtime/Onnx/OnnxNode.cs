using System.ComponentModel;

namespace Adjoint.Runtime;

/// <summary>An operator of an ONNX graph; its attributes come one after the other.</summary>
/// <remarks>Source: onnx.proto, NodeProto and AttributeProto.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OnnxNode
{
    private const int InputField = 1, OutputField = 2, NameField = 3, OpField = 4, AttributeField = 5;

    internal OnnxNode(string op, string name, string[] inputs, string[] outputs)
    {
        foreach (var input in inputs)
            Message.Add(InputField, input);
        foreach (var output in outputs)
            Message.Add(OutputField, output);
        Message.Add(NameField, name);
        Message.Add(OpField, op);
    }

    /// <summary>Its bytes.</summary>
    internal ProtoMessage Message { get; } = new();

    /// <summary>An integer.</summary>
    public OnnxNode With(string name, long value) => With(name, AttributeType.Int, attribute => attribute.Add((int)AttributeValue.Int, value));

    /// <summary>Integers.</summary>
    public OnnxNode With(string name, long[] values) => With(name, AttributeType.Ints, attribute =>
    {
        foreach (var value in values)
            attribute.Add((int)AttributeValue.Ints, value);
    });

    /// <summary>A number, which ONNX keeps as a float.</summary>
    public OnnxNode With(string name, double value) => With(name, AttributeType.Float, attribute => attribute.Add((int)AttributeValue.Float, (float)value));

    /// <summary>A text.</summary>
    public OnnxNode With(string name, string value) => With(name, AttributeType.String, attribute => attribute.Add((int)AttributeValue.String, value));

    /// <summary>A graph.</summary>
    internal OnnxNode With(string name, ProtoMessage graph) => With(name, AttributeType.Graph, attribute => attribute.Add((int)AttributeValue.Graph, graph));

    private OnnxNode With(string name, AttributeType type, Action<ProtoMessage> addValue)
    {
        const int attributeName = 1, attributeType = 20;
        var attribute = new ProtoMessage();
        attribute.Add(attributeName, name);
        addValue(attribute);
        attribute.Add(attributeType, (long)type);
        Message.Add(AttributeField, attribute);
        return this;
    }

    /// <summary>AttributeProto's numbers of types.</summary>
    private enum AttributeType
    {
        Float = 1,
        Int = 2,
        String = 3,
        Graph = 5,
        Ints = 7,
    }

    /// <summary>AttributeProto's fields.</summary>
    private enum AttributeValue
    {
        Float = 2,
        Int = 3,
        String = 4,
        Graph = 6,
        Ints = 8,
    }
}

using Adjoint.Generator.Declare;

namespace Adjoint.Generator.Shape;

/// <summary>What an operator's shape rule sees, and where it puts what it finds.</summary>
internal sealed class ShapeContext(ShapeBuilder builder, AttributeUse use, int attribute, string nodeName, Value input, string source)
{
    public AttributeUse Use => use;

    /// <summary>The layer's name.</summary>
    public string NodeName => nodeName;

    /// <summary>The shape of the value that the layer reads.</summary>
    public TensorShape Input => input.Shape;

    /// <summary>The layer that made that value, for messages.</summary>
    public string Source => source;

    /// <summary>The numbers of the parameters that the rule has declared.</summary>
    public List<int> Parameters { get; } = [];

    /// <summary>The numbers of the intermediate values that the rule has declared.</summary>
    public List<int> Intermediates { get; } = [];

    /// <summary>Declares a value on the way from the input to the output.</summary>
    public void Intermediate(string symbol, TensorShape shape)
    {
        if (shape.Size > Limits.ValueSize)
            Report(Rules.TooLarge, null, $"'{nodeName}'", shape.Size, "values", Limits.ValueSize);
        else
            Intermediates.Add(builder.AddIntermediate(symbol, shape));
    }

    /// <summary>Declares a trainable tensor.</summary>
    public void Parameter(
        string member, string symbol, TensorShape shape, string role, int initializer, int fanIn, int fanOut, bool outputInnermost = false) =>
        Parameters.Add(builder.AddParameter(nodeName, member, symbol, shape, role, initializer, fanIn, fanOut, outputInnermost));

    /// <summary>Reports a problem at an argument, or at the attribute as a whole.</summary>
    public void Report(string rule, string? argument, params object[] words) => builder.Report(rule, new Place(attribute, argument), words);

    /// <summary>Reports a problem at one element of an argument that is a list.</summary>
    public void ReportElement(string rule, string argument, int element, params object[] words) =>
        builder.Report(rule, new Place(attribute, argument, element), words);
}

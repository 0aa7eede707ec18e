using System.Globalization;
using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Shape;

/// <summary>
/// The second stage: gives every value a name and a shape, or says what does not fit and where. After the first problem the rest is not judged, for
/// what follows from a mistake is not another mistake.
/// </summary>
internal sealed class ShapeBuilder
{
    private readonly NetworkDeclaration declaration;
    private readonly List<Value> values = [];
    private readonly List<Node> nodes = [];
    private readonly List<Node> losses = [];
    private readonly List<Parameter> parameters = [];
    private readonly List<Problem> problems;
    private readonly Names names;
    private Value? current;
    private string source = "";
    private int offset;

    private ShapeBuilder(NetworkDeclaration declaration)
    {
        this.declaration = declaration;
        problems = [.. declaration.Problems];
        names = new Names([.. GeneratedMembers.Reserved, declaration.Name]);
    }

    /// <summary>Shapes a network.</summary>
    public static ShapedNetwork Build(NetworkDeclaration declaration, CancellationToken cancellation)
    {
        var builder = new ShapeBuilder(declaration);
        for (var i = 0; i < declaration.Attributes.Count && builder.problems.Count == 0; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            builder.Read(declaration.Attributes[i], i);
        }
        return builder.Finish();
    }

    /// <summary>Adds a trainable tensor at the end of the parameter block; returns its number.</summary>
    public int AddParameter(
        string layer, string member, string symbol, TensorShape shape, string role, int initializer, int fanIn, int fanOut, bool outputInnermost)
    {
        var parameter = new Parameter(
            parameters.Count, layer, member, names.Next(symbol), shape, offset, role, initializer, fanIn, fanOut, outputInnermost);
        parameters.Add(parameter);
        if ((long)offset + parameter.Length > Limits.Parameters)
        {
            Report(Rules.TooLarge, Place.Class, $"'{declaration.Name}'", (long)offset + parameter.Length, "parameters", Limits.Parameters);
            return parameter.Id;
        }
        offset += parameter.Length;
        return parameter.Id;
    }

    /// <summary>Adds a value that only one node knows; returns its number.</summary>
    public int AddIntermediate(string symbol, TensorShape shape) => AddValue(names.Next(symbol), shape).Id;

    /// <summary>Notes a problem.</summary>
    public void Report(string rule, Place place, params object[] words) => problems.Add(Problem.Of(rule, place, words));

    private void Read(AttributeUse use, int attribute)
    {
        if (use.Operator == "Input")
            ReadInput(use, attribute);
        else if (current is null)
            Report(Rules.NoInput, Place.Class, declaration.Name);
        else if (OperatorTable.Find(use.Operator) is LossOperator loss)
            ReadLoss(loss, use, attribute);
        else if (losses.Count > 0)
            Report(Rules.LayerAfterLoss, Place.Of(attribute), use.Operator, losses[0].Use.Operator);
        else if (OperatorTable.Find(use.Operator) is { } layer)
            ReadLayer(layer, use, attribute);
        else
            Report(Rules.UnknownLayer, Place.Of(attribute), use.Operator);
    }

    private void ReadInput(AttributeUse use, int attribute)
    {
        if (attribute > 0)
        {
            Report(Rules.InputNotFirst, Place.Of(attribute), declaration.Name);
            return;
        }
        var sizes = use.Ints("shape");
        for (var i = 0; i < sizes.Count; i++)
        {
            if (sizes[i] < 1)
                Report(Rules.InputSizeBelowOne, new Place(attribute, "shape", i), sizes[i], $"Input({Names.Listed(sizes)})");
        }
        if (sizes.IsEmpty)
            Report(Rules.NoInput, Place.Of(attribute), declaration.Name);
        if (problems.Count > 0)
            return;
        var count = sizes.Aggregate(1.0, static (product, size) => product * size);
        if (count > Limits.ValueSize)
        {
            Report(Rules.TooLarge, new Place(attribute, "shape"), "The input", count.ToString("F0", CultureInfo.InvariantCulture), "values", Limits.ValueSize);
            return;
        }
        current = AddValue("x", new TensorShape(sizes));
        source = "the input";
    }

    private void ReadLayer(Operator layer, AttributeUse use, int attribute)
    {
        if (NameOf(layer, use, attribute) is not { } name)
            return;
        var context = new ShapeContext(this, use, attribute, name, current!, source);
        if (layer.Infer(context) is not { } shape || problems.Count > 0)
            return;
        if (shape.Size > Limits.ValueSize)
        {
            Report(Rules.TooLarge, Place.Of(attribute), $"'{name}'", shape.Size, "values", Limits.ValueSize);
            return;
        }
        var output = layer.IsView ? AddValue(names.Next("v"), shape) : AddValue(names.Next(layer.Symbol), shape);
        nodes.Add(new Node(use, attribute, name, [current!.Id], output.Id, context.Parameters.ToEquatableArray(), context.Intermediates.ToEquatableArray()));
        current = output;
        source = $"'{name}'";
    }

    private void ReadLoss(LossOperator loss, AttributeUse use, int attribute)
    {
        if (losses.Count > 0)
        {
            Report(Rules.LayerAfterLoss, Place.Of(attribute), use.Operator, losses[0].Use.Operator);
            return;
        }
        if (use.Float("Weight", 1) is not (> 0 and < float.PositiveInfinity) and var weight)
        {
            Report(Rules.ValueOutOfRange, new Place(attribute, "Weight"), "A loss's weight", "above 0 and finite", weight);
            return;
        }
        var context = new ShapeContext(this, use, attribute, "loss", current!, source);
        if (loss.Infer(context) is not null)
            losses.Add(new Node(use, attribute, "loss", [current!.Id], -1, []));
    }

    private string? NameOf(Operator layer, AttributeUse use, int attribute)
    {
        var name = use.Text("Name") ?? names.Layer(layer.Stem);
        if (!Names.IsIdentifier(name))
            Report(Rules.NameNotAnIdentifier, new Place(attribute, "Name"), name);
        else if (!names.Take(name))
            Report(Rules.NameTakenTwice, new Place(attribute, "Name"), name, OwnerOf(name));
        else
            return name;
        return null;
    }

    private string OwnerOf(string name) =>
        string.Equals(name, declaration.Name, StringComparison.OrdinalIgnoreCase) ? "the class itself"
        : GeneratedMembers.Reserved.Contains(name, StringComparer.OrdinalIgnoreCase) ? "a member of the generated class"
        : "another layer";

    private Value AddValue(string name, TensorShape shape)
    {
        values.Add(new Value(values.Count, name, shape));
        return values[values.Count - 1];
    }

    private ShapedNetwork Finish()
    {
        if (current is null && problems.Count == 0)
            Report(Rules.NoInput, Place.Class, declaration.Name);
        EquatableArray<int> outputs = current is null ? [] : [current.Id];
        EquatableArray<int> inputs = current is null ? [] : [0];
        return new ShapedNetwork(
            declaration, values.ToEquatableArray(), nodes.ToEquatableArray(), losses.ToEquatableArray(), parameters.ToEquatableArray(),
            inputs, outputs, problems.ToEquatableArray());
    }
}

using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Shape;

/// <summary>
/// The second stage: gives every value a name and a shape, or says what does not fit and where. After the first problem the rest is not judged, for
/// what follows from a mistake is not another mistake.
/// </summary>
internal sealed partial class ShapeBuilder
{
    private readonly NetworkDeclaration declaration;
    private readonly List<Value> values = [];
    private readonly List<Node> nodes = [];
    private readonly List<Node> losses = [];
    private readonly List<Problem> problems;
    private readonly Names names;
    private readonly ParameterList parameters;

    /// <summary>The value that the next layer reads, and what made it.</summary>
    private NamedValue? current;

    private ShapeBuilder(NetworkDeclaration declaration)
    {
        this.declaration = declaration;
        problems = [.. declaration.Problems];
        names = new Names([.. GeneratedMembers.Reserved, declaration.Name]);
        parameters = new ParameterList(declaration.Name, names, problems);
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

    /// <summary>The network's tensors.</summary>
    public ParameterList Parameters => parameters;

    /// <summary>Whether anything is wrong so far.</summary>
    public bool HasProblems => problems.Count > 0;

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
        else if (use.Operator is "As" or "From" or "Output")
            ReadGraphWord(use, attribute);
        else if (OperatorTable.Find(use.Operator) is { } layer)
            ReadLayer(layer, use, attribute);
        else
            Report(Rules.UnknownLayer, Place.Of(attribute), use.Operator);
    }

    private void ReadLayer(Operator layer, AttributeUse use, int attribute)
    {
        if (NameOf(layer, use, attribute) is not { } name || OthersOf(use, attribute) is not { } others)
            return;
        NamedValue[] inputs = [current!, .. others];
        var context = new ShapeContext(this, use, attribute, name, inputs);
        if (layer.Infer(context) is not { } shape || problems.Count > 0)
            return;
        if (shape.Size > Limits.ValueSize)
        {
            Report(Rules.TooLarge, Place.Of(attribute), $"'{name}'", shape.Size, "values", Limits.ValueSize);
            return;
        }
        var output = AddValue(names.Next(layer.IsView ? "v" : layer.Symbol), shape);
        nodes.Add(new Node(
            use, attribute, name, [.. inputs.Select(static i => i.Value.Id)], output.Id, context.Parameters.ToEquatableArray(), context.Intermediates.ToEquatableArray()));
        current = new NamedValue(output, $"'{name}'", attribute);
        named[name] = current;
    }

    private string? NameOf(Operator layer, AttributeUse use, int attribute)
    {
        var name = use.Text("Name") ?? names.Layer(layer.Stem);
        if (!Names.IsIdentifier(name))
            Report(Rules.NameNotAnIdentifier, new Place(attribute, "Name"), name);
        else if (named.ContainsKey(name) || !names.Take(name))
            Report(Rules.NameTakenTwice, new Place(attribute, "Name"), name, OwnerOf(name));
        else
            return name;
        return null;
    }

    private string OwnerOf(string name) =>
        string.Equals(name, declaration.Name, StringComparison.OrdinalIgnoreCase) ? "the class itself"
        : GeneratedMembers.Reserved.Contains(name, StringComparer.OrdinalIgnoreCase) ? "a member of the generated class"
        : nodes.Any(n => n.Name == name) || !named.ContainsKey(name) ? "another layer"
        : "another value";

    private Value AddValue(string name, TensorShape shape)
    {
        values.Add(new Value(values.Count, name, shape));
        return values[values.Count - 1];
    }

    private ShapedNetwork Finish()
    {
        if (current is null && problems.Count == 0)
            Report(Rules.NoInput, Place.Class, declaration.Name);
        if (outputs.Count == 0 && current is not null)
            outputs.Add(current.Value.Id);
        if (problems.Count == 0)
            CheckThatAllIsRead();
        return new ShapedNetwork(
            declaration, values.ToEquatableArray(), nodes.ToEquatableArray(), losses.ToEquatableArray(), parameters.Place(),
            inputs.ToEquatableArray(), outputs.ToEquatableArray(), problems.ToEquatableArray());
    }
}

/// <summary>A value and what messages call it.</summary>
/// <param name="Value">The value.</param>
/// <param name="Source">What made it: <c>'dense1'</c>, or the input.</param>
/// <param name="Attribute">The attribute that declared it.</param>
internal sealed record NamedValue(Value Value, string Source, int Attribute);

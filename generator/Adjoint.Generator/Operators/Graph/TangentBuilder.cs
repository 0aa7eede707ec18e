namespace Adjoint.Generator.Operators;

/// <summary>
/// Puts tangents into a graph: beside a value v the value v̇, which says how v changes along one direction of the inputs and parameters. Tangents are values
/// like any other, computed by nodes of the same vocabulary (<see cref="Operator.Tangent"/>), so that they have gradients and tangents of their own: forward
/// mode is the graph with tangents, forward over reverse its backward pass, and derivatives nest.
/// </summary>
/// <param name="values">The graph's values; tangents are added.</param>
/// <param name="nodes">The graph's nodes, each behind those that it reads; those that compute tangents are added.</param>
/// <param name="suffix">What the names of tangents end in.</param>
/// <remarks>Source: Griewank and Walther, Evaluating Derivatives (2008), chapters 3.1 and 5.</remarks>
internal sealed class TangentBuilder(IList<Value> values, IList<Node> nodes, string suffix)
{
    private readonly Dictionary<int, int?> tangents = [];
    private readonly Dictionary<int, int> parameters = [];

    /// <summary>The number of the attribute that new nodes belong to; by default that of the node whose tangent they compute.</summary>
    public int? Attribute { get; set; }

    /// <summary>States the tangent of an input.</summary>
    public void Seed(int value, int tangent) => tangents[value] = tangent;

    /// <summary>States the tangent of a parameter; the others are constant.</summary>
    public void SeedParameter(int parameter, int tangent) => parameters[parameter] = tangent;

    /// <summary>The tangent of a value; null where it is zero because nothing before the value changes.</summary>
    public int? Of(int value)
    {
        var needed = Before(value);
        // The nodes that compute tangents stand behind all that are there now.
        var count = nodes.Count;
        for (var i = 0; i < count; i++)
        {
            if (needed.Contains(nodes[i].Output) && !tangents.ContainsKey(nodes[i].Output))
                tangents[nodes[i].Output] = Compute(nodes[i]);
        }
        return Known(value);
    }

    /// <summary>The first node before a value, from the inputs on, that something changes before and whose rows do not change by themselves; null if there is none.</summary>
    public Node? WithoutTangent(int value)
    {
        var needed = Before(value);
        var changes = new HashSet<int>(tangents.Where(static t => t.Value is not null).Select(static t => t.Key));
        foreach (var node in nodes.Where(n => needed.Contains(n.Output)))
        {
            if (!node.Inputs.Any(changes.Contains) && !node.Parameters.Any(parameters.ContainsKey))
                continue;
            if (!node.Operator.HasTangent)
                return node;
            changes.Add(node.Output);
        }
        return null;
    }

    /// <summary>A tangent that has been computed or stated.</summary>
    public int? Known(int value) => tangents.TryGetValue(value, out var tangent) ? tangent : null;

    /// <summary>The tangent of a parameter, or null.</summary>
    public int? KnownParameter(int parameter) => parameters.TryGetValue(parameter, out var tangent) ? tangent : null;

    /// <summary>The shape of a value.</summary>
    public TensorShape ShapeOf(int value) => values[value].Shape;

    /// <summary>Adds a value of this name, or of the next that is free.</summary>
    public int AddValue(string name, TensorShape shape)
    {
        var free = name;
        for (var i = 2; values.Any(v => v.Name == free); i++)
            free = FormattableString.Invariant($"{name}_{i}");
        values.Add(new Value(values.Count, free, shape));
        return values.Count - 1;
    }

    /// <summary>Adds a node.</summary>
    public void AddNode(Node node) => nodes.Add(Attribute is { } attribute ? node with { Attribute = attribute } : node);

    /// <summary>The name of a layer's tangent, and of values on the way to it.</summary>
    public string NameOf(string name) => name + suffix;

    private int? Compute(Node node)
    {
        if (!node.Inputs.Any(i => Known(i) is not null) && !node.Parameters.Any(parameters.ContainsKey))
            return null;
        var first = values.Count;
        var tangent = node.Operator.Tangent(new TangentContext(this, node));
        // What was computed for this node alone is called after what it is the tangent of.
        if (tangent is { } id && id >= first && values.All(v => v.Name != NameOf(values[node.Output].Name)))
            values[id] = values[id] with { Name = NameOf(values[node.Output].Name) };
        return tangent;
    }

    /// <summary>A value and all that it depends on.</summary>
    private HashSet<int> Before(int value)
    {
        HashSet<int> needed = [value];
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            if (needed.Contains(nodes[i].Output))
                needed.UnionWith(nodes[i].Inputs);
        }
        return needed;
    }
}

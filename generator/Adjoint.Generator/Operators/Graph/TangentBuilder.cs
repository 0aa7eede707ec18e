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
        var changing = Changing(needed);
        // The nodes that compute tangents stand behind all that are there now.
        var (count, delays) = (nodes.Count, new List<(Node Of, int Tangent)>());
        for (var i = 0; i < count; i++)
        {
            if (!needed.Contains(nodes[i].Output) || tangents.ContainsKey(nodes[i].Output))
                continue;
            if (nodes[i].Operator is Delay && changing.Contains(nodes[i].Output))
                delays.Add((nodes[i], nodes.Count));
            tangents[nodes[i].Output] = nodes[i].Operator is Delay ? Delayed(nodes[i], changing.Contains(nodes[i].Output)) : Compute(nodes[i]);
        }
        // What is delayed stands behind the delay, so that its tangent is known only now.
        foreach (var (of, at) in delays)
        {
            var delay = (Delay)of.Operator;
            int[] first = delay.HasInitial && Known(of.Inputs[1]) is { } initial ? [initial] : [], lengths = delay.HasLengths ? [of.Inputs[of.Inputs.Count - 1]] : [];
            nodes[at] = nodes[at] with { Operator = delay with { HasInitial = first.Length > 0 }, Inputs = [Known(of.Inputs[0]) ?? Zero(of), .. first, .. lengths] };
        }
        return Known(value);
    }

    /// <summary>The tangent of a state: the state of the tangent, which begins with that of its first value.</summary>
    private int? Delayed(Node node, bool changes)
    {
        if (!changes)
            return null;
        var tangent = AddValue(NameOf(values[node.Output].Name), ShapeOf(node.Output), ScanOf(node.Output));
        AddNode(new Node(new Delay(), node.Attribute, NameOf(node.Name), [tangent], tangent, []));
        return tangent;
    }

    private int Zero(Node of)
    {
        var zero = AddValue(NameOf("zero"), ShapeOf(of.Output), ScanOf(of.Output));
        AddNode(new Node(new Map("Zero", 0), of.Attribute, NameOf(of.Name), [of.Inputs[0]], zero, []));
        return zero;
    }

    /// <summary>The values among those that are needed which change: those that read something that changes, round a loop too.</summary>
    private HashSet<int> Changing(HashSet<int> needed)
    {
        var changing = new HashSet<int>(tangents.Where(static t => t.Value is not null).Select(static t => t.Key));
        int before;
        do
        {
            before = changing.Count;
            foreach (var node in nodes.Where(n => needed.Contains(n.Output)))
            {
                if (node.Inputs.Any(changing.Contains) || node.Parameters.Any(parameters.ContainsKey))
                    changing.Add(node.Output);
            }
        }
        while (changing.Count > before);
        return changing;
    }

    /// <summary>The first node before a value, from the inputs on, that something changes before and whose rows do not change by themselves; null if there is none.</summary>
    public Node? WithoutTangent(int value)
    {
        var needed = Before(value);
        var changing = Changing(needed);
        return nodes.FirstOrDefault(node => needed.Contains(node.Output) && !node.Operator.HasTangent && (node.Inputs.Any(changing.Contains) || node.Parameters.Any(parameters.ContainsKey)));
    }

    /// <summary>A tangent that has been computed or stated.</summary>
    public int? Known(int value) => tangents.TryGetValue(value, out var tangent) ? tangent : null;

    /// <summary>The tangent of a parameter, or null.</summary>
    public int? KnownParameter(int parameter) => parameters.TryGetValue(parameter, out var tangent) ? tangent : null;

    /// <summary>Of a value that is tokens, how many there are.</summary>
    public int TokensOf(int value) => values[value].Tokens;

    /// <summary>The shape of a value.</summary>
    public TensorShape ShapeOf(int value) => values[value].Shape;

    /// <summary>The loop that a value belongs to; null outside of loops.</summary>
    public Scan? ScanOf(int value) => values[value].Scan;

    /// <summary>Adds a value of this name, or of the next that is free.</summary>
    /// <param name="name">The name.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="scan">The loop that it belongs to.</param>
    public int AddValue(string name, TensorShape shape, Scan? scan = null)
    {
        var free = name;
        for (var i = 2; values.Any(v => v.Name == free); i++)
            free = FormattableString.Invariant($"{name}_{i}");
        values.Add(new Value(values.Count, free, shape) { Scan = scan });
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
        int before;
        do
        {
            // A loop is gone round more than once: what a state reads stands behind it.
            before = needed.Count;
            for (var i = nodes.Count - 1; i >= 0; i--)
            {
                if (needed.Contains(nodes[i].Output))
                    needed.UnionWith(nodes[i].Inputs);
            }
        }
        while (needed.Count > before);
        return needed;
    }
}

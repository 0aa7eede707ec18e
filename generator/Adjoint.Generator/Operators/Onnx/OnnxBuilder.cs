using Adjoint.Generator.Declare;

namespace Adjoint.Generator.Operators;

/// <summary>An ONNX graph that is being built: of a network, or of the step that a Scan runs, which reads what stands around it by name.</summary>
internal sealed class OnnxBuilder
{
    private readonly OnnxBuilder root;
    private readonly List<OnnxNode> nodes = [];
    private readonly List<OnnxPort> inputs = [], outputs = [];

    // Of the whole graph; those within read and write the root's.
    private readonly Dictionary<int, string> values = [];
    private readonly Dictionary<string, OnnxConstant> constants = new(StringComparer.Ordinal);
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private string? rows;

    /// <param name="precision">What the network computes in.</param>
    public OnnxBuilder(Precision precision) => (root, Precision) = (this, precision);

    private OnnxBuilder(OnnxBuilder root) => (this.root, Precision) = (root, root.Precision);

    /// <summary>What the network computes in.</summary>
    public Precision Precision { get; }

    /// <summary>A graph within this one.</summary>
    public OnnxBuilder Within() => new(root);

    /// <summary>A list of one integer, the number of rows.</summary>
    public string Rows
    {
        get
        {
            if (root.rows is null)
            {
                root.rows = FreeName("rows");
                root.nodes.Insert(0, new OnnxNode("Shape", root.rows, [root.inputs[0].Name], [root.rows], [new("start", 0L), new("end", 1L)]));
            }
            return root.rows;
        }
    }

    /// <summary>The name of a network's value.</summary>
    public string NameOf(Value value) => root.values[value.Id];

    /// <summary>Gives a network's value a name.</summary>
    public void SetName(Value value, string name) => root.values[value.Id] = name;

    /// <summary>A name that nothing has yet: this one, or it with a number.</summary>
    public string FreeName(string name)
    {
        var free = name;
        for (var i = 2; !root.taken.Add(free); i++)
            free = FormattableString.Invariant($"{name}_{i}");
        return free;
    }

    public void AddInput(string name, OnnxType type, TensorShape shape) => inputs.Add(new(name, type, shape));

    public void AddOutput(string name, OnnxType type, TensorShape shape) => outputs.Add(new(name, type, shape));

    public void Add(OnnxNode node) => nodes.Add(node);

    /// <summary>The operators so far.</summary>
    public int Count => nodes.Count;

    /// <summary>Gives the output of the node that was added last another name, if it is this one; returns whether it is.</summary>
    public bool Rename(string output, string name)
    {
        if (nodes.Count == 0 || nodes[nodes.Count - 1] is not { Outputs.Count: 1 } last || last.Outputs[0] != output)
            return false;
        root.taken.Remove(output);
        nodes[nodes.Count - 1] = last with { Outputs = [name] };
        return true;
    }

    /// <summary>The name of a constant, which is what it is made of.</summary>
    public string Constant(OnnxConstant constant)
    {
        if (!root.constants.ContainsKey(constant.Name))
            root.constants.Add(constant.Name, constant);
        return constant.Name;
    }

    public OnnxGraph Build() => new(inputs.ToEquatableArray(), outputs.ToEquatableArray(), nodes.ToEquatableArray(), constants.Values.ToEquatableArray());
}

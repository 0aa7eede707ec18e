namespace Adjoint.Generator.Operators;

/// <summary>A graph of ONNX operators, without the network's tensors, which a file takes from the network itself.</summary>
/// <param name="Inputs">What comes in.</param>
/// <param name="Outputs">What goes out.</param>
/// <param name="Nodes">The operators, each behind what it reads.</param>
/// <param name="Constants">The numbers that are no tensors of the network.</param>
internal sealed record OnnxGraph(EquatableArray<OnnxPort> Inputs, EquatableArray<OnnxPort> Outputs, EquatableArray<OnnxNode> Nodes, EquatableArray<OnnxConstant> Constants);

/// <summary>An input or an output of a graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Shape">Its sizes behind the rows, which are N.</param>
internal sealed record OnnxPort(string Name, OnnxType Type, TensorShape Shape);

/// <summary>What a tensor holds.</summary>
internal enum OnnxType
{
    /// <summary>What the network computes in.</summary>
    Number,

    /// <summary>64-bit integers: tokens, lengths, shapes.</summary>
    Integer,

    /// <summary>Truth values.</summary>
    Bool,

    /// <summary>Doubles, whatever the network computes in.</summary>
    Double,
}

/// <summary>An operator of a graph.</summary>
/// <param name="Op">Its type in ONNX.</param>
/// <param name="Name">Its own name.</param>
/// <param name="Inputs">The names of the values and tensors that it reads.</param>
/// <param name="Outputs">The names of what it yields.</param>
/// <param name="Attributes">Its attributes.</param>
internal sealed record OnnxNode(string Op, string Name, EquatableArray<string> Inputs, EquatableArray<string> Outputs, EquatableArray<OnnxAttribute> Attributes)
{
    /// <summary>The graph that a Scan runs at every step.</summary>
    public OnnxGraph? Body { get; init; }
}

/// <summary>An attribute: a text, a number, an integer or a list of integers.</summary>
/// <param name="Name">Its name.</param>
internal sealed record OnnxAttribute(string Name)
{
    public OnnxAttribute(string name, long integer)
        : this(name) => Integer = integer;

    public OnnxAttribute(string name, IEnumerable<int> integers)
        : this(name) => Integers = integers.Select(static i => (long)i).ToEquatableArray();

    public OnnxAttribute(string name, double number)
        : this(name) => Number = number;

    public OnnxAttribute(string name, string text)
        : this(name) => Text = text;

    public long? Integer { get; init; }

    public EquatableArray<long>? Integers { get; init; }

    public double? Number { get; init; }

    public string? Text { get; init; }
}

/// <summary>Numbers that are known: one, or a list of integers.</summary>
/// <param name="Name">Their name in the graph.</param>
/// <param name="Type">What they are.</param>
/// <param name="Number">The number, where it is one.</param>
/// <param name="Integers">The list, where it is one.</param>
internal sealed record OnnxConstant(string Name, OnnxType Type, double Number, EquatableArray<long>? Integers);

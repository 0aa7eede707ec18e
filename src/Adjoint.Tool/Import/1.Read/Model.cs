namespace Adjoint.Tool.Import.Read;

/// <summary>A value of the graph: what a node makes, an input, or a tensor of the file.</summary>
internal sealed class Value(string name)
{
    public string Name { get; } = name;

    public NumberType Type { get; set; } = NumberType.Float;

    /// <summary>Its sizes, rows among them (see <see cref="Sizes.Rows"/>); null while they are not known.</summary>
    public long[]? Shape { get; set; }

    /// <summary>Its numbers, where they are the same for every input.</summary>
    public Tensor? Constant { get; set; }

    /// <summary>The tensor of the file that a constant is, whole, perhaps under another shape or transposed; null where it was computed.</summary>
    public Origin? Origin { get; set; }

    /// <summary>What computes a constant of trained tensors; null where nothing of it is trained. A layer that needs numbers takes them, and a network that trains on computes them again.</summary>
    public Operation? Formula { get; set; }

    /// <summary>How deep formulas are nested; 0 without one.</summary>
    public int Depth { get; set; }

    /// <summary>Whether it is computed of trained tensors, and more than one of them transposed.</summary>
    public bool IsComputed => Formula is not null && Origin is null;

    /// <summary>Whether its numbers change when the model is trained.</summary>
    public bool IsTrained => Formula is not null || Origin is { IsTrained: true };

    /// <summary>Whether it is known how it is made. What depends on a node that cannot be imported is not judged.</summary>
    public bool IsBroken { get; set; }

    public long[] Dims => Shape ?? throw new ImportException($"the shape of '{Name}' is not known");

    public int Rank => Dims.Length;

    public override string ToString() => Name;
}

/// <summary>A node.</summary>
internal sealed class Operation(string type, string name, int version, Attributes attributes, Value?[] inputs, Value[] outputs)
{
    /// <summary>What it does: the operator's name in ONNX, or one of <c>3.Recognise</c>'s own.</summary>
    public string Type { get; set; } = type;

    /// <summary>The node's name in the file, or that of its first output.</summary>
    public string Name { get; } = name;

    /// <summary>The version of the operator set that says what it means.</summary>
    public int Version { get; } = version;

    public Attributes Attributes { get; } = attributes;

    /// <summary>What it reads; null where an input is left out.</summary>
    public Value?[] Inputs { get; set; } = inputs;

    public Value[] Outputs { get; } = outputs;

    public Value Output => Outputs[0];

    /// <summary>The graph within it, that of one step of a Scan; null where there is none. What that reads from outside is after the node's own inputs.</summary>
    public Model? Body { get; set; }

    /// <summary>The number of the node's own inputs.</summary>
    public int OwnInputs { get; set; } = inputs.Length;

    /// <summary>Whether a sequence said which steps are there, and was taken out: the lengths of the rows say it.</summary>
    public bool HasLengths { get; set; }

    /// <summary>The number of sequences that held the same value at every step, and were taken out.</summary>
    public int Repeated { get; set; }

    /// <summary>An input that has to be there.</summary>
    public Value Input(int index) => InputOrNull(index) ?? throw new ImportException($"its input {index} is missing");

    public Value? InputOrNull(int index) => index < Inputs.Length ? Inputs[index] : null;

    /// <summary>An input whose numbers have to be known.</summary>
    public Tensor Constant(int index, string what) =>
        Input(index).Constant ?? throw new ImportException($"{what}, '{Input(index).Name}', is computed from the model's input");

    public Tensor? ConstantOrNull(int index, string what) => InputOrNull(index) is null ? null : Constant(index, what);
}

/// <summary>A model: what it reads, what it does in order, and what it yields.</summary>
/// <param name="Inputs">The inputs that are not constants.</param>
/// <param name="Operations">The nodes, each after those that it reads.</param>
/// <param name="Outputs">The outputs, under their names.</param>
internal sealed record Model(IReadOnlyList<Value> Inputs, List<Operation> Operations, IReadOnlyList<(string Name, Value Value)> Outputs)
{
    /// <summary>The inputs that are the lengths of rows.</summary>
    public IReadOnlyList<Value> Lengths { get; init; } = [];

    /// <summary>Who reads each value; the model's outputs are read once more, from outside.</summary>
    public Dictionary<Value, List<Operation>> Readers()
    {
        var readers = new Dictionary<Value, List<Operation>>();
        foreach (var operation in Operations)
        {
            foreach (var input in operation.Inputs.OfType<Value>())
            {
                if (!readers.TryGetValue(input, out var list))
                    readers[input] = list = [];
                list.Add(operation);
            }
        }
        return readers;
    }
}

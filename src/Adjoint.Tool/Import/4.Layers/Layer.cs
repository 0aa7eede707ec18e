using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>A word of the language, as it will be written, with what it reads: a node of the graph that a declaration is.</summary>
internal sealed class Layer(string word, IReadOnlyList<Layer> inputs, IReadOnlyList<int> shape)
{
    /// <summary>The attribute's name.</summary>
    public string Word { get; } = word;

    /// <summary>What it reads: first the current value, then those that it names.</summary>
    public IReadOnlyList<Layer> Inputs { get; } = inputs;

    /// <summary>The sizes of one row of its output.</summary>
    public IReadOnlyList<int> Shape { get; } = shape;

    /// <summary>The arguments of its constructor, but for the names of what it reads.</summary>
    public IReadOnlyList<object> Arguments { get; init; } = [];

    /// <summary>Its named arguments.</summary>
    public IReadOnlyList<(string Name, object Value)> Options { get; init; } = [];

    /// <summary>Its tensors, under the names that the language gives them.</summary>
    public IReadOnlyList<(string Name, Tensor Value)> Tensors { get; init; } = [];

    /// <summary>The tensors of the file that its own were read from, one for each; fewer where one was made up or left out.</summary>
    public IReadOnlyList<Origin> Origins { get; init; } = [];

    /// <summary>The name that the model has for it; null where it has none that could be used.</summary>
    public string? Name => Origins.Select(static origin => origin.Layer).FirstOrDefault(static name => name is not null);

    /// <summary>The tensors of the file that these values are.</summary>
    public static IReadOnlyList<Origin> OriginsOf(params Value?[] tensors) => [.. tensors.Select(static value => value?.Origin).OfType<Origin>()];

    /// <summary>The block that each step of a Scan is; null in other layers.</summary>
    public Cell? Cell { get; init; }

    /// <summary>The options that name what it reads after the current value; empty where names are arguments in order.</summary>
    public IReadOnlyList<string> InputNames { get; init; } = [];

    /// <summary>The layer with other values to read.</summary>
    public Layer With(IReadOnlyList<Layer> others) => new(Word, others, Shape) { Arguments = Arguments, Options = Options, Tensors = Tensors, Origins = Origins, Cell = Cell, InputNames = InputNames };

    public int Size => Shape.Aggregate(1, static (product, size) => product * size);

    /// <summary>Whether the same values are read under another shape.</summary>
    public bool IsView => Word is "Reshape" or "Flatten";

    /// <summary>Whether the order of what it reads makes no difference.</summary>
    public bool Commutes => Word is "Add" or "Multiply";

    public override string ToString() => $"{Word} [{string.Join(", ", Shape)}]";
}

/// <summary>One step of a Scan.</summary>
/// <param name="Inputs">What stands for each input of the block: first the step, then values that are the same at every step.</param>
/// <param name="States">What stands for each state, what it becomes, and its name.</param>
/// <param name="Output">What the step yields.</param>
internal sealed record Cell(IReadOnlyList<Layer> Inputs, IReadOnlyList<(Layer State, Layer Next, string Name)> States, Layer Output)
{
    public IEnumerable<Layer> Outer => Inputs.Concat(States.Select(static s => s.State));
}

/// <summary>An argument that is written as it is, such as <c>PaddingMode.Reflect</c>.</summary>
internal sealed record Verbatim(string Text);

/// <summary>A function of one number that a layer applies, written into the class.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Body">Its value, a C# expression of x and of the parameters.</param>
/// <param name="Parameters">The names of its trained numbers.</param>
internal sealed record Function(string Name, string Body, IReadOnlyList<string> Parameters);

/// <summary>An input or an output.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Layer">The input, or what makes the output.</param>
/// <param name="RowsAxis">The axis of the model's tensor that the rows are; −1 where the whole tensor is one row.</param>
/// <param name="Dims">The sizes of the model's tensor (see <see cref="Sizes.Rows"/>).</param>
internal sealed record GraphPort(string Name, Layer Layer, int RowsAxis, long[] Dims)
{
    /// <summary>Whether it is the lengths of another input's rows, which has the layer.</summary>
    public bool IsLengths { get; init; }
}

/// <summary>The graph of a network.</summary>
/// <param name="Inputs">What it reads.</param>
/// <param name="Outputs">What it yields.</param>
/// <param name="IsDouble">Whether it computes in doubles.</param>
internal sealed record LayerGraph(IReadOnlyList<GraphPort> Inputs, IReadOnlyList<GraphPort> Outputs, bool IsDouble);

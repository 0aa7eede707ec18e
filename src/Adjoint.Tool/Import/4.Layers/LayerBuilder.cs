using System.Globalization;
using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>The layers of the values of a model, while they are made.</summary>
/// <param name="isDouble">Whether the network computes in doubles.</param>
/// <param name="read">The values that a node or the world outside reads.</param>
/// <param name="shared">The tensors of the file that are read in several places.</param>
/// <param name="room">How many numbers may be made that are not in the file.</param>
internal sealed class LayerBuilder(bool isDouble, IReadOnlySet<Value> read, IReadOnlySet<string> shared, Room room)
{
    private readonly Dictionary<Value, Layer> layers = [];
    private readonly Dictionary<Value, Layer> variables = [];
    private Dictionary<string, Layer> tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<Layer, Layer> reversed = [];
    private Dictionary<string, Function> functions = new(StringComparer.Ordinal);
    private HashSet<string> names = new(StringComparer.Ordinal);

    /// <summary>Takes a name that no function may have: a class's members are not called as it is.</summary>
    public void Reserve(string name) => names.Add(name);

    /// <summary>A builder for a graph within, which writes its functions into the same class.</summary>
    public LayerBuilder Inner(IReadOnlySet<Value> readWithin) => new(isDouble, readWithin, shared, room) { functions = functions, names = names };

    /// <summary>The steps of a sequence in reverse. Twice that is the sequence itself.</summary>
    public Layer Reversed(Layer x)
    {
        if (reversed.TryGetValue(x, out var source))
            return source;
        var back = Build.Pick(x, 0, [.. Enumerable.Range(0, x.Shape[0]).Select(i => (long)x.Shape[0] - 1 - i)]);
        reversed[back] = x;
        return back;
    }

    /// <summary>What a sequence is the reverse of; null where it is not known to be one.</summary>
    public Layer? ReverseOf(Layer x) => reversed.GetValueOrDefault(x);

    public bool Knows(Value value) => value.Constant is not null || layers.ContainsKey(value);

    public bool IsDouble => isDouble;

    /// <summary>Whether anything reads a value.</summary>
    public bool IsRead(Value value) => read.Contains(value);

    /// <summary>The layer of a value; a constant becomes a tensor of the network.</summary>
    public Layer this[Value value]
    {
        get
        {
            if (value.Constant is not null)
                return Constant(value, Layout.Of(value).Shape);
            return layers.TryGetValue(value, out var layer) ? layer
                : value.Type is NumberType.Whole ? throw new ImportException($"'{value.Name}' is whole numbers, which the language knows as tokens for a table alone")
                : throw new ImportException($"nothing is known of '{value.Name}'");
        }
    }

    /// <summary>Notes what makes a value; if its numbers have another shape, they are read under the value's.</summary>
    public void Set(Value value, Layer layer)
    {
        var shape = Layout.Of(value).Shape;
        layers[value] = layer.Shape.SequenceEqual(shape) ? layer : layer.Size == shape.Aggregate(1, static (p, s) => p * s)
            ? Build.Reshape(layer, shape)
            : throw new ImportException($"its output [{Sizes.Text(value.Dims)}] is not what its layer makes, [{string.Join(", ", layer.Shape)}]");
    }

    /// <summary>Notes an input of the network.</summary>
    public void SetInput(Value value, Layer layer) => layers[value] = layer;

    /// <summary>A constant as a value, one tensor of the network for all that read it in one shape.</summary>
    public Layer Constant(Value value, IReadOnlyList<int> shape)
    {
        if (!value.Constant!.IsFloating)
            throw new ImportException($"'{value.Name}' is whole numbers");
        if (Computed(value) is { } computed)
            return Build.Reshape(computed, shape);
        if (variables.TryGetValue(value, out var found) && found.Shape.SequenceEqual(shape))
            return found;
        long[] dims = [.. shape.Select(static size => (long)size)];
        var tensor = value.Constant.Count == Sizes.Count(dims) ? value.Constant.As(dims) : throw new ImportException($"'{value.Name}' has another shape than what reads it");
        return variables[value] = value.Origin is { IsTrained: true, Name: var name } && shared.Contains(name)
            ? Build.Reshape(Shared(value), shape)
            : Build.Variable(tensor, Layer.OriginsOf(value), isFrozen: !value.IsTrained);
    }

    /// <summary>A tensor that is read elsewhere too, under one shape for all.</summary>
    private Layer Shared(Value value)
    {
        var name = value.Origin!.Name;
        if (!tensors.TryGetValue(name, out var found))
            tensors[name] = found = Build.Variable(value.Constant!.As(Sizes.WithoutOnes(value.Origin.Dims)), Layer.OriginsOf(value), isFrozen: false);
        return found;
    }

    /// <summary>The layers that compute a constant of trained tensors; null where it is one, or no layers do.</summary>
    private Layer? Computed(Value value)
    {
        if (value.Formula is not { } formula)
            return null;
        try
        {
            if (!layers.ContainsKey(value))
                LayerTable.Convert(formula, this);
            return layers[value];
        }
        catch (ImportException)
        {
            return null;
        }
    }

    /// <summary>A tensor of the import's own as a value.</summary>
    public static Layer Constant(Tensor tensor) => Build.Variable(tensor, [], isFrozen: true);

    /// <summary>Makes sure that there is room for numbers that are not in the file.</summary>
    /// <exception cref="ImportException">It is not there.</exception>
    public void Claim(long numbers) => room.Take(numbers);

    /// <summary>The same number everywhere, as a value.</summary>
    public Layer Filled(IEnumerable<long> shape, float number)
    {
        long[] dims = [.. shape];
        Claim(Sizes.Count(dims));
        var numbers = new float[(int)Sizes.Count(dims)];
        Array.Fill(numbers, number);
        return Constant(Tensor.Of(dims, numbers));
    }

    /// <summary>What a node reads, so that it can be combined with values of the node's output without its rows.</summary>
    public Layer Operand(Value value, Value output)
    {
        var (dims, to) = (value.Dims, output.Dims);
        var (rows, missing) = (new Layout(to).RowsAxis, to.Length - dims.Length);
        var own = new Layout(dims).RowsAxis;
        if (own >= 0 && (own + missing != rows || dims[own] != to[rows]))
            throw new ImportException($"it brings the rows of '{value.Name}' [{Sizes.Text(dims)}] together with another axis of [{Sizes.Text(to)}]");
        if (own >= 0 || rows < 0)
            return this[value];
        // The same in every row: its axis beside the rows goes, and axes of size 1 before all others are there anyway.
        if (rows >= missing && dims[rows - missing] != 1)
            throw new ImportException($"'{value.Name}' [{Sizes.Text(dims)}] has its own numbers for each row of [{Sizes.Text(to)}]");
        var shape = dims.Where((_, axis) => axis + missing != rows || to[rows] != Sizes.Rows).SkipWhile(static size => size == 1).Select(static size => (int)size).ToList();
        if (shape.Count == 0)
            shape = [1];
        return value.Constant is not null ? Constant(value, shape) : Build.Reshape(this[value], shape);
    }

    /// <summary>The one number that a constant is, if it does not give the result axes; else null.</summary>
    public static double? Scalar(Value value, Value output) =>
        value is { Constant: { Count: 1 } constant, IsTrained: false } && value.Rank <= output.Rank ? constant[0] : null;

    /// <summary>A function of the class; equal ones are one.</summary>
    /// <param name="name">What it is called, unless another is.</param>
    /// <param name="body">Its value, a C# expression of x.</param>
    /// <param name="parameters">The names of its trained numbers.</param>
    public Function Function(string name, string body, params string[] parameters)
    {
        var key = $"{string.Join(',', parameters)}: {body}";
        if (functions.TryGetValue(key, out var found))
            return found;
        var free = name;
        for (var i = 2; !names.Add(free); i++)
            free = FormattableString.Invariant($"{name}{i}");
        return functions[key] = new Function(free, body, parameters);
    }

    /// <summary>A layer that applies a function written in terms of x.</summary>
    public Layer Apply(Layer x, string name, string body) => Build.Apply(x, Function(name, body));

    /// <summary>A function of the framework for the network's numbers: <c>MathF.Exp</c>, or <c>Math.Exp</c>.</summary>
    public string Call(string function, params string[] arguments) => $"{(isDouble ? "Math" : "MathF")}.{function}({string.Join(", ", arguments)})";

    /// <summary>A number as the functions write it.</summary>
    public string Number(double value) =>
        isDouble
            ? Literal(value, value.ToString("R", CultureInfo.InvariantCulture), "double")
            : Literal((float)value, ((float)value).ToString("R", CultureInfo.InvariantCulture), "float");

    private static string Literal(double value, string digits, string type) =>
        double.IsNaN(value) ? $"{type}.NaN"
        : double.IsPositiveInfinity(value) ? $"{type}.PositiveInfinity"
        : double.IsNegativeInfinity(value) ? $"{type}.NegativeInfinity"
        : digits.All(static c => char.IsAsciiDigit(c) || c == '-') && digits.Length < 8 ? digits
        : type == "float" ? digits + "f" : digits;
}

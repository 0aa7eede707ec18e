using System.Globalization;
using Adjoint.Generator.Declare;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Operators;

/// <summary>A node as it says what it is in ONNX: each method adds an operator and returns the name of what that yields. The first axis of every value is the rows.</summary>
internal sealed class OnnxContext(NodeContext layer, OnnxBuilder graph)
{
    private int added;

    /// <summary>The node.</summary>
    public NodeContext Layer => layer;

    /// <summary>The shape of an input, without the rows.</summary>
    public TensorShape In(int input = 0) => layer.InputAt(input).Shape;

    /// <summary>The output's shape, without the rows.</summary>
    public TensorShape Out => layer.Output.Shape;

    /// <summary>What the network computes in.</summary>
    public Precision Precision => graph.Precision;

    /// <summary>The name of an input.</summary>
    public string x(int input = 0) => graph.NameOf(layer.InputAt(input));

    /// <summary>The name of a parameter.</summary>
    public string p(int index) => layer.Parameter(index).Name;

    /// <summary>The names of the parameters that are there.</summary>
    public IEnumerable<string> Parameters => Enumerable.Range(0, layer.ParameterCount).Select(p);

    /// <summary>A list of one integer, the number of rows.</summary>
    public string Rows => graph.Rows;

    /// <summary>Adds an operator without attributes.</summary>
    public string Add(string op, params string[] inputs) => Add(op, inputs, []);

    /// <summary>Adds an operator.</summary>
    public string Add(string op, string[] inputs, params OnnxAttribute[] attributes) => AddSeveral(op, inputs, 1, attributes)[0];

    /// <summary>Adds an operator with several outputs.</summary>
    public string[] AddSeveral(string op, string[] inputs, int count, params OnnxAttribute[] attributes)
    {
        var name = graph.FreeName(added++ == 0 ? layer.Name : $"{layer.Name}/{op}");
        string[] outputs = [.. Enumerable.Range(0, count).Select(_ => graph.FreeName($"{layer.Name}/{op.ToLowerInvariant()}"))];
        graph.Add(new OnnxNode(op, name, inputs.ToEquatableArray(), outputs.ToEquatableArray(), attributes.ToEquatableArray()));
        return outputs;
    }

    /// <summary>A list of integers.</summary>
    public string Integers(IEnumerable<int> list) => Integers([.. list]);

    /// <inheritdoc cref="Integers(IEnumerable{int})"/>
    public string Integers(params int[] list) =>
        graph.Constant(new($"[{string.Join(", ", list.Select(static i => i.ToString(CultureInfo.InvariantCulture)))}]", OnnxType.Integer, 0, list.Select(static i => (long)i).ToEquatableArray()));

    /// <summary>One integer.</summary>
    public string Integer(int value) => graph.Constant(new(FormattableString.Invariant($"int {value}"), OnnxType.Integer, value, null));

    /// <summary>One number.</summary>
    public string Number(double value) => graph.Constant(new(Digits(value), OnnxType.Number, value, null));

    /// <inheritdoc cref="Number(double)"/>
    public string Number(Expr known) => known switch
    {
        Constant c => Number(c.Value),
        MachineEpsilon => Number(Precision == Precision.Double ? 2.220446049250313e-16 : 1.1920928955078125e-07),
        _ => throw new InvalidOperationException($"{known} is no known number."),
    };

    /// <summary>One number, a double whatever the network computes in.</summary>
    public string Double(double value) => graph.Constant(new("double " + Digits(value), OnnxType.Double, value, null));

    /// <summary>Enough digits for a name: two numbers of a network that agree in all of them are one.</summary>
    private static string Digits(double value) => value.ToString("G15", CultureInfo.InvariantCulture);

    /// <summary>The same numbers in other sizes; the rows stay.</summary>
    public string Reshape(string x, IEnumerable<int> sizes) => Add("Reshape", x, Integers([0, .. sizes]));

    /// <summary>A value in the output's sizes.</summary>
    public string Reshaped(string x) => Reshape(x, Out.Sizes);

    /// <summary>Axes in another order, the rows' counted.</summary>
    public string Transpose(string x, params int[] order) => Add("Transpose", [x], new OnnxAttribute("perm", order));

    /// <summary>A part of an axis, the rows' counted.</summary>
    public string Slice(string x, int axis, int start, int end, int step = 1) =>
        step == 1 ? Add("Slice", x, Integers(start), Integers(end), Integers(axis)) : Add("Slice", x, Integers(start), Integers(end), Integers(axis), Integers(step));

    /// <summary>Axes of size 1 put in, the rows' counted.</summary>
    public string Unsqueeze(string x, params int[] axes) => Add("Unsqueeze", x, Integers(axes));

    /// <summary>Values end to end.</summary>
    public string Concat(int axis, params string[] inputs) => Add("Concat", inputs, new OnnxAttribute("axis", (long)axis));

    /// <summary>A number, or a tensor of the network, in every row.</summary>
    public string InEveryRow(string tensor, IEnumerable<int> sizes) => Add("Expand", tensor, Concat(0, Rows, Integers(sizes)));

    /// <summary>One number in all places of a tensor without rows.</summary>
    public string Filled(double value, IEnumerable<int> sizes) => Add("Expand", Number(value), Integers(sizes));

    /// <summary>The numbers from <paramref name="first"/> on, as integers.</summary>
    public string Range(int first, int count) => Add("Range", Integer(first), Integer(first + count), Integer(1));

    /// <summary>Whether each step of a row is there: [N, steps], by the lengths in an input.</summary>
    public string Exists(int lengths, int steps) => Add("Less", Unsqueeze(Range(0, steps), 0), x(lengths));

    /// <summary>A formula of numbers of one shape.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="nameOf">The name of what is given.</param>
    public string Formula(Expr formula, Func<Expr, string?> nameOf) => new OnnxFormula(this, nameOf).Write(formula);
}

using Adjoint.Generator.Lanes;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Operators;

/// <summary>A node as its tangent's rule sees it, and the words that the rule is said in: nodes of the same vocabulary.</summary>
internal sealed class TangentContext(TangentBuilder builder, Node node)
{
    private int parts;

    /// <summary>The layer's name.</summary>
    public string Name => node.Name;

    /// <summary>The number of values that the node reads.</summary>
    public int InputCount => node.Inputs.Count;

    /// <summary>The number of the value that the node computes.</summary>
    public int Output => node.Output;

    /// <summary>The number of a value that the node reads.</summary>
    public int Input(int index) => node.Inputs[index];

    /// <summary>The shape of the value that the node computes.</summary>
    public TensorShape Shape => builder.ShapeOf(node.Output);

    /// <summary>The numbers of that value.</summary>
    public int Size => checked((int)Shape.Size);

    /// <summary>The number of the node's parameters.</summary>
    public int ParameterCount => node.Parameters.Count;

    /// <summary>The number of a parameter.</summary>
    public int Parameter(int index) => node.Parameters[index];

    /// <summary>The tangent of a value that the node reads; null where it is zero.</summary>
    public int? TangentOf(int index) => builder.Known(node.Inputs[index]);

    /// <summary>The tangent of a parameter; null where it is zero, or where there is no such parameter.</summary>
    public int? ParameterTangent(int index) => index < node.Parameters.Count ? builder.KnownParameter(node.Parameters[index]) : null;

    /// <summary>Adds a node of this node's output shape; returns the number of what it computes.</summary>
    public int Add(Operator @operator, EquatableArray<int> inputs, EquatableArray<int> parameters = default)
    {
        var intermediates = node.Intermediates.Select(i => builder.AddValue(PartName(), builder.ShapeOf(i), builder.ScanOf(i))).ToEquatableArray();
        return Add(@operator, inputs, parameters, intermediates);
    }

    /// <summary>Adds a node of another output shape; returns the number of what it computes.</summary>
    public int Add(Operator @operator, TensorShape shape, params int[] inputs)
    {
        var value = builder.AddValue(PartName(), shape, builder.ScanOf(node.Output));
        builder.AddNode(new Node(@operator, node.Attribute, builder.NameOf(node.Name), [.. inputs], value, []));
        return value;
    }

    /// <summary>The shape of any value.</summary>
    public TensorShape ShapeOfValue(int value) => builder.ShapeOf(value);

    /// <summary>Of a value that the node reads and that is tokens, how many there are.</summary>
    public int TokensOf(int index) => builder.TokensOf(node.Inputs[index]);

    /// <summary>The shape of a value that the node reads.</summary>
    public TensorShape ShapeOf(int index) => builder.ShapeOf(node.Inputs[index]);

    /// <summary>The same operator on another value: the tangent of what is linear.</summary>
    public int? Same() => TangentOf(0) is { } tangent ? Add(node.Operator, [tangent, .. node.Inputs.Skip(1)]) : null;

    /// <summary>The tangent of a maximum: that of the number which is the largest.</summary>
    public int? Maximum() => TangentOf(0) is { } tangent ? Add(new MaximumTangent(node.Operator), [tangent, Input(0), Output], []) : null;

    /// <summary>
    /// The tangent of what is linear in its input and in its parameters: ẏ = W ẋ + Ẇ x + ḃ, of which each term is the operator again, the first without b.
    /// </summary>
    public int? Bilinear()
    {
        int? ofInput = TangentOf(0) is { } dx ? Add(node.Operator, [dx], [Parameter(0)]) : null;
        if (ParameterTangent(0) is not { } weight)
            return ofInput;
        var ofParameters = Add(node.Operator, [Input(0)], ParameterTangent(1) is { } bias ? [weight, bias] : [weight]);
        return ofInput is { } first ? Map("Sum", Operators.Map.Variable(0) + Operators.Map.Variable(1), first, ofParameters) : ofParameters;
    }

    /// <summary>Adds an elementwise formula of values of one shape; the variables of those that it does not read are left out.</summary>
    /// <param name="kernel">The kernel's name, which no other formula has.</param>
    /// <param name="formula">The formula of <see cref="Map.Variable"/> 0, 1 and so on.</param>
    /// <param name="values">The values that the variables stand for.</param>
    public int Map(string kernel, Expr formula, params int[] values) => Map(kernel, formula, values, [], ChannelLayout.One(Size));

    /// <summary>The same with parameters; where the formula reads none of them it is one of values alone.</summary>
    /// <param name="kernel">The kernel's name, which no other formula has.</param>
    /// <param name="formula">The formula of <see cref="Map.Variable"/> 0, 1 and so on, and of <see cref="ParameterMap.Parameter"/> 0, 1 and so on.</param>
    /// <param name="values">The values that the variables stand for.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="layout">Which number of a parameter belongs to which feature.</param>
    public int Map(string kernel, Expr formula, int[] values, int[] parameters, ChannelLayout layout)
    {
        var read = Read(ref formula, values, Operators.Map.Variable);
        var tensors = Read(ref formula, parameters, ParameterMap.Parameter);
        // What reads no value still needs one that says how many numbers there are.
        EquatableArray<int> inputs = read.Count == 0 ? [values[0]] : read.ToEquatableArray();
        return Add(tensors.Count == 0 ? new Operators.Map(kernel, formula) : new ParameterMap(kernel, formula, layout), inputs, tensors.ToEquatableArray(), []);
    }

    /// <summary>What a formula reads of some values or parameters; it is given new variables for them, without gaps.</summary>
    private static List<int> Read(ref Expr formula, int[] values, Func<int, Variable> variable)
    {
        List<int> read = [];
        for (var i = 0; i < values.Length; i++)
        {
            if (!formula.Reads(variable(i)))
                continue;
            formula = formula.Replace(variable(i), variable(read.Count));
            read.Add(values[i]);
        }
        return read;
    }

    /// <summary>Zeros of a value's shape.</summary>
    public int Zero(int value)
    {
        var zero = builder.AddValue(PartName(), builder.ShapeOf(value), builder.ScanOf(value));
        builder.AddNode(new Node(new Operators.Map("Zero", 0), node.Attribute, builder.NameOf(node.Name), [value], zero, []));
        return zero;
    }

    /// <summary>The chain rule for an elementwise formula of the node's inputs: ẏ = Σ ∂f/∂xᵢ ẋᵢ over those that change.</summary>
    public int? Chain(string kernel, Expr formula)
    {
        var changing = Enumerable.Range(0, InputCount).Where(i => TangentOf(i) is not null).ToList();
        var values = node.Inputs.Concat(changing.Select(i => TangentOf(i)!.Value)).ToArray();
        var sum = Derivative.Chain(changing.Select((input, i) => (Derivative.Of(formula, Operators.Map.Variable(input)), (Expr)Operators.Map.Variable(InputCount + i))));
        var of = changing.Count == InputCount ? "" : "Of" + string.Concat(changing.Select(static i => (char)('A' + i)));
        return sum switch
        {
            Constant { Value: 0 } => null,
            Variable alone => values[Operators.Map.Number(alone)],
            _ => Map($"{kernel}Tangent{of}", sum, values),
        };
    }

    /// <summary>The chain rule for an elementwise formula of the node's inputs and parameters: ẏ = Σ ∂f/∂xᵢ ẋᵢ + Σ ∂f/∂pᵢ ṗᵢ over those that change.</summary>
    public int? Chain(string kernel, Expr formula, ChannelLayout layout) => Chain(
        kernel, i => Derivative.Of(formula, Operators.Map.Variable(i)), i => Derivative.Of(formula, ParameterMap.Parameter(i)), layout);

    /// <summary>The same, given the formula's partial derivatives.</summary>
    public int? Chain(string kernel, Func<int, Expr> ofValue, Func<int, Expr> ofParameter, ChannelLayout layout)
    {
        List<int> values = [.. node.Inputs], parameters = [.. node.Parameters];
        List<(Expr, Expr)> terms = [];
        var of = "";
        for (var i = 0; i < InputCount; i++)
        {
            if (TangentOf(i) is { } tangent && ofValue(i) is var partial && partial is not Constant { Value: 0 })
                Gain(partial, Operators.Map.Variable(values.Count), values, tangent, FormattableString.Invariant($"X{i}"));
        }
        for (var i = 0; i < node.Parameters.Count; i++)
        {
            if (ParameterTangent(i) is { } tangent && ofParameter(i) is var partial && partial is not Constant { Value: 0 })
                Gain(partial, ParameterMap.Parameter(parameters.Count), parameters, tangent, FormattableString.Invariant($"P{i}"));
        }
        return terms.Count == 0 ? null : Map($"{kernel}TangentOf{of}", Derivative.Chain(terms), [.. values], [.. parameters], layout);

        void Gain(Expr partial, Variable tangent, List<int> among, int number, string letter)
        {
            among.Add(number);
            of += letter;
            terms.Add((partial, tangent));
        }
    }

    private int Add(Operator @operator, EquatableArray<int> inputs, EquatableArray<int> parameters, EquatableArray<int> intermediates)
    {
        var value = builder.AddValue(PartName(), builder.ShapeOf(node.Output), builder.ScanOf(node.Output));
        builder.AddNode(new Node(@operator, node.Attribute, builder.NameOf(node.Name), inputs, value, parameters, intermediates));
        return value;
    }

    private string PartName() => FormattableString.Invariant($"{builder.NameOf($"p{node.Output}")}{(char)('A' + parts % 26)}{(parts++ is >= 26 and var many ? $"{many / 26}" : "")}");
}

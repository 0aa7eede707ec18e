using Adjoint.Generator.Calculus;
using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Tangents;

/// <summary>A node as its tangent's rule sees it, and the words that the rule is said in: nodes of the same vocabulary.</summary>
internal sealed class TangentContext(TangentBuilder builder, Node node)
{
    private int parts;

    public AttributeUse Use => node.Use;

    /// <summary>The layer's name.</summary>
    public string Name => node.Name;

    /// <summary>The number of values that the node reads.</summary>
    public int InputCount => node.Inputs.Count;

    /// <summary>The number of the value that the node computes.</summary>
    public int Output => node.Output;

    /// <summary>The number of a value that the node reads.</summary>
    public int Input(int index) => node.Inputs[index];

    /// <summary>The number of a parameter.</summary>
    public int Parameter(int index) => node.Parameters[index];

    /// <summary>The tangent of a value that the node reads; null where it is zero.</summary>
    public int? TangentOf(int index) => builder.Known(node.Inputs[index]);

    /// <summary>The tangent of a parameter; null where it is zero, or where there is no such parameter.</summary>
    public int? ParameterTangent(int index) => index < node.Parameters.Count ? builder.KnownParameter(node.Parameters[index]) : null;

    /// <summary>Adds a node of this node's output shape; returns the number of what it computes.</summary>
    public int Add(AttributeUse use, EquatableArray<int> inputs, EquatableArray<int> parameters = default)
    {
        var intermediates = node.Intermediates.Select(i => builder.AddValue(PartName(), builder.ShapeOf(i))).ToEquatableArray();
        return Add(use, inputs, parameters, intermediates);
    }

    /// <summary>The same operator on another value: the tangent of what is linear.</summary>
    public int? Same() => TangentOf(0) is { } tangent ? Add(Use, [tangent, .. node.Inputs.Skip(1)]) : null;

    /// <summary>
    /// The tangent of what is linear in its input and in its parameters: ẏ = W ẋ + Ẇ x + ḃ, of which each term is the operator again, the first without b.
    /// </summary>
    public int? Bilinear()
    {
        int? ofInput = TangentOf(0) is { } dx ? Add(Use, [dx], [Parameter(0)]) : null;
        if (ParameterTangent(0) is not { } weight)
            return ofInput;
        var ofParameters = Add(Use, [Input(0)], ParameterTangent(1) is { } bias ? [weight, bias] : [weight]);
        return ofInput is { } first ? Formula("Sum", Operators.Formula.Variable(0) + Operators.Formula.Variable(1), first, ofParameters) : ofParameters;
    }

    /// <summary>Adds an elementwise formula of values of one shape; the variables of those that it does not read are left out.</summary>
    /// <param name="kernel">The kernel's name, which no other formula has.</param>
    /// <param name="formula">The formula of <see cref="Formula.Variable"/> 0, 1 and so on.</param>
    /// <param name="values">The values that the variables stand for.</param>
    public int Formula(string kernel, Expr formula, params int[] values)
    {
        List<int> read = [];
        for (var i = 0; i < values.Length; i++)
        {
            var variable = Operators.Formula.Variable(i);
            if (!formula.Reads(variable.Name))
                continue;
            formula = Sharing.Replace(formula, variable, Operators.Formula.Variable(read.Count));
            read.Add(values[i]);
        }
        // What reads nothing still needs a value that says how many numbers there are.
        return Add(Operators.Formula.Use(kernel, formula), read.Count == 0 ? [values[0]] : read.ToEquatableArray(), [], []);
    }

    /// <summary>Zeros of a value's shape.</summary>
    public int Zero(int value)
    {
        var zero = builder.AddValue(PartName(), builder.ShapeOf(value));
        builder.AddNode(new Node(Operators.Formula.Use("Zero", 0), node.Attribute, builder.NameOf(node.Name), [value], zero, []));
        return zero;
    }

    /// <summary>The chain rule for an elementwise formula of the node's inputs: ẏ = Σ ∂f/∂xᵢ ẋᵢ over those that change.</summary>
    public int? Chain(string kernel, Expr formula)
    {
        var changing = Enumerable.Range(0, InputCount).Where(i => TangentOf(i) is not null).ToList();
        var values = node.Inputs.Concat(changing.Select(i => TangentOf(i)!.Value)).ToArray();
        Expr? sum = null;
        for (var i = 0; i < changing.Count; i++)
        {
            var partial = ExprDerivative.Of(formula, Operators.Formula.Variable(changing[i]).Name);
            var tangent = Operators.Formula.Variable(InputCount + i);
            if (partial is Constant { Value: 0 })
                continue;
            var term = partial is Constant { Value: 1 } ? tangent : partial * tangent;
            sum = sum is null ? term : sum + term;
        }
        var of = changing.Count == InputCount ? "" : "Of" + string.Concat(changing.Select(static i => (char)('A' + i)));
        return sum switch
        {
            null => null,
            Variable alone => values[Operators.Formula.Number(alone)],
            _ => Formula($"{kernel}Tangent{of}", sum, values),
        };
    }

    private int Add(AttributeUse use, EquatableArray<int> inputs, EquatableArray<int> parameters, EquatableArray<int> intermediates)
    {
        var value = builder.AddValue(PartName(), builder.ShapeOf(node.Output));
        builder.AddNode(new Node(use, node.Attribute, builder.NameOf(node.Name), inputs, value, parameters, intermediates));
        return value;
    }

    private string PartName() => FormattableString.Invariant($"{builder.NameOf($"p{node.Output}")}{(char)('A' + parts++ % 26)}");
}

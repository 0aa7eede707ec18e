using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Operators;

/// <summary>A formula as ONNX operators: one for each operation that kernels can compute, or a few where ONNX has none of that kind.</summary>
/// <param name="node">Receives them.</param>
/// <param name="nameOf">The name of what is given.</param>
internal sealed class OnnxFormula(OnnxContext node, Func<Expr, string?> nameOf)
{
    private const double InverseSqrt2 = 0.70710678118654752, InverseSqrt2Pi = 0.39894228040143268;
    private const double InverseLn2 = 1.4426950408889634, InverseLn10 = 0.43429448190325183;

    private readonly Dictionary<Expr, string> names = [];

    /// <summary>The name of the formula's value.</summary>
    public string Write(Expr formula)
    {
        var readsSomething = false;
        // Arguments first: a computation may be deeper than the stack.
        foreach (var part in formula.Parts())
        {
            var given = nameOf(part);
            readsSomething |= given is not null;
            names[part] = given ?? Named(part);
        }
        return readsSomething ? names[formula] : node.Add("Expand", names[formula], node.Add("Shape", node.x()));
    }

    private string Named(Expr part) => part switch
    {
        Constant or MachineEpsilon => node.Number(part),
        Operation o => Named(o.Op, [.. o.Arguments.Select(a => names[a])]),
        _ => throw new InvalidOperationException($"ONNX does not have {part}."),
    };

    private string Named(Op op, string[] a) => op switch
    {
        Op.Subtract => node.Add("Sub", a),
        Op.Multiply => node.Add("Mul", a),
        Op.Divide => node.Add("Div", a),
        Op.Negate => node.Add("Neg", a),
        Op.MultiplyAdd => Sum(Product(a[0], a[1]), a[2]),
        Op.Select => node.Add("Where", a),
        Op.True => node.Add("Greater", One, Zero),
        Op.False => node.Add("Greater", Zero, One),
        Op.Maximum or Op.Max => node.Add("Max", a),
        Op.Minimum or Op.Min => node.Add("Min", a),
        Op.Expm1 => node.Add("Sub", node.Add("Exp", a), One),
        Op.Log1p => node.Add("Log", Sum(a[0], One)),
        Op.Log2 => Product(node.Add("Log", a), node.Number(InverseLn2)),
        Op.Log10 => Product(node.Add("Log", a), node.Number(InverseLn10)),
        Op.NormalCdf => NormalCdf(a[0]),
        Op.NormalDensity => NormalDensity(a[0]),
        Op.GELUDerivative => Sum(NormalCdf(a[0]), Product(a[0], NormalDensity(a[0]))),
        Op.Weighted => node.Add("Where", node.Add("Equal", a[0], Zero), Zero, Product(a[0], a[1])),
        // The others are called as here: Add, Greater, And, Sqrt, Exp, Tanh, Erf, …
        _ => node.Add(op.ToString(), a),
    };

    private string NormalCdf(string x) => Product(node.Number(0.5), Sum(One, node.Add("Erf", Product(x, node.Number(InverseSqrt2)))));

    private string NormalDensity(string x) => Product(node.Number(InverseSqrt2Pi), node.Add("Exp", Product(node.Number(-0.5), Product(x, x))));

    private string One => node.Number(1);

    private string Zero => node.Number(0);

    private string Sum(string a, string b) => node.Add("Add", a, b);

    private string Product(string a, string b) => node.Add("Mul", a, b);
}

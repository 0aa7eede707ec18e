using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Lanes;

/// <summary>Formulas in the operations that vectors have: the functions of the run-time library's VectorMath, and choices by one comparison.</summary>
internal static class VectorForm
{
    /// <summary>The operations that have no form in vectors, each once; where there is one there is no kernel.</summary>
    public static IReadOnlyList<string> Missing(Graph graph) => [.. graph.Steps.Select(static step => step switch
    {
        Call c => c.Method,
        Operation o when !o.Op.IsCondition() && Of(o) is null => $"{o.Op}",
        _ => null,
    }).OfType<string>().Distinct()];

    /// <summary>The formula in such operations.</summary>
    /// <exception cref="InvalidOperationException">An operation has no form in vectors.</exception>
    public static Expr Of(Expr formula) => formula.Rewrite(static part => part is Operation o && !o.Op.IsCondition()
        ? Of(o) ?? throw new InvalidOperationException($"{o.Op} has no form in vectors.")
        : part);

    /// <summary>A lane program in such operations.</summary>
    public static EquatableArray<Statement> Of(EquatableArray<Statement> body) => body.Select(static statement => statement switch
    {
        Let let => let with { Value = Of(let.Value) },
        Set set => set with { Value = Of(set.Value) },
        Store store => store with { Value = Of(store.Value) },
        Loop loop => loop with { Body = Of(loop.Body) },
        Scope scope => scope with { Body = Of(scope.Body) },
        _ => statement,
    }).ToEquatableArray();

    private static Expr? Of(Operation operation)
    {
        var a = operation.Arguments;
        switch (operation.Op)
        {
            case Op.Add or Op.Subtract or Op.Multiply or Op.Divide or Op.Negate or Op.MultiplyAdd or Op.Weighted:
            case Op.Exp or Op.Expm1 or Op.Log or Op.Log1p or Op.Sqrt or Op.Abs or Op.Sin or Op.Cos or Op.Tanh or Op.Sigmoid or Op.Softplus or Op.Erf:
            case Op.NormalCdf or Op.NormalDensity or Op.GELUDerivative or Op.Max or Op.Min:
                return operation;
            case Op.Select:
                return Choice(operation, a[0], a[1], a[2]);
            case Op.Log2:
                return 1.4426950408889634 * Log(a[0]);
            case Op.Log10:
                return 0.43429448190325183 * Log(a[0]);
            case Op.Tan:
                return Sin(a[0]) / Cos(a[0]);
            case Op.Sinh:
                return HyperbolicSine(a[0]);
            case Op.Cosh:
                return 0.5 * (Exp(a[0]) + Exp(-a[0]));
            case Op.Atanh:
                return 0.5 * (new Operation(Op.Log1p, [a[0]]) - new Operation(Op.Log1p, [-a[0]]));
            case Op.Sign:
                return IfGreater(a[0], 0, 1, IfGreater(0, a[0], -1, 0));
            // The constant comes first: the instruction hands on a NaN in its second operand.
            case Op.Maximum when a[1] is Constant:
                return Max(a[1], a[0]);
            case Op.Maximum when a[0] is Constant:
                return Max(a[0], a[1]);
            case Op.Maximum:
                return operation;
            case Op.Minimum when a[1] is Constant:
                return Min(a[1], a[0]);
            case Op.Minimum when a[0] is Constant:
                return Min(a[0], a[1]);
            case Op.Minimum:
                return -Maximum(-a[0], -a[1]);
            default:
                return null;
        }
    }

    private static Expr Choice(Expr choice, Expr condition, Expr then, Expr otherwise) => condition switch
    {
        Operation { Op: Op.True } => then,
        Operation { Op: Op.False } => otherwise,
        Operation(Op.Not, var contrary) => Choose(contrary, otherwise, then),
        Operation(Op.And, var first, var second) => Choose(first, Choose(second, then, otherwise), otherwise),
        Operation(Op.Or, var first, var second) => Choose(first, then, Choose(second, then, otherwise)),
        _ => choice,
    };

    private static Expr Choose(Expr condition, Expr then, Expr otherwise)
    {
        var choice = new Operation(Op.Select, [condition, then, otherwise]);
        return Choice(choice, condition, then, otherwise);
    }

    /// <summary>With E = e^|x| − 1: |sinh x| = ½ (E + E / (E + 1)); the divisor is held below infinity, for ∞ / ∞ is no number.</summary>
    private static Expr HyperbolicSine(Expr x)
    {
        var excess = ExpMinusOne(Abs(x));
        var magnitude = 0.5 * (excess + excess / Min(float.MaxValue, excess + 1));
        return IfGreater(x, 0, magnitude, -magnitude);
    }
}

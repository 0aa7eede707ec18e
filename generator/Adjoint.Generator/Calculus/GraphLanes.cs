using Adjoint.Generator.Lanes;
using static Adjoint.Generator.Lanes.Functions;

namespace Adjoint.Generator.Calculus;

/// <summary>A graph as a lane program: each number is a vector, and a choice is made lane by lane. What is used more than once gets a name.</summary>
/// <param name="graph">The graph.</param>
/// <param name="input">An input as a formula.</param>
/// <param name="prefix">What the names begin with.</param>
internal sealed class GraphLanes(Graph graph, Func<int, Expr> input, string prefix = "t")
{
    private readonly Expr?[] written = new Expr?[graph.Steps.Count];
    private readonly List<Statement> names = [];
    private int count;

    /// <summary>The functions that have no form in vectors, each once; where there is one there is no program.</summary>
    public static IReadOnlyList<string> Missing(Graph graph) =>
        [.. graph.Steps.Where(static s => s.Method is not null || (IsFunction(s) && Vector(s.Op, [.. s.Arguments.Select(_ => (Expr)0)]) is null)).Select(static s => s.Method ?? s.Op).Distinct()];

    /// <summary>The statements that name what is shared, and after them the outputs as formulas.</summary>
    public (IReadOnlyList<Statement> Names, IReadOnlyList<Expr> Outputs) Write()
    {
        var uses = new int[graph.Steps.Count];
        foreach (var step in graph.Steps)
        {
            foreach (var argument in step.Arguments)
                uses[argument] += IsRepeated(step) ? 2 : 1;
        }
        foreach (var output in graph.Outputs)
            uses[output]++;
        for (var i = 0; i < written.Length; i++)
        {
            var step = graph.Steps[i];
            if (Conditions.IsOne(step))
                continue;
            var formula = Formula(step);
            if (uses[i] > 1 && formula is not (Constant or Variable or Scalar))
            {
                names.Add(new Let($"{prefix}{++count}", formula));
                formula = new Variable($"{prefix}{count}");
            }
            written[i] = formula;
        }
        return (names, [.. graph.Outputs.Select(o => written[o]!)]);
    }

    private static bool IsFunction(Operation step) => !Conditions.IsOne(step)
        && step.Op is not (Ops.Input or Ops.Constant or Ops.Add or Ops.Subtract or Ops.Multiply or Ops.Divide or Ops.Negate or Ops.Select);

    /// <summary>Steps whose formula in vectors may mention an argument several times.</summary>
    private bool IsRepeated(Operation step) => step.Op switch
    {
        "Tan" or "Sinh" or "Cosh" or "Atanh" or "Sign" or Ops.Equal => true,
        Ops.Select => graph.Steps[step.Arguments[0]].Op is not (Ops.Greater or Ops.GreaterOrEqual),
        // What a condition compares stands wherever it is asked.
        _ => Conditions.IsOne(step),
    };

    private Expr Formula(Operation step)
    {
        Expr At(int index) => written[step.Arguments[index]]!;
        return step.Op switch
        {
            Ops.Input => input((int)step.Value),
            Ops.Constant => step.Value,
            Ops.Add => At(0) + At(1),
            Ops.Subtract => At(0) - At(1),
            Ops.Multiply => At(0) * At(1),
            Ops.Divide => At(0) / At(1),
            Ops.Negate => 0 - At(0),
            Ops.Select => Choose(step.Arguments[0], At(1), At(2)),
            _ => Vector(step.Op, [.. step.Arguments.Select(a => written[a]!)])!,
        };
    }

    private Expr Choose(int condition, Expr then, Expr otherwise)
    {
        var step = graph.Steps[condition];
        Expr At(int index) => written[step.Arguments[index]]!;
        return step.Op switch
        {
            Ops.True => then,
            Ops.False => otherwise,
            Ops.Greater => IfGreater(At(0), At(1), then, otherwise),
            Ops.GreaterOrEqual => IfGreaterOrEqual(At(0), At(1), then, otherwise),
            Ops.Equal => IfGreaterOrEqual(At(0), At(1), IfGreaterOrEqual(At(1), At(0), then, otherwise), otherwise),
            Ops.Not => Choose(step.Arguments[0], otherwise, then),
            Ops.And => Choose(step.Arguments[0], Choose(step.Arguments[1], then, otherwise), otherwise),
            _ => Choose(step.Arguments[0], then, Choose(step.Arguments[1], then, otherwise)),
        };
    }

    /// <summary>A function of the run-time library's VectorMath, or made of such; null for one that is neither.</summary>
    private static Expr? Vector(string function, Expr[] a) => function switch
    {
        "Exp" or "Expm1" or "Log" or "Log1p" or "Sqrt" or "Abs" or "Sin" or "Cos" or "Tanh" or "Sigmoid" or "Softplus" or "Erf" or "MultiplyAdd" => new Function(function, [.. a]),
        "Log2" => 1.4426950408889634 * Log(a[0]),
        "Log10" => 0.43429448190325183 * Log(a[0]),
        "Tan" => Sin(a[0]) / Cos(a[0]),
        "Sinh" => HyperbolicSine(a[0]),
        "Cosh" => 0.5 * (Exp(a[0]) + Exp(0 - a[0])),
        "Atanh" => 0.5 * (new Function("Log1p", [a[0]]) - new Function("Log1p", [0 - a[0]])),
        "Sign" => IfGreater(a[0], 0, 1, IfGreater(0, a[0], -1, 0)),
        // The constant comes first: the instruction hands on a NaN in its second operand.
        "Max" when a[1] is Constant => Max(a[1], a[0]),
        "Max" when a[0] is Constant => Max(a[0], a[1]),
        "Max" => Maximum(a[0], a[1]),
        "Min" when a[1] is Constant => Min(a[1], a[0]),
        "Min" when a[0] is Constant => Min(a[0], a[1]),
        "Min" => 0 - Maximum(0 - a[0], 0 - a[1]),
        _ => null,
    };

    /// <summary>With E = e^|x| − 1: |sinh x| = ½ (E + E / (E + 1)); the divisor is held below infinity, for ∞ / ∞ is no number.</summary>
    private static Expr HyperbolicSine(Expr x)
    {
        var excess = ExpMinusOne(Abs(x));
        var magnitude = 0.5 * (excess + excess / Min(float.MaxValue, excess + 1));
        return IfGreater(x, 0, magnitude, 0 - magnitude);
    }
}

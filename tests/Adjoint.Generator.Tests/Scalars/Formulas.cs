using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Tests.Scalars;

/// <summary>Formulas computed in double precision.</summary>
internal static class Formulas
{
    /// <summary>The value of a formula.</summary>
    public static double Value(Expr formula, IReadOnlyDictionary<string, double> variables)
    {
        var values = new Dictionary<Expr, double>();
        foreach (var part in formula.Parts())
        {
            values.Add(part, part switch
            {
                Constant c => c.Value,
                Variable v => variables[v.Name],
                Operation o => Value(o.Op, [.. o.Arguments.Select(a => values[a])]),
                _ => throw new ArgumentException($"{part} has no value."),
            });
        }
        return values[formula];
    }

    private static double Value(Op op, double[] a) => op switch
    {
        Op.Add => a[0] + a[1],
        Op.Subtract => a[0] - a[1],
        Op.Multiply => a[0] * a[1],
        Op.Divide => a[0] / a[1],
        Op.Negate => -a[0],
        Op.Greater => a[0] > a[1] ? 1 : 0,
        Op.GreaterOrEqual => a[0] >= a[1] ? 1 : 0,
        Op.Equal => a[0] == a[1] ? 1 : 0,
        Op.And => a[0] * a[1],
        Op.Or => Math.Max(a[0], a[1]),
        Op.Not => 1 - a[0],
        Op.True => 1,
        Op.False => 0,
        Op.Select => a[0] == 1 ? a[1] : a[2],
        _ => ScalarFunctions.All[op].Value(a),
    };

    /// <summary>The slope at a place by central differences, Richardson's extrapolation of two steps: an error of fourth order.</summary>
    public static double Slope(Func<double, double> f, double x)
    {
        var step = 1e-3 * Math.Max(1, Math.Abs(x));
        double Difference(double h) => (f(x + h) - f(x - h)) / (2 * h);
        return (4 * Difference(step / 2) - Difference(step)) / 3;
    }
}

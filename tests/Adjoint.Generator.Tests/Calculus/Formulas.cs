using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Tests.Calculus;

/// <summary>Formulas computed in double precision.</summary>
internal static class Formulas
{
    public static double Value(Expr formula, IReadOnlyDictionary<string, double> variables) => formula switch
    {
        Constant c => c.Value,
        Variable v => variables[v.Name],
        Binary { Operator: '+' } b => Value(b.Left, variables) + Value(b.Right, variables),
        Binary { Operator: '-' } b => Value(b.Left, variables) - Value(b.Right, variables),
        Binary { Operator: '*' } b => Value(b.Left, variables) * Value(b.Right, variables),
        Binary b => Value(b.Left, variables) / Value(b.Right, variables),
        Function { Name: "SelectGreater", Arguments: var a } => Value(Value(a[0], variables) > Value(a[1], variables) ? a[2] : a[3], variables),
        Function { Name: "SelectGreaterOrEqual", Arguments: var a } => Value(Value(a[0], variables) >= Value(a[1], variables) ? a[2] : a[3], variables),
        Function f => ScalarFunctions.All[f.Name].Value([.. f.Arguments.Select(a => Value(a, variables))]),
        _ => throw new ArgumentException($"{formula} has no value."),
    };

    /// <summary>The slope at a place by central differences, Richardson's extrapolation of two steps: an error of fourth order.</summary>
    public static double Slope(Func<double, double> f, double x)
    {
        var step = 1e-3 * Math.Max(1, Math.Abs(x));
        double Difference(double h) => (f(x + h) - f(x - h)) / (2 * h);
        return (4 * Difference(step / 2) - Difference(step)) / 3;
    }
}

using System.Runtime.Intrinsics;
using Adjoint.Runtime;

namespace Adjoint.Tests.Numerics;

/// <summary>One function of VectorMath for doubles at its four widths, with the error that its documentation states, in ULP.</summary>
public sealed record DoubleFunction(
    string Name,
    double Limit,
    Func<double, double> X1,
    Func<Vector128<double>, Vector128<double>> X2,
    Func<Vector256<double>, Vector256<double>> X4,
    Func<Vector512<double>, Vector512<double>> X8)
{
    private static readonly DoubleFunction[] All =
    [
        new("Exp", 1.5, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp),
        new("Expm1", 2.5, VectorMath.Expm1, VectorMath.Expm1, VectorMath.Expm1, VectorMath.Expm1),
        new("Log", 1.5, VectorMath.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log),
        new("Log1p", 2, VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p),
        new("Sigmoid", 3, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid),
        new("Softplus", 3, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus),
        new("Tanh", 3.5, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh),
        new("Erf", 2.5, VectorMath.Erf, VectorMath.Erf, VectorMath.Erf, VectorMath.Erf),
        new("NormalCdf", 3.5, VectorMath.NormalCdf, VectorMath.NormalCdf, VectorMath.NormalCdf, VectorMath.NormalCdf),
        new("NormalDensity", 2, VectorMath.NormalDensity, VectorMath.NormalDensity, VectorMath.NormalDensity, VectorMath.NormalDensity),
        new("GELUDerivative", 6, VectorMath.GELUDerivative, VectorMath.GELUDerivative, VectorMath.GELUDerivative, VectorMath.GELUDerivative),
        new("Exp2", 1.5, VectorMath.Exp2, VectorMath.Exp2, VectorMath.Exp2, VectorMath.Exp2),
        new("Sin", 2, VectorMath.Sin, VectorMath.Sin, VectorMath.Sin, VectorMath.Sin),
        new("Cos", 2, VectorMath.Cos, VectorMath.Cos, VectorMath.Cos, VectorMath.Cos),
    ];

    /// <summary>The name of each function, as theory data.</summary>
    public static TheoryData<string> Names => [.. All.Select(function => function.Name)];

    public static DoubleFunction Named(string name) => All.Single(function => function.Name == name);

    /// <summary>The function of one number, after all widths have agreed on it, bit by bit.</summary>
    public double At(double x)
    {
        double[] found = [X1(x), X2(Vector128.Create(x))[1], X4(Vector256.Create(x))[3], X8(Vector512.Create(x))[7]];
        foreach (var y in found)
        {
            if (BitConverter.DoubleToInt64Bits(y) != BitConverter.DoubleToInt64Bits(found[0]) && !double.IsNaN(y + found[0]))
                Assert.Fail($"{Name}({x:R}) is {string.Join(", ", found.Select(f => f.ToString("R")))} at 1, 2, 4 and 8 numbers.");
        }
        return found[0];
    }
}

using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Adjoint.Runtime;

namespace Adjoint.Tests.Numerics;

/// <summary>One function of VectorMath at its four widths, with its reference and the errors its documentation states.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Reference">The same in double precision.</param>
/// <param name="FusedLimit">The largest error, in ULP, where multiply-adds are fused.</param>
/// <param name="PlainLimit">The largest error, in ULP, where they are not.</param>
/// <param name="X1">The function of one float.</param>
/// <param name="X4">The function of 4 floats.</param>
/// <param name="X8">The function of 8 floats.</param>
/// <param name="X16">The function of 16 floats.</param>
public sealed record VectorFunction(
    string Name,
    Func<double, double> Reference,
    double FusedLimit,
    double PlainLimit,
    Func<float, float> X1,
    Func<Vector128<float>, Vector128<float>> X4,
    Func<Vector256<float>, Vector256<float>> X8,
    Func<Vector512<float>, Vector512<float>> X16)
{
    private static readonly VectorFunction[] All =
    [
        new("Exp", Math.Exp, 2.5, 2.5, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp),
        // Of what attention makes of it, which is at most 1.
        new(
            "Exp2", t => Math.Pow(2, -Math.Abs(t)), 2.5, 2.5,
            t => VectorMath.Exp2(-Math.Abs(t)), t => VectorMath.Exp2(-Vector128.Abs(t)), t => VectorMath.Exp2(-Vector256.Abs(t)), t => VectorMath.Exp2(-Vector512.Abs(t))),
        new("Expm1", ReferenceMath.Expm1, 3.5, 3.5, VectorMath.Expm1, VectorMath.Expm1, VectorMath.Expm1, VectorMath.Expm1),
        new("Log", Math.Log, 2, 2, VectorMath.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log),
        new("Log1p", ReferenceMath.Log1p, 2, 2, VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p),
        new("Sin", Math.Sin, 3, 3.5, VectorMath.Sin, VectorMath.Sin, VectorMath.Sin, VectorMath.Sin),
        new("Cos", Math.Cos, 3, 3.5, VectorMath.Cos, VectorMath.Cos, VectorMath.Cos, VectorMath.Cos),
        new("Tanh", Math.Tanh, 5, 6, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh),
        new("Sigmoid", ReferenceMath.Sigmoid, 3, 3, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid),
        new("Erf", ReferenceMath.Erf, 5, 5, VectorMath.Erf, VectorMath.Erf, VectorMath.Erf, VectorMath.Erf),
        new("NormalCdf", ReferenceMath.NormalCdf, 6, 6, VectorMath.NormalCdf, VectorMath.NormalCdf, VectorMath.NormalCdf, VectorMath.NormalCdf),
        new("NormalDensity", ReferenceMath.NormalDensity, 2, 2, VectorMath.NormalDensity, VectorMath.NormalDensity, VectorMath.NormalDensity, VectorMath.NormalDensity),
        new("Softplus", ReferenceMath.Softplus, 3, 3, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus),
    ];

    /// <summary>The name of each function, as theory data.</summary>
    public static TheoryData<string> Names => [.. All.Select(function => function.Name)];

    /// <summary>The stated error that holds on this machine.</summary>
    public double Limit => Fma.IsSupported || AdvSimd.IsSupported ? FusedLimit : PlainLimit;

    public static VectorFunction Named(string name) => All.Single(function => function.Name == name);
}

using System.Runtime.Intrinsics;
using Adjoint.Runtime;

namespace Adjoint.Tests.Numerics;

public class SpecialValueTests
{
    private const float Infinity = float.PositiveInfinity;

    [Theory]
    [MemberData(nameof(VectorFunction.Names), MemberType = typeof(VectorFunction))]
    public void NaN_is_handed_on_at_every_width(string name)
    {
        var function = VectorFunction.Named(name);
        Assert.Equal(float.NaN, function.X1(float.NaN));
        Assert.Equal(float.NaN, function.X4(Vector128.Create(float.NaN))[3]);
        Assert.Equal(float.NaN, function.X8(Vector256.Create(float.NaN))[7]);
        Assert.Equal(float.NaN, function.X16(Vector512.Create(float.NaN))[15]);
        Assert.Equal(float.NaN, function.X16(Vector512.Create(-float.NaN))[15]);
    }

    [Theory]
    [InlineData("Exp", float.NegativeInfinity, 0f)]
    [InlineData("Exp", -1000f, 0f)]
    [InlineData("Exp", 0f, 1f)]
    [InlineData("Exp", 88.7228394f, Infinity)]
    [InlineData("Exp", 1e30f, Infinity)]
    [InlineData("Exp", Infinity, Infinity)]
    [InlineData("Expm1", float.NegativeInfinity, -1f)]
    [InlineData("Expm1", 0f, 0f)]
    [InlineData("Expm1", Infinity, Infinity)]
    [InlineData("Log", 0f, float.NegativeInfinity)]
    [InlineData("Log", 1f, 0f)]
    [InlineData("Log", -1f, float.NaN)]
    [InlineData("Log", float.NegativeInfinity, float.NaN)]
    [InlineData("Log", float.Epsilon, -103.278931f)]
    [InlineData("Log", Infinity, Infinity)]
    [InlineData("Log1p", -1f, float.NegativeInfinity)]
    [InlineData("Log1p", 0f, 0f)]
    [InlineData("Log1p", -1.0000001f, float.NaN)]
    [InlineData("Log1p", float.NegativeInfinity, float.NaN)]
    [InlineData("Log1p", float.Epsilon, float.Epsilon)]
    [InlineData("Log1p", Infinity, Infinity)]
    [InlineData("Tanh", Infinity, 1f)]
    [InlineData("Tanh", float.NegativeInfinity, -1f)]
    [InlineData("Sin", 0f, 0f)]
    [InlineData("Sin", Infinity, float.NaN)]
    [InlineData("Cos", 0f, 1f)]
    [InlineData("Cos", float.NegativeInfinity, float.NaN)]
    [InlineData("Sigmoid", 0f, 0.5f)]
    [InlineData("Sigmoid", Infinity, 1f)]
    [InlineData("Sigmoid", float.NegativeInfinity, 0f)]
    [InlineData("Erf", Infinity, 1f)]
    [InlineData("Erf", float.NegativeInfinity, -1f)]
    [InlineData("NormalCdf", Infinity, 1f)]
    [InlineData("NormalCdf", float.NegativeInfinity, 0f)]
    [InlineData("NormalDensity", Infinity, 0f)]
    [InlineData("NormalDensity", float.NegativeInfinity, 0f)]
    [InlineData("Softplus", Infinity, Infinity)]
    [InlineData("Softplus", float.NegativeInfinity, 0f)]
    [InlineData("Softplus", 1e30f, 1e30f)]
    public void Limits_are_exact(string name, float x, float expected) =>
        Assert.Equal(expected, VectorFunction.Named(name).X16(Vector512.Create(x))[0]);

    [Fact]
    public void Two_to_a_whole_power_is_exact()
    {
        for (var n = -126; n <= 127; n++)
            Assert.Equal(MathF.ScaleB(1, n), VectorMath.Exp2(Vector512.Create((float)n))[15]);
        Assert.Equal(0f, VectorMath.Exp2(float.NegativeInfinity));
    }

    [Theory]
    [InlineData(Infinity, 1f)]
    [InlineData(float.MaxValue, 1f)]
    [InlineData(float.NegativeInfinity, 0f)]
    [InlineData(float.MinValue, 0f)]
    [InlineData(float.NaN, float.NaN)]
    public void The_slope_of_GELU_has_its_limits(float x, float expected) => Assert.Equal(expected, VectorMath.GELUDerivative(Vector512.Create(x))[3]);

    [Theory]
    [InlineData("Tanh", 8.01713371f)]
    [InlineData("Erf", 3.92f)]
    public void Odd_functions_are_odd_to_the_bit_and_saturate_at_exactly_one(string name, float saturation)
    {
        var function = VectorFunction.Named(name);
        foreach (var x in FloatSamples.Sparse.SelectMany(samples => samples.Vectors()))
        {
            var y = function.X16(x);
            var mirrored = -function.X16(-x);
            for (var lane = 0; lane < Vector512<float>.Count; lane++)
                AssertOddAndSaturated(name, x[lane], y[lane], mirrored[lane], saturation);
        }
    }

    private static void AssertOddAndSaturated(string name, float x, float y, float mirrored, float saturation)
    {
        if (float.IsNaN(x))
            return;
        if (BitConverter.SingleToUInt32Bits(y) != BitConverter.SingleToUInt32Bits(mirrored))
            Assert.Fail($"{name}({x:G9}) is {y:G9}, but -{name}({-x:G9}) is {mirrored:G9}.");
        if (Math.Abs(x) < saturation ? Math.Abs(y) > 1 : y != Math.Sign(x))
            Assert.Fail($"{name}({x:G9}) is {y:G9}.");
    }

    /// <summary>The last float before the overflow is finite, the first after it is not.</summary>
    [Fact]
    public void Exp_overflows_where_it_must()
    {
        const float last = 88.7228317f;
        Assert.InRange(VectorMath.Exp(last), 3.402797e38f, 3.402800e38f);
        Assert.Equal(Infinity, VectorMath.Exp(MathF.BitIncrement(last)));
    }

    /// <summary>The rational function is stopped at the one float where it is exactly 1; every float on the way there is tried, for none may pass 1.</summary>
    [Fact]
    public void Tanh_never_passes_one_on_its_way_there()
    {
        for (var x = 7.5f; x < 8.02f; x = MathF.BitIncrement(x))
        {
            if (VectorMath.Tanh(x) > 1f)
                Assert.Fail($"Tanh({x:G9}) is {VectorMath.Tanh(x):G9}.");
        }
    }
}

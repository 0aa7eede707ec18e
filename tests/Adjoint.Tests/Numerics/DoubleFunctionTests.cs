using System.Text.Json;

namespace Adjoint.Tests.Numerics;

/// <summary>The functions of doubles against <c>tests/Golden/doubles.py</c>, which rounds fifty digits.</summary>
public sealed class DoubleFunctionTests
{
    [Theory]
    [MemberData(nameof(DoubleFunction.Names), MemberType = typeof(DoubleFunction))]
    public void Error_stays_within_what_the_documentation_states(string name)
    {
        var function = DoubleFunction.Named(name);
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "doubles.json")));
        var (worst, at) = (0.0, 0.0);
        foreach (var pair in golden.RootElement.GetProperty(name).EnumerateArray())
        {
            var (x, expected) = (pair[0].GetDouble(), pair[1].GetDouble());
            // What was rounded to the golden number is half a unit away at most.
            var error = Units(function.At(x), expected) + 0.5;
            if (!(error <= worst))
                (worst, at) = (error, x);
        }
        Assert.True(worst <= function.Limit + 0.5, $"{name}({at:R}) is wrong by up to {worst} ULP: {function.At(at):R}.");
    }

    [Theory]
    [MemberData(nameof(DoubleFunction.Names), MemberType = typeof(DoubleFunction))]
    public void NaN_is_handed_on_at_every_width(string name) => Assert.Equal(double.NaN, DoubleFunction.Named(name).At(double.NaN));

    [Theory]
    [InlineData("Exp", double.NegativeInfinity, 0.0)]
    [InlineData("Exp", -1e4, 0.0)]
    [InlineData("Exp", 0.0, 1.0)]
    [InlineData("Exp", 709.782712893384, 1.797693134862273e308)]
    [InlineData("Exp", 710.0, double.PositiveInfinity)]
    [InlineData("Exp", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("Exp2", double.NegativeInfinity, 0.0)]
    [InlineData("Exp2", -2000.0, 0.0)]
    [InlineData("Exp2", -1.0, 0.5)]
    [InlineData("Exp2", 1023.0, 8.98846567431158e307)]
    [InlineData("Expm1", double.NegativeInfinity, -1.0)]
    [InlineData("Expm1", 0.0, 0.0)]
    [InlineData("Expm1", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("Log", 0.0, double.NegativeInfinity)]
    [InlineData("Log", 1.0, 0.0)]
    [InlineData("Log", -1.0, double.NaN)]
    [InlineData("Log", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("Log1p", -1.0, double.NegativeInfinity)]
    [InlineData("Log1p", 0.0, 0.0)]
    [InlineData("Log1p", -1.5, double.NaN)]
    [InlineData("Log1p", 1e-300, 1e-300)]
    [InlineData("Log1p", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("Sigmoid", double.NegativeInfinity, 0.0)]
    [InlineData("Sigmoid", double.PositiveInfinity, 1.0)]
    [InlineData("Softplus", double.NegativeInfinity, 0.0)]
    [InlineData("Softplus", 1e10, 1e10)]
    [InlineData("Tanh", double.PositiveInfinity, 1.0)]
    [InlineData("Tanh", -20.0, -1.0)]
    [InlineData("Erf", double.NegativeInfinity, -1.0)]
    [InlineData("Erf", 6.5, 1.0)]
    [InlineData("NormalCdf", 0.0, 0.5)]
    [InlineData("NormalCdf", double.PositiveInfinity, 1.0)]
    [InlineData("NormalCdf", double.NegativeInfinity, 0.0)]
    [InlineData("NormalDensity", double.PositiveInfinity, 0.0)]
    [InlineData("NormalDensity", double.NegativeInfinity, 0.0)]
    [InlineData("GELUDerivative", 0.0, 0.5)]
    [InlineData("GELUDerivative", double.PositiveInfinity, 1.0)]
    [InlineData("GELUDerivative", double.MaxValue, 1.0)]
    [InlineData("GELUDerivative", double.NegativeInfinity, 0.0)]
    [InlineData("GELUDerivative", double.MinValue, 0.0)]
    [InlineData("Sin", 0.0, 0.0)]
    [InlineData("Sin", double.PositiveInfinity, double.NaN)]
    [InlineData("Cos", 0.0, 1.0)]
    public void Special_values_are_exact(string name, double x, double expected)
    {
        var found = DoubleFunction.Named(name).At(x);
        Assert.True(found.Equals(expected) || Math.Abs(found - expected) <= 1e-15 * Math.Abs(expected), $"{name}({x}) is {found:R}, not {expected:R}.");
    }

    /// <summary>Steps between two doubles; what is below the smallest normal number counts as right.</summary>
    private static double Units(double actual, double expected)
    {
        if (Math.Abs(expected) < 4.5e-308 && Math.Abs(actual) < 4.5e-308)
            return 0;
        return Math.Abs((double)(BitConverter.DoubleToInt64Bits(actual) - BitConverter.DoubleToInt64Bits(expected)));
    }
}

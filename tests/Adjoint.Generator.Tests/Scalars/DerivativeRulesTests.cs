using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Tests.Scalars;

/// <summary>The table of derivatives against central differences, and at the places that the table's remarks are about.</summary>
public sealed class DerivativeRulesTests
{
    public static TheoryData<string> Names => [.. DerivativeRules.Functions.Select(static function => $"{function}")];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_line_agrees_with_central_differences(string name)
    {
        var function = Enum.Parse<Op>(name);
        var (value, places) = ScalarFunctions.All[function];
        foreach (var at in places)
        {
            Expr[] arguments = [.. at.Select((_, i) => new Variable($"a{i}"))];
            var variables = at.Select((x, i) => (Name: $"a{i}", x)).ToDictionary(pair => pair.Name, pair => pair.x);
            variables["y"] = value(at);
            var partials = DerivativeRules.Partials(function, arguments, new Variable("y"))!;
            for (var i = 0; i < at.Length; i++)
            {
                double Along(double x) => value([.. at.Select((old, j) => j == i ? x : old)]);
                var (expected, actual) = (Formulas.Slope(Along, at[i]), Formulas.Value(partials[i], variables));
                Assert.True(Math.Abs(expected - actual) <= 1e-8 * (1 + Math.Abs(expected)), $"{name}: argument {i} at ({string.Join(", ", at)}): {actual:G17}, not {expected:G17}");
            }
        }
    }

    [Theory]
    [InlineData("Abs", 0, 0)]
    [InlineData("Sign", 0, 0)]
    [InlineData("Sqrt", 0, double.PositiveInfinity)]
    public void Kinks_and_edges(string name, double x, double expected) =>
        Assert.Equal(expected, Slope(new Operation(Enum.Parse<Op>(name), [new Variable("x")]), x));

    [Fact]
    public void A_maximum_with_a_constant_has_the_derivative_zero_where_both_are_equal()
    {
        var x = new Variable("x");
        Assert.Equal(0, Slope(Max(x, 0), 0));
        Assert.Equal(0, Slope(Max(0, x), 0));
        Assert.Equal(0, Slope(Min(3, x), 3));
        Assert.Equal(1.5, Slope(Max(x, 2 * x), 0));
    }

    [Fact]
    public void Powers_have_no_holes()
    {
        var x = new Variable("x");
        Assert.Equal(0, Slope(Pow(x, 0), 0));
        Assert.Equal(2, Slope(Pow(x, 1) + x, 0));
        Assert.Equal(0, Slope(Pow(0, x), 2));
    }

    [Fact]
    public void Formulas_are_derived_again_and_again()
    {
        // (sin(2x) e^x)''' by Leibniz' rule.
        var x = new Variable("x");
        Expr formula = Sin(2 * x) * Exp(x);
        for (var order = 0; order < 3; order++)
            formula = Derivative.Of(formula, new("x"));
        var (s, c, e) = (Math.Sin(1.4), Math.Cos(1.4), Math.Exp(0.7));
        var expected = e * (s + 3 * 2 * c + 3 * -4 * s - 8 * c);
        Assert.Equal(expected, Formulas.Value(formula, new Dictionary<string, double> { ["x"] = 0.7 }), 1e-12);
    }

    [Fact]
    public void What_is_not_chosen_has_no_part_in_the_derivative()
    {
        var x = new Variable("x");
        Assert.Equal(1, Slope(IfGreater(x, 0, x, Sqrt(x)), 2));
        Assert.Equal(0, Slope(IfGreater(x, 0, Log(x), 0), 0));
    }

    /// <summary>σ (1 − σ) would be 0 from 37 on.</summary>
    [Theory]
    [InlineData(40, 4.248354255291589e-18)]
    [InlineData(-40, 4.248354255291589e-18)]
    public void The_derivative_of_the_logistic_function_keeps_its_digits_on_both_sides(double x, double expected) =>
        Assert.Equal(expected, Slope(Sigmoid(new Variable("x")), x), 1e-14 * expected);

    [Fact]
    public void What_is_chosen_on_either_side_of_0_has_its_derivative_at_0()
    {
        var x = new Variable("x");
        var (n, m) = ExpQuotient(x);
        Assert.Equal(0.25, Slope(n / (n + m), 0));
        Assert.Equal(-0.25, Slope(m / (n + m), 0));
    }

    private static double Slope(Expr formula, double x) =>
        Formulas.Value(Derivative.Of(formula, new("x")), new Dictionary<string, double> { ["x"] = x });
}

using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Tests.Scalars;

/// <summary>Formulas in their simplest form, as mathematics writes them.</summary>
public sealed class AlgebraTests
{
    private static readonly Variable A = new("a"), B = new("b");

    private static readonly Dictionary<string, Expr> Formulas = new()
    {
        ["a + a"] = A + A,
        ["0 − a"] = 0 - A,
        ["1 · a"] = 1 * A,
        ["a − a"] = A - A,
        ["a + −b"] = A + -B,
        ["−a + b"] = -A + B,
        ["−(a − b)"] = -(A - B),
        ["a · 0"] = A * 0,
        ["a / a"] = A / A,
        ["a · (1 / b)"] = A * (1 / B),
        ["3 (2 a)"] = 3 * (2 * A),
        ["−a · −b"] = -A * -B,
        ["a b − b a"] = A * B - B * A,
        ["ln(1 + exp(a))"] = Log(1 + Exp(A)),
        ["ln(exp(a) + 1)"] = Log(Exp(A) + 1),
        ["1 / (1 + exp(−a))"] = 1 / (1 + Exp(-A)),
        ["1 − σ(a)"] = 1 - Sigmoid(A),
        ["exp(a) − 1"] = Exp(A) - 1,
        ["√(a²)"] = Sqrt(A * A),
        ["a³"] = Pow(A, 3),
        ["a^−½"] = Pow(A, -0.5),
        ["(a where a > b) where a > b"] = IfGreater(A, B, IfGreater(A, B, A, B), 0),
        ["a where 2 > 1"] = IfGreater(2, 1, A, B),
        ["a where a > b, else a"] = IfGreater(A, B, A, A),
    };

    public static TheoryData<string, string> Simplest => new()
    {
        { "a + a", "2 a" },
        { "0 − a", "−a" },
        { "1 · a", "a" },
        { "a − a", "0" },
        { "a + −b", "a − b" },
        { "−a + b", "b − a" },
        { "−(a − b)", "b − a" },
        { "a · 0", "0" },
        { "a / a", "1" },
        { "a · (1 / b)", "a / b" },
        { "3 (2 a)", "6 a" },
        { "−a · −b", "a b" },
        { "a b − b a", "0" },
        { "ln(1 + exp(a))", "ln(1 + exp(a))" },
        { "ln(exp(a) + 1)", "ln(1 + exp(a))" },
        { "1 / (1 + exp(−a))", "σ(a)" },
        { "1 − σ(a)", "σ(−a)" },
        { "exp(a) − 1", "exp(a) − 1" },
        { "√(a²)", "|a|" },
        { "a³", "a² a" },
        { "a^−½", "1 / √a" },
        { "(a where a > b) where a > b", "a where a > b, else 0" },
        { "a where 2 > 1", "a" },
        { "a where a > b, else a", "a" },
    };

    [Theory]
    [MemberData(nameof(Simplest))]
    public void The_simplest_form(string formula, string expected) =>
        Assert.Equal(expected, MathText.IfShort(new Algebra(isSingle: false).Make(Formulas[formula]), static v => v.Name));

    [Fact]
    public void Every_formula_has_its_simplest_form() => Assert.Equal(Formulas.Keys, Simplest.Select(static row => (string)row[0]));

    [Fact]
    public void Functions_that_overflow_as_they_are_typed_become_ones_that_do_not()
    {
        var algebra = new Algebra(isSingle: false);
        Assert.Equal(Softplus(A), algebra.Make(Log(Exp(A) + 1)));
        Assert.Equal(ExpMinusOne(A), algebra.Make(Exp(A) - 1));
        Assert.Equal(Sigmoid(A), algebra.Make(Exp(A) / (1 + Exp(A))));
    }

    [Fact]
    public void Constants_of_floats_are_rounded_as_floats_are()
    {
        Assert.Equal(new Constant(0.1f), new Algebra(isSingle: true).Make(0.1));
        Assert.Equal(new Constant(0.1), new Algebra(isSingle: false).Make(0.1));
    }

    [Fact]
    public void A_sum_and_a_product_are_made_once_whatever_their_order()
    {
        var algebra = new Algebra(isSingle: false);
        Assert.Same(algebra.Make(A * B), algebra.Make(B * A));
        Assert.Same(algebra.Make(A + B), algebra.Make(B + A));
    }

    [Fact]
    public void Factors_and_divisors_of_one_and_minus_one_are_no_operations_of_their_own()
    {
        var algebra = new Algebra(isSingle: false);
        Assert.Equal(2, algebra.Make(A * -1).Parts().Count);
        Assert.Equal(2, algebra.Make(A / -1).Parts().Count);
        Assert.Equal(A, algebra.Make(A / 1));
        Assert.Equal<Expr>(new Constant(0), algebra.Make(new Constant(0) / A));
        Assert.Equal(A, algebra.Make(Max(A, A)));
        Assert.Equal(A, algebra.Make(Min(A, A)));
    }
}

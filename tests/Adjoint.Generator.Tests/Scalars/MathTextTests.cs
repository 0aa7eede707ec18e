using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Tests.Scalars;

/// <summary>Formulas as mathematics writes them: parentheses where they are needed, and nowhere else.</summary>
public sealed class MathTextTests
{
    private static readonly Variable A = new("a"), B = new("b"), C = new("c");

    [Fact]
    public void Sums_and_products()
    {
        Written("a + b + c", A + (B + C));
        Written("a − (b + c)", A - (B + C));
        Written("a b c", A * (B * C));
        Written("(a + b) c", (A + B) * C);
        Written("a² b", A * A * B);
        Written("(a + b)²", (A + B) * (A + B));
        Written("2 a", 2 * A);
        Written("a · 2", A * 2);
    }

    [Fact]
    public void Quotients_are_not_read_as_one_of_a_product()
    {
        Written("a b / c", A * B / C);
        Written("(a / b) c", A / B * C);
        Written("a (b / c)", A * (B / C));
        Written("a / (b c)", A / (B * C));
        Written("a / b / c", A / B / C);
        Written("a / (b / c)", A / (B / C));
    }

    [Fact]
    public void A_minus_is_not_written_behind_another_sign()
    {
        Written("−a b", -(A * B));
        Written("−2 a b", -2 * A * B);
        Written("a + (−2 b)", A + -2 * B);
        Written("a (−b)", A * -B);
        Written("−a / b", -(A / B));
        Written("−a / b", -A / B);
        Written("−a b", -A * B);
        Written("a − (−b)", A - -B);
    }

    [Fact]
    public void Functions_and_choices()
    {
        Written("exp(−a²)", Exp(-(A * A)));
        Written("√(a + b) c", Sqrt(A + B) * C);
        Written("|a − b|", Abs(A - B));
        Written("max(0, a)", Max(0, A));
        Written("σ(a) (1 − σ(a))", Sigmoid(A) * (1 - Sigmoid(A)));
        Written("a where a > 0, else 0.5 b", IfGreater(A, 0, A, 0.5 * B));
        Written("(a where b < 0, else −1) c", IfGreater(0, B, A, -1) * C);
        Written("a b + c", MultiplyAdd(A, B, C));
        Written("1 / √(a + ε)", 1 / Sqrt(A + new MachineEpsilon()));
    }

    [Fact]
    public void What_is_too_long_to_be_read_is_not_written()
    {
        Expr formula = A;
        for (var i = 0; i < 60; i++)
            formula = formula * B + formula;
        Assert.Null(MathText.IfShort(formula, static v => v.Name));
        Assert.Null(MathText.IfShort(Exp(formula), static v => v.Name));
    }

    private static void Written(string expected, Expr formula) => Assert.Equal(expected, MathText.IfShort(formula, static v => v.Name));
}

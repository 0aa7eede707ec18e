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
    public void Functions_have_the_letters_of_mathematics()
    {
        Written("ln(a)", Log(A));
        Written("Φ(a)", NormalCdf(A));
        Written("φ(a)", NormalDensity(A));
        Written("GELU′(a)", GELUDerivative(A));
        Written("erf(a)", Erf(A));
        Written("max(a, b)", Maximum(A, B));
        Written("min(a, b)", new Operation(Op.Minimum, [A, B]));
        Written("exp(a + b) − 1", ExpMinusOne(A + B));
        Written("ln(1 + a)", new Operation(Op.Log1p, [A]));
        Written("ln(1 + exp(a))", Softplus(A));
        Written("2 exp(a) − (exp(b) − 1)", 2 * Exp(A) - ExpMinusOne(B));
    }

    [Fact]
    public void Conditions_bind_as_they_are_read()
    {
        Expr p = new Operation(Op.Greater, [A, B]), q = new Operation(Op.GreaterOrEqual, [A, C]), r = new Operation(Op.Equal, [B, C]);
        Written("a > b and a ≥ c or b = c", new Operation(Op.Or, [new Operation(Op.And, [p, q]), r]));
        Written("a > b and (a ≥ c or b = c)", new Operation(Op.And, [p, new Operation(Op.Or, [q, r])]));
        Written("(a ≥ c or b = c) and a > b", new Operation(Op.And, [new Operation(Op.Or, [q, r]), p]));
        Written("not (a > b)", new Operation(Op.Not, [p]));
        Written("a ≥ 1", new Operation(Op.GreaterOrEqual, [A, 1]));
        Written("a ≤ 1", new Operation(Op.GreaterOrEqual, [1, A]));
        Written("a < 1", new Operation(Op.Greater, [1, A]));
        Written("a where a > b or b = c, else b", new Operation(Op.Select, [new Operation(Op.Or, [p, r]), A, B]));
    }

    [Fact]
    public void A_part_of_a_call_has_its_number()
    {
        Written("Split(a, b)[1]", new Call("Name.Space.Split", [A, B], 1));
        Written("Split(a, b)", new Call("Name.Space.Split", [A, B], null));
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

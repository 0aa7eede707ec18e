using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Tests.Scalars;

/// <summary>Conditions and choices in their simplest form.</summary>
public sealed class ConditionTests
{
    private static readonly Variable A = new("a"), B = new("b"), C = new("c"), D = new("d");
    private static readonly Expr P = Cond(Op.Greater, A, B), Q = Cond(Op.Equal, C, D);

    private readonly Algebra algebra = new(isSingle: false);

    [Fact]
    public void What_is_always_true_or_false_is_left_out()
    {
        Simplest("a > b", Cond(Op.And, Cond(Op.True), P));
        Simplest("a > b", Cond(Op.And, P, Cond(Op.True)));
        Simplest("false", Cond(Op.And, Cond(Op.False), P));
        Simplest("false", Cond(Op.And, P, Cond(Op.False)));
        Simplest("a > b", Cond(Op.Or, Cond(Op.False), P));
        Simplest("a > b", Cond(Op.Or, P, Cond(Op.False)));
        Simplest("true", Cond(Op.Or, Cond(Op.True), P));
        Simplest("true", Cond(Op.Or, P, Cond(Op.True)));
        Simplest("false", Cond(Op.Not, Cond(Op.True)));
        Simplest("true", Cond(Op.Not, Cond(Op.False)));
        Simplest("false", Cond(Op.Greater, A, A));
    }

    [Fact]
    public void Conditions_of_constants_are_decided()
    {
        Simplest("false", Cond(Op.Greater, 1, 2));
        Simplest("false", Cond(Op.Greater, 2, 2));
        Simplest("true", Cond(Op.GreaterOrEqual, 2, 2));
        Simplest("false", Cond(Op.GreaterOrEqual, 1, 2));
        Simplest("true", Cond(Op.Equal, 2, 2));
        Simplest("false", Cond(Op.Equal, 1, 2));
    }

    [Fact]
    public void Equal_and_opposite_conditions_are_recognised()
    {
        Simplest("a > b", Cond(Op.And, P, P));
        Simplest("a > b", Cond(Op.Or, P, P));
        Simplest("a > b", Cond(Op.Not, Cond(Op.Not, P)));
        Simplest("false", Cond(Op.And, P, Cond(Op.Not, P)));
        Simplest("false", Cond(Op.And, Cond(Op.Not, P), P));
        Simplest("true", Cond(Op.Or, P, Cond(Op.Not, P)));
        Simplest("true", Cond(Op.Or, Cond(Op.Not, P), P));
        Simplest("a > b or c = d", Cond(Op.Or, P, Cond(Op.And, Cond(Op.Not, P), Q)));
        Simplest("a > b or c = d", Cond(Op.Or, P, Cond(Op.And, Q, Cond(Op.Not, P))));
        Simplest("a > b or not (c > d) and c = d", Cond(Op.Or, P, Cond(Op.And, Cond(Op.Not, Cond(Op.Greater, C, D)), Q)));
        Simplest("a > b and c = d", Cond(Op.And, P, Q));
    }

    [Fact]
    public void A_choice_asks_no_question_twice()
    {
        Simplest("a", Choose(Cond(Op.True), A, B));
        Simplest("b", Choose(Cond(Op.False), A, B));
        Simplest("b where c = d, else a", Choose(Cond(Op.Not, Q), A, B));
        // In what is chosen where the condition holds, and in what is chosen where it does not.
        Simplest("a where c = d, else b", Choose(Q, Choose(Q, A, C), Choose(Q, D, B)));
        Simplest("a + 1 where c = d, else −b", Choose(Q, Choose(Q, A, C) + 1, -Choose(Q, D, B)));
        Simplest("a", Choose(Q, A, A));
    }

    private void Simplest(string expected, Expr formula) => Assert.Equal(expected, MathText.IfShort(algebra.Make(formula), static v => v.Name)!.Replace("()", "", StringComparison.Ordinal));

    private static Operation Cond(Op op, params Expr[] arguments) => new(op, [.. arguments]);

    private static Operation Choose(Expr condition, Expr then, Expr otherwise) => new(Op.Select, [condition, then, otherwise]);
}

using Adjoint.Generator.Lanes;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Tests.Lanes;

/// <summary>What a formula uses several times is computed once.</summary>
public sealed class SharingTests
{
    private static readonly Variable X = new("x"), Y = new("y"), T1 = new("t1"), T2 = new("t2");

    [Fact]
    public void What_is_used_twice_gets_a_name_and_what_is_used_once_stands_where_it_is_used() => Assert.Equal(
        [new Let("t1", X - Y), new Store("z", 0, T1 * T1 + Exp(Y))],
        Shared(new Store("z", 0, (X - Y) * (X - Y) + Exp(Y))));

    [Fact]
    public void What_is_within_a_named_part_needs_no_name_of_its_own() => Assert.Equal(
        [new Let("t1", Exp(Sin(X))), new Store("z", 0, T1 * T1)],
        Shared(new Store("z", 0, Exp(Sin(X)) * Exp(Sin(X)))));

    [Fact]
    public void What_is_compared_is_named_if_it_is_asked_twice_and_the_question_is_not()
    {
        var formula = IfGreater(X + Y, 0, X, Y) * IfGreater(X + Y, 0, Y, X);
        Assert.Equal([new Let("t1", X + Y), new Store("z", 0, IfGreater(T1, 0, X, Y) * IfGreater(T1, 0, Y, X))], Shared(new Store("z", 0, formula)));
    }

    [Fact]
    public void Names_that_are_taken_are_left_out() => Assert.Equal(
        [new Let("t1", X), new Let("t2", Exp(T1)), new Store("z", 0, T2 * T2)],
        Shared(new Let("t1", X), new Store("z", 0, Exp(T1) * Exp(T1))));

    [Fact]
    public void Names_go_on_in_loops_for_a_block_may_not_name_what_a_block_around_it_names()
    {
        var square = Exp(X) * Exp(X);
        Assert.Equal(
            [new Loop("i", 0, 3, [new Let("t1", Exp(X)), new Store("z", "i", T1 * T1)]), new Let("t2", Exp(X)), new Store("z", 0, T2 * T2)],
            Shared(new Loop("i", 0, 3, [new Store("z", "i", square)]), new Store("z", 0, square)));
    }

    [Fact]
    public void Several_formulas_share_what_they_have_in_common()
    {
        var (named, formulas) = Sharing.Apply([Exp(X) + 1, Exp(X) * Y, Exp(X)], "t");
        Assert.Equal([new Let("t1", Exp(X))], named);
        Assert.Equal([T1 + 1, T1 * Y, T1], formulas);
    }

    private static IEnumerable<Statement> Shared(params Statement[] body) => Sharing.Apply(body.ToEquatableArray());
}

using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Tests.Scalars;

/// <summary>Expressions: equality, and walks over what is shared, however large it would be as a tree, and however deep it is.</summary>
public sealed class ExprTests
{
    private static readonly Variable X = new("x"), Y = new("y");

    [Fact]
    public void Equal_formulas_are_equal_and_others_are_not()
    {
        Assert.Equal(X * Y + 1, X * Y + 1);
        Assert.Equal((X * Y + 1).GetHashCode(), (X * Y + 1).GetHashCode());
        Assert.NotEqual(X * Y, Y * X);
        Assert.NotEqual(Exp(X), Log(X));
        Assert.NotEqual<Expr>(new Call("F", [X]), new Call("F", [X], 0));
        Assert.NotEqual<Expr>(new Call("F", [X]), new Call("G", [X]));
    }

    [Fact]
    public void What_would_be_larger_than_any_memory_as_a_tree_is_compared_replaced_and_derived()
    {
        var (one, other) = (Squares(X, 300), Squares(X, 300));
        Assert.Equal(one, other);
        Assert.NotEqual(one, Squares(X, 300) + 1);
        Assert.Equal(301, one.Parts().Count);
        Assert.Equal(Squares(Y, 300), one.Replace(X, Y));
        Assert.True(one.Reads(X));
        Assert.False(one.Reads(Y));
        Assert.Equal(1, Formulas.Value(Squares(X, 10), Named(1)));
        Assert.Equal(1024, Formulas.Value(Derivative.Of(Squares(X, 10), X), Named(1)));
        Assert.InRange(Derivative.Of(one, X).Parts().Count, 300, 1500);
    }

    [Fact]
    public void What_is_deeper_than_the_stack_is_walked()
    {
        Expr deep = X, same = X;
        for (var i = 0; i < 50_000; i++)
            (deep, same) = (deep + i, same + i);
        Assert.Equal(deep, same);
        Assert.Equal(100_001, deep.Parts().Count);
        Assert.Equal(Formulas.Value(deep, Named(2)), Formulas.Value(deep.Replace(X, Y), new Dictionary<string, double> { ["y"] = 2 }));
    }

    [Fact]
    public void Parts_come_after_their_arguments_and_once_each()
    {
        var shared = Sin(X);
        var formula = shared * shared + Exp(shared);
        Assert.Equal([X, shared, shared * shared, Exp(shared), formula], formula.Parts());
    }

    [Fact]
    public void What_has_been_replaced_is_not_looked_at_again() => Assert.Equal(X + Y + Y, (X + Y).Replace(X, X + Y));

    [Fact]
    public void Graphs_are_equal_if_they_take_the_same_steps_in_the_same_order()
    {
        Assert.Equal(Of(sumFirst: true), Of(sumFirst: true));
        Assert.Equal(Of(sumFirst: true).GetHashCode(), Of(sumFirst: true).GetHashCode());
        Assert.NotEqual(Of(sumFirst: true), Of(sumFirst: false));

        static Graph Of(bool sumFirst)
        {
            var graph = new GraphBuilder();
            var (a, b) = (graph.Input(0), graph.Input(1));
            var first = graph.Make(sumFirst ? Op.Add : Op.Multiply, a, b);
            var second = graph.Make(sumFirst ? Op.Multiply : Op.Add, a, b);
            return graph.Finish(sumFirst ? [first, second] : [second, first]);
        }
    }

    private static Expr Squares(Expr formula, int times)
    {
        for (var i = 0; i < times; i++)
            formula *= formula;
        return formula;
    }

    private static Dictionary<string, double> Named(double x) => new() { ["x"] = x };
}

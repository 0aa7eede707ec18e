using Adjoint.Generator.Lanes;
using Adjoint.Generator.Scalars;
using Adjoint.Generator.Tests.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Tests.Lanes;

/// <summary>Functions that vectors do not have, made of those that they have.</summary>
public sealed class VectorFormTests
{
    /// <summary>Functions that no vector computes.</summary>
    private static readonly Op[] Missing =
    [
        Op.Cbrt, Op.Exp2, Op.Pow, Op.Asin, Op.Acos, Op.Atan, Op.Atan2, Op.Hypot, Op.Asinh, Op.Acosh, Op.CopySign, Op.Floor, Op.Ceiling, Op.Round, Op.Truncate, Op.Remainder,
    ];

    public static TheoryData<string> Functions => [.. ScalarFunctions.All.Keys.Except(Missing).Select(static function => $"{function}")];

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_function_has_its_value(string name)
    {
        var function = Enum.Parse<Op>(name);
        var (value, places) = ScalarFunctions.All[function];
        foreach (var at in places)
        {
            var formula = VectorForm.Of(new Operation(function, [.. at.Select(static (_, i) => (Expr)new Variable($"a{i}"))]));
            Assert.Equal(value(at), Formulas.Value(formula, at.Select(static (x, i) => (x, i)).ToDictionary(static a => $"a{a.i}", static a => a.x)), 1e-12);
        }
    }

    [Fact]
    public void What_has_no_form_is_named()
    {
        foreach (var function in Missing)
        {
            var graph = new GraphBuilder();
            Expr[] arguments = [.. Enumerable.Range(0, DerivativeRules.Arity(function)).Select(graph.Input)];
            Assert.Equal([$"{function}"], VectorForm.Missing(graph.Finish([graph.Make(function, arguments)])));
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, -1)]
    [InlineData(-1, 1)]
    [InlineData(-1, -1)]
    public void Choices_by_several_conditions_are_choices_by_one_after_the_other(double x, double y)
    {
        Expr Ask(Op op, params Expr[] arguments) => new Operation(op, [.. arguments]);
        var (a, b) = (Ask(Op.Greater, new Variable("x"), 0), Ask(Op.Greater, new Variable("y"), 0));
        Expr[] conditions =
        [
            Ask(Op.And, a, b),
            Ask(Op.Or, a, b),
            Ask(Op.Not, Ask(Op.And, a, Ask(Op.Not, b))),
            Ask(Op.Equal, new Variable("x"), new Variable("y")),
            Ask(Op.True),
            Ask(Op.Or, b, Ask(Op.False)),
        ];
        var variables = new Dictionary<string, double> { ["x"] = x, ["y"] = y };
        foreach (var condition in conditions)
        {
            var choice = Ask(Op.Select, condition, 2, 3);
            var form = VectorForm.Of(choice);
            Assert.Equal(Formulas.Value(choice, variables), Formulas.Value(form, variables));
            Assert.DoesNotContain(form.Parts(), static part => part is Operation { Op: Op.And or Op.Or or Op.Not or Op.True or Op.False });
        }
    }

    [Fact]
    public void A_maximum_with_a_constant_is_one_instruction_that_hands_on_a_NaN()
    {
        var x = new Variable("x");
        Assert.Equal(Max(0, x), VectorForm.Of(Maximum(x, 0)));
        Assert.Equal(Min(6, x), VectorForm.Of(new Operation(Op.Minimum, [x, 6])));
    }
}

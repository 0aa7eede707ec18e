using Adjoint.Generator.Scalars;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Declare;

/// <content>Choices, and the patterns of switch expressions.</content>
internal sealed partial class BodyReader
{
    /// <summary>Goes one way if it is known which, else both, and keeps of each variable what the condition says.</summary>
    private Reading Branch(Expr condition, IOperation place, Func<Reading> then, Func<Reading> otherwise)
    {
        if (Known(condition) is { } holds)
            return holds ? then() : otherwise();
        var before = variables;
        var first = then();
        var after = variables;
        variables = before;
        var second = otherwise();
        variables = before.Choose(after, variables, (a, b) => Choose(condition, a, b, place));
        return Choose(condition, first, second, place);
    }

    private void Branch(Expr condition, IOperation place, Action then, Action otherwise)
    {
        Reading Nothing(Action action)
        {
            action();
            return new Elements([]);
        }
        Branch(condition, place, () => Nothing(then), () => Nothing(otherwise));
    }

    private Reading Choose(Expr condition, Reading then, Reading otherwise, IOperation place)
    {
        switch (then, otherwise)
        {
            case (Elements a, Elements b) when a.Items.Count == b.Items.Count:
                return new Elements([.. a.Items.Zip(b.Items, (x, y) => Choose(condition, x, y, place))]);
            case (Condition a, Condition b):
                return new Condition(Or(And(condition, a.Step), And(Not(condition), b.Step)));
            case (Whole a, Whole b) when a.Value == b.Value:
                return a;
            case (Number or Whole, Number or Whole) when then is Number || otherwise is Number:
                return new Number(graph.Make(Op.Select, condition, NumberOf(then), NumberOf(otherwise)));
            default:
                return failed ? then : Outside(place, "a choice between whole numbers that depends on data", "choose between numbers of float or double");
        }
    }

    private Reading Switch(ISwitchExpressionOperation choice)
    {
        var value = Evaluate(choice.Value);
        return Arms(choice, value, 0);
    }

    private Reading Arms(ISwitchExpressionOperation choice, Reading value, int index)
    {
        var arm = choice.Arms[index];
        var matches = Matches(arm.Pattern, value);
        if (arm.Guard is not null)
            matches = And(matches, ConditionOf(arm.Guard));
        // What no arm matches throws, and has no derivative.
        return index == choice.Arms.Length - 1 ? Evaluate(arm.Value) : Branch(matches, choice, () => Evaluate(arm.Value), () => Arms(choice, value, index + 1));
    }

    /// <summary>The condition that a value matches a pattern.</summary>
    private Expr Matches(IPatternOperation pattern, Reading value)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return graph.Make(Op.True);
            case IConstantPatternOperation constant:
                return Compare(BinaryOperatorKind.Equals, value, Evaluate(constant.Value));
            case IRelationalPatternOperation relation:
                return Compare(relation.OperatorKind, value, Evaluate(relation.Value));
            case INegatedPatternOperation negated:
                return Not(Matches(negated.Pattern, value));
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                return And(Matches(both.LeftPattern, value), Matches(both.RightPattern, value));
            case IBinaryPatternOperation either:
                return Or(Matches(either.LeftPattern, value), Matches(either.RightPattern, value));
            case IDeclarationPatternOperation { DeclaredSymbol: { } symbol }:
                variables = variables.With(symbol, value);
                return graph.Make(Op.True);
            default:
                Outside(pattern, "this pattern", "compare with constants");
                return graph.Make(Op.True);
        }
    }

    private Expr Compare(BinaryOperatorKind kind, Reading left, Reading right)
    {
        if (left is Whole a && right is Whole b)
        {
            var order = a.Value.CompareTo(b.Value);
            var holds = kind switch
            {
                BinaryOperatorKind.LessThan => order < 0,
                BinaryOperatorKind.LessThanOrEqual => order <= 0,
                BinaryOperatorKind.GreaterThan => order > 0,
                BinaryOperatorKind.GreaterThanOrEqual => order >= 0,
                BinaryOperatorKind.Equals => order == 0,
                _ => order != 0,
            };
            return graph.Make(holds ? Op.True : Op.False);
        }
        var (x, y) = (NumberOf(left), NumberOf(right));
        return kind switch
        {
            BinaryOperatorKind.LessThan => graph.Make(Op.Greater, y, x),
            BinaryOperatorKind.LessThanOrEqual => graph.Make(Op.GreaterOrEqual, y, x),
            BinaryOperatorKind.GreaterThan => graph.Make(Op.Greater, x, y),
            BinaryOperatorKind.GreaterThanOrEqual => graph.Make(Op.GreaterOrEqual, x, y),
            BinaryOperatorKind.Equals => graph.Make(Op.Equal, x, y),
            _ => Not(graph.Make(Op.Equal, x, y)),
        };
    }

    private Expr ConditionOf(IOperation operation) => Evaluate(operation) is Condition condition ? condition.Step : graph.Make(Op.False);

    /// <summary>What a condition is, where that is known while the body is read.</summary>
    private static bool? Known(Expr condition) => condition switch
    {
        Operation { Op: Op.True } => true,
        Operation { Op: Op.False } => false,
        _ => null,
    };

    private Expr And(Expr a, Expr b) => (Known(a), Known(b)) switch
    {
        (true, _) or (_, false) => b,
        (_, true) or (false, _) => a,
        _ => graph.Make(Op.And, a, b),
    };

    private Expr Or(Expr a, Expr b) => (Known(a), Known(b)) switch
    {
        (false, _) or (_, true) => b,
        (_, false) or (true, _) => a,
        _ => graph.Make(Op.Or, a, b),
    };

    private Expr Not(Expr a) => a switch
    {
        Operation { Op: Op.True } => graph.Make(Op.False),
        Operation { Op: Op.False } => graph.Make(Op.True),
        Operation(Op.Not, var inner) => inner,
        _ => graph.Make(Op.Not, a),
    };
}

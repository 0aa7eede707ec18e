using Adjoint.Generator.Calculus;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Declare;

/// <content>Choices, and the patterns of switch expressions.</content>
internal sealed partial class BodyReader
{
    /// <summary>Goes one way if it is known which, else both, and keeps of each variable what the condition says.</summary>
    private Reading Branch(int condition, IOperation place, Func<Reading> then, Func<Reading> otherwise)
    {
        if (graph[condition].Op is Ops.True or Ops.False)
            return graph[condition].Op == Ops.True ? then() : otherwise();
        var before = variables;
        var first = then();
        var after = variables;
        variables = before;
        var second = otherwise();
        variables = before.Choose(after, variables, (a, b) => Choose(condition, a, b, place));
        return Choose(condition, first, second, place);
    }

    private void Branch(int condition, IOperation place, Action then, Action otherwise)
    {
        Reading Nothing(Action action)
        {
            action();
            return new Elements([]);
        }
        Branch(condition, place, () => Nothing(then), () => Nothing(otherwise));
    }

    private Reading Choose(int condition, Reading then, Reading otherwise, IOperation place)
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
                return new Number(graph.Make(Ops.Select, condition, NumberOf(then), NumberOf(otherwise)));
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
    private int Matches(IPatternOperation pattern, Reading value)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return graph.Make(Ops.True);
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
                return graph.Make(Ops.True);
            default:
                Outside(pattern, "this pattern", "compare with constants");
                return graph.Make(Ops.True);
        }
    }

    private int Compare(BinaryOperatorKind kind, Reading left, Reading right)
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
            return graph.Make(holds ? Ops.True : Ops.False);
        }
        var (x, y) = (NumberOf(left), NumberOf(right));
        return kind switch
        {
            BinaryOperatorKind.LessThan => graph.Make(Ops.Greater, y, x),
            BinaryOperatorKind.LessThanOrEqual => graph.Make(Ops.GreaterOrEqual, y, x),
            BinaryOperatorKind.GreaterThan => graph.Make(Ops.Greater, x, y),
            BinaryOperatorKind.GreaterThanOrEqual => graph.Make(Ops.GreaterOrEqual, x, y),
            BinaryOperatorKind.Equals => graph.Make(Ops.Equal, x, y),
            _ => Not(graph.Make(Ops.Equal, x, y)),
        };
    }

    private int ConditionOf(IOperation operation) => Evaluate(operation) is Condition condition ? condition.Step : graph.Make(Ops.False);

    private int And(int a, int b) => (graph[a].Op, graph[b].Op) switch
    {
        (Ops.True, _) or (_, Ops.False) => b,
        (_, Ops.True) or (Ops.False, _) => a,
        _ => graph.Make(Ops.And, a, b),
    };

    private int Or(int a, int b) => (graph[a].Op, graph[b].Op) switch
    {
        (Ops.False, _) or (_, Ops.True) => b,
        (_, Ops.False) or (Ops.True, _) => a,
        _ => graph.Make(Ops.Or, a, b),
    };

    private int Not(int a) => graph[a].Op switch
    {
        Ops.True => graph.Make(Ops.False),
        Ops.False => graph.Make(Ops.True),
        Ops.Not => graph[a].Arguments[0],
        _ => graph.Make(Ops.Not, a),
    };
}

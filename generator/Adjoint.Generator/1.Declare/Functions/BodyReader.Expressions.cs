using Adjoint.Generator.Problems;
using Adjoint.Generator.Scalars;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Declare;

/// <content>Expressions.</content>
internal sealed partial class BodyReader
{
    private Reading Evaluate(IOperation operation)
    {
        if (failed)
            return new Number(graph.Constant(0));
        if (operation.ConstantValue is { HasValue: true, Value: { } constant })
            return Constant(operation, constant);
        UsesDouble |= operation.Type?.SpecialType == SpecialType.System_Double;
        return operation switch
        {
            IParenthesizedOperation o => Evaluate(o.Operand),
            IConversionOperation o => Convert(o),
            ILocalReferenceOperation o => variables.Find(o.Local) ?? Outside(o, $"'{o.Local.Name}', which has no value here,", "give it one where it is declared"),
            IParameterReferenceOperation o => variables.Find(o.Parameter) ?? Outside(o, $"'{o.Parameter.Name}', which has no value here,", "give it one first"),
            IUnaryOperation o => Unary(o),
            IBinaryOperation o => Binary(o),
            IConditionalOperation { WhenFalse: { } otherwise } o => Branch(ConditionOf(o.Condition), o, () => Evaluate(o.WhenTrue), () => Evaluate(otherwise)),
            ISwitchExpressionOperation o => Switch(o),
            IIsPatternOperation o => new Condition(Matches(o.Pattern, Evaluate(o.Value))),
            ITupleOperation o => new Elements([.. o.Elements.Select(Evaluate)]),
            ISimpleAssignmentOperation o => Assign(o.Target, Evaluate(o.Value)),
            IDeconstructionAssignmentOperation o => Assign(o.Target, Evaluate(Unconverted(o.Value))),
            ICompoundAssignmentOperation { OperatorMethod: null } o => Assign(o.Target, Arithmetic(o, o.OperatorKind, Evaluate(o.Target), Evaluate(o.Value))),
            IIncrementOrDecrementOperation o => Step(o),
            IInvocationOperation o => Call(o),
            IPropertyReferenceOperation o => Property(o),
            IFieldReferenceOperation { Instance: { } tuple } o when Evaluate(tuple) is Elements elements => ElementOf(o, elements),
            IFieldReferenceOperation o => Fail(Rules.ReadsState, o.Syntax.GetLocation(), "reads the field", o.Field.Name),
            IInvalidOperation => FailSilently(),
            _ => Outside(operation, "this expression", "write it with arithmetic, conditions, and the functions of Math"),
        };
    }

    private Reading Constant(IOperation operation, object constant) => constant switch
    {
        bool value => new Condition(graph.Make(value ? Op.True : Op.False)),
        float value => new Number(graph.Constant(value)),
        double value => new Number(graph.Constant(value)),
        sbyte or byte or short or ushort or int or uint or long => new Whole(System.Convert.ToInt64(constant, System.Globalization.CultureInfo.InvariantCulture)),
        _ => Outside(operation, "this constant", "write a number of float or double"),
    };

    private Reading Convert(IConversionOperation conversion)
    {
        var value = Evaluate(conversion.Operand);
        return conversion switch
        {
            { OperatorMethod: not null } => Outside(conversion, "this conversion", "convert between float and double only"),
            { Type: { } type } when FunctionSymbols.IsNumber(type) => value is Whole or Number ? new Number(NumberOf(value)) : value,
            { Type: { IsTupleType: true } } => value,
            _ when value is Whole or Condition => value,
            _ => Outside(conversion, $"a conversion to {conversion.Type?.ToDisplayString()}", "use MathF.Floor, MathF.Truncate or MathF.Round, whose derivative is 0"),
        };
    }

    private Reading Unary(IUnaryOperation operation)
    {
        var value = Evaluate(operation.Operand);
        return (operation.OperatorKind, value) switch
        {
            (UnaryOperatorKind.Not, Condition c) => new Condition(Not(c.Step)),
            (UnaryOperatorKind.Plus, Number or Whole) => value,
            (UnaryOperatorKind.Minus, Whole w) => new Whole(-w.Value),
            (UnaryOperatorKind.Minus, Number n) => new Number(graph.Make(Op.Negate, n.Step)),
            _ => Outside(operation, "this operator", "write it with +, −, ×, / and comparisons"),
        };
    }

    private Reading Binary(IBinaryOperation operation)
    {
        var (left, right) = (Evaluate(operation.LeftOperand), Evaluate(operation.RightOperand));
        switch (operation.OperatorKind, left, right)
        {
            case (BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And, Condition a, Condition b):
                return new Condition(And(a.Step, b.Step));
            case (BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or, Condition a, Condition b):
                return new Condition(Or(a.Step, b.Step));
            case (BinaryOperatorKind.ExclusiveOr or BinaryOperatorKind.NotEquals, Condition a, Condition b):
                return new Condition(Or(And(a.Step, Not(b.Step)), And(Not(a.Step), b.Step)));
            case (BinaryOperatorKind.Equals, Condition a, Condition b):
                return new Condition(Or(And(a.Step, b.Step), And(Not(a.Step), Not(b.Step))));
            case (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
                or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual, Number or Whole, Number or Whole):
                return new Condition(Compare(operation.OperatorKind, left, right));
            default:
                return Arithmetic(operation, operation.OperatorKind, left, right);
        }
    }

    private Reading Arithmetic(IOperation operation, BinaryOperatorKind kind, Reading left, Reading right)
    {
        if (left is Whole a && right is Whole b && !FunctionSymbols.IsNumber(operation.Type!))
        {
            return kind switch
            {
                BinaryOperatorKind.Add => new Whole(a.Value + b.Value),
                BinaryOperatorKind.Subtract => new Whole(a.Value - b.Value),
                BinaryOperatorKind.Multiply => new Whole(a.Value * b.Value),
                BinaryOperatorKind.Divide when b.Value != 0 => new Whole(a.Value / b.Value),
                BinaryOperatorKind.Remainder when b.Value != 0 => new Whole(a.Value % b.Value),
                _ => Outside(operation, "this operator on whole numbers", "write it with +, −, ×, / and %"),
            };
        }
        var op = kind switch
        {
            BinaryOperatorKind.Add => Op.Add,
            BinaryOperatorKind.Subtract => Op.Subtract,
            BinaryOperatorKind.Multiply => Op.Multiply,
            BinaryOperatorKind.Divide when FunctionSymbols.IsNumber(operation.Type!) => Op.Divide,
            BinaryOperatorKind.Remainder => Op.Remainder,
            _ => (Op?)null,
        };
        return op is null || left is not (Number or Whole) || right is not (Number or Whole)
            ? Outside(operation, "this operator", "write it with +, −, ×, / and comparisons")
            : new Number(graph.Make(op.Value, NumberOf(left), NumberOf(right)));
    }

    private Reading Assign(IOperation target, Reading value)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                variables = variables.With(local.Local, value);
                return value;
            case IParameterReferenceOperation parameter:
                variables = variables.With(parameter.Parameter, value);
                return value;
            case IDeclarationExpressionOperation declaration:
                return Assign(declaration.Expression, value);
            case IDiscardOperation:
                return value;
            case ITupleOperation tuple when value is Elements elements && elements.Items.Count == tuple.Elements.Length:
                for (var i = 0; i < tuple.Elements.Length; i++)
                    Assign(tuple.Elements[i], elements.Items[i]);
                return value;
            case IFieldReferenceOperation field:
                return Fail(Rules.ReadsState, target.Syntax.GetLocation(), "writes the field", field.Field.Name);
            default:
                return Outside(target, "an assignment to this", "assign to local variables");
        }
    }

    private Reading Step(IIncrementOrDecrementOperation operation)
    {
        var before = Evaluate(operation.Target);
        var kind = operation.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
        var after = Assign(operation.Target, Arithmetic(operation, kind, before, new Whole(1)));
        return operation.IsPostfix ? before : after;
    }

    private Reading Property(IPropertyReferenceOperation property)
    {
        if (property.Instance is null)
            return Fail(Rules.ReadsState, property.Syntax.GetLocation(), "reads the property", property.Property.Name);
        if (Evaluate(property.Instance) is not Elements span)
            return Outside(property, "this property", "read numbers, and spans by index");
        if (property.Property.Name == "Length")
            return new Whole(span.Items.Count);
        if (!property.Property.IsIndexer || Evaluate(property.Arguments[0].Value) is not Whole index)
            return Outside(property, "an index that depends on data", "use constants and the variables of loops");
        return index.Value >= 0 && index.Value < span.Items.Count
            ? span.Items[(int)index.Value]
            : Outside(property, $"the element {index.Value} of a span of {span.Items.Count}", "give the span its [Length], or mend the index");
    }

    private Reading ElementOf(IFieldReferenceOperation field, Elements tuple)
    {
        var elements = (field.Instance?.Type as INamedTypeSymbol)?.TupleElements ?? [];
        for (var i = 0; i < elements.Length && i < tuple.Items.Count; i++)
        {
            if (elements[i].Name == field.Field.Name || field.Field.Name == $"Item{i + 1}")
                return tuple.Items[i];
        }
        return Outside(field, "this field", "read the elements of tuples only");
    }

    private Expr NumberOf(Reading value) => value switch
    {
        Number n => n.Step,
        Whole w => graph.Constant(w.Value),
        _ => graph.Constant(0),
    };
}

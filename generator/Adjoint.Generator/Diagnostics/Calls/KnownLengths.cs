using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>
/// How long an array or span is, where the source says so: a creation with a constant size, a list of elements, a slice with constant ends, an inline array,
/// or a variable that holds one of these and nothing else. Whatever else there is has no known length.
/// </summary>
internal sealed class KnownLengths(Variables variables)
{
    /// <summary>Variables that stand for one another; more is nothing that anybody writes.</summary>
    public const int MostSteps = 32;

    /// <summary>The length of an array or a span, and what makes it.</summary>
    public KnownSpan? Of(IOperation value) => Of(value, 0);

    /// <summary>A whole number that the source says, directly or by way of variables.</summary>
    public long? NumberOf(IOperation value) => NumberOf(value, 0);

    private KnownSpan? Of(IOperation value, int step) => step > MostSteps ? null : value switch
    {
        IConversionOperation conversion => InlineArray(conversion.Operand) ?? Of(conversion.Operand, step + 1),
        IParenthesizedOperation parentheses => Of(parentheses.Operand, step + 1),
        IArrayCreationOperation { DimensionSizes: { Length: 1 } sizes } => Known(NumberOf(sizes[0], step + 1), value),
        ICollectionExpressionOperation list => Known(CountOf(list, step), value),
        IInvocationOperation call => OfCall(call, step),
        IImplicitIndexerReferenceOperation { Argument: IRangeOperation range, Instance: var whole } => Known(Between(range, whole, step), value),
        IArrayElementReferenceOperation { Indices: { Length: 1 } indices } element when indices[0] is IRangeOperation range =>
            Known(Between(range, element.ArrayReference, step), value),
        ILocalReferenceOperation or IFieldReferenceOperation => variables.ValueOf(value) is { } given ? Of(given, step + 1) : null,
        _ => StackAllocation(value),
    };

    private static KnownSpan? Known(long? length, IOperation source) => length is >= 0 and <= int.MaxValue ? new KnownSpan(length.Value, source) : null;

    private static KnownSpan? InlineArray(IOperation operand)
    {
        var marked = operand.Type?.GetAttributes().FirstOrDefault(static a => a.AttributeClass is { Name: "InlineArrayAttribute", ContainingNamespace.Name: "CompilerServices" });
        return marked is { ConstructorArguments: { Length: 1 } arguments } && arguments[0].Value is int length ? Known(length, operand) : null;
    }

    private long? CountOf(ICollectionExpressionOperation list, int step)
    {
        var count = 0L;
        foreach (var element in list.Elements)
        {
            if (element is not ISpreadOperation spread)
                count++;
            else if (Of(spread.Operand, step + 1) is { } part)
                count += part.Length;
            else
                return null;
        }
        return count;
    }

    /// <summary>Slices, and the allocations of arrays that are methods.</summary>
    private KnownSpan? OfCall(IInvocationOperation call, int step)
    {
        var (method, arguments) = (call.TargetMethod, call.Arguments.OrderBy(static a => a.Parameter?.Ordinal).Select(static a => a.Value).ToList());
        if (method.ContainingType is { Name: "GC", ContainingNamespace.Name: "System" } && method.Name is "AllocateUninitializedArray" or "AllocateArray")
            return Known(NumberOf(arguments[0], step + 1), call);
        var isSlice = method.Name == "Slice" && method.ContainingType is { Name: "Span" or "ReadOnlySpan", ContainingNamespace.Name: "System" };
        var isSpan = method.Name == "AsSpan" && method.ContainingType is { Name: "MemoryExtensions", ContainingNamespace.Name: "System" };
        if (!isSlice && !isSpan)
            return null;
        List<IOperation> all = call.Instance is null ? arguments : [call.Instance, .. arguments];
        return all.Count switch
        {
            1 => Of(all[0], step + 1),
            2 when Variables.Plain(all[1]) is IRangeOperation range => Known(Between(range, all[0], step), call),
            2 => Known(Of(all[0], step + 1)?.Length - NumberOf(all[1], step + 1), call),
            _ => Known(NumberOf(all[2], step + 1), call),
        };
    }

    /// <summary>The length of <c>[from..to]</c>; where both ends count from the same side, the whole's length does not matter.</summary>
    private long? Between(IRangeOperation range, IOperation whole, int step)
    {
        var (from, fromEnd) = End(range.LeftOperand, isLeft: true, step);
        var (to, toEnd) = End(range.RightOperand, isLeft: false, step);
        if (fromEnd == toEnd)
            return fromEnd ? from - to : to - from;
        var length = Of(whole, step + 1)?.Length;
        return fromEnd ? to - (length - from) : length - to - from;
    }

    private (long? Value, bool FromEnd) End(IOperation? end, bool isLeft, int step) => end is null
        ? (0, !isLeft)
        : Variables.Plain(end) is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat
            ? (NumberOf(Variables.Plain(hat.Operand), step + 1), true)
            : (NumberOf(Variables.Plain(end), step + 1), false);

    /// <summary><c>stackalloc</c> has no operation of its own.</summary>
    private KnownSpan? StackAllocation(IOperation value) => value.Syntax switch
    {
        StackAllocArrayCreationExpressionSyntax { Initializer: { } list } => Known(list.Expressions.Count, value),
        ImplicitStackAllocArrayCreationExpressionSyntax list => Known(list.Initializer.Expressions.Count, value),
        StackAllocArrayCreationExpressionSyntax creation when Creations.SizeIn(creation) is { } size =>
            Known(value.SemanticModel?.GetOperation(size) is { } operation ? NumberOf(operation) : null, value),
        _ => null,
    };

    private long? NumberOf(IOperation value, int step) => step > MostSteps ? null : value switch
    {
        { ConstantValue: { HasValue: true, Value: int or long or short or byte } constant } => Convert.ToInt64(constant.Value, System.Globalization.CultureInfo.InvariantCulture),
        IConversionOperation { OperatorMethod: null } conversion => NumberOf(conversion.Operand, step + 1),
        IParenthesizedOperation parentheses => NumberOf(parentheses.Operand, step + 1),
        IBinaryOperation binary => Combined(binary.OperatorKind, NumberOf(binary.LeftOperand, step + 1), NumberOf(binary.RightOperand, step + 1)),
        IPropertyReferenceOperation { Property.Name: "Length", Instance: { } whole } => Of(whole, step + 1)?.Length,
        ILocalReferenceOperation or IFieldReferenceOperation => variables.ValueOf(value) is { } given ? NumberOf(given, step + 1) : null,
        _ => null,
    };

    private static long? Combined(BinaryOperatorKind kind, long? left, long? right) => kind switch
    {
        BinaryOperatorKind.Add => left + right,
        BinaryOperatorKind.Subtract => left - right,
        BinaryOperatorKind.Multiply when left is > -int.MaxValue and < int.MaxValue && right is > -int.MaxValue and < int.MaxValue => left * right,
        BinaryOperatorKind.Divide when right > 0 => left / right,
        _ => null,
    };
}

/// <summary>An array or span whose length the source says.</summary>
/// <param name="Length">The length.</param>
/// <param name="Source">What makes it: a creation, a list, a slice.</param>
internal sealed record KnownSpan(long Length, IOperation Source);

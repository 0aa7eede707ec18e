using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>A literal that is a row's size, in the creation of an array that is passed for it: the generated constant would follow the declaration.</summary>
internal static class WrittenSizes
{
    /// <summary>Judges the creation of each array.</summary>
    public static bool Check(NetworkCall call, CallScope scope)
    {
        foreach (var span in call.Spans)
        {
            // A size of 1 is written for many reasons, and a wrong length has been reported already.
            if (span is not { Facts: { Constant: { } constant, Size: > 1 and var size }, Known: { } known } || !Fits(span, call))
                continue;
            // What stands in a field may serve other calls.
            if (call.Operation.SemanticModel is not { } model || known.Source.SemanticModel != model || Creations.SizeIn(known.Source.Syntax) is not { } dimension
                || Factor(dimension, size, model) is not { } literal)
                continue;
            var name = call.Network.Type.ToMinimalDisplayString(model, literal.SpanStart);
            var text = $"{name}.{constant}";
            scope.ReportWith([Fix.Of($"Write {text}", literal.GetLocation(), text)], Rules.SizeWrittenAgain, literal.GetLocation(), size, text, span.Facts.Name);
        }
        return true;
    }

    private static bool Fits(PassedSpan span, NetworkCall call) =>
        span.Facts.Kind == SpanUse.Gradient ? span.Known!.Length == span.Facts.Size : span.Rows is { } rows && rows == (call.Counted?.Rows ?? rows);

    /// <summary>The literal itself, or the one factor of a product, that is the size; where both factors are, either may be the number of rows.</summary>
    private static LiteralExpressionSyntax? Factor(ExpressionSyntax expression, int size, SemanticModel model)
    {
        if (expression is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyExpression } product)
            return Literal(expression, size);
        if (IsSize(product.Left) == IsSize(product.Right))
            return null;
        return Literal(product.Left, size) ?? Literal(product.Right, size);

        bool IsSize(ExpressionSyntax factor) => model.GetConstantValue(factor) is { HasValue: true, Value: int value } && value == size;
    }

    private static LiteralExpressionSyntax? Literal(ExpressionSyntax expression, int size) =>
        expression is LiteralExpressionSyntax { Token.Value: int value } literal && value == size ? literal : null;
}

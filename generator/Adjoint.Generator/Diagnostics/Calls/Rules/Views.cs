using System.Collections.Immutable;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>Indices into the view of a tensor, and spans that are copied from or to it.</summary>
internal static class Views
{
    /// <summary>Judges <c>network.Dense1.Weight[row, column]</c> where indices are constants.</summary>
    public static void CheckIndex(IPropertyReferenceOperation indexer, CallScope scope)
    {
        if (IsView(indexer.Property.ContainingType))
            CheckIndex(indexer.Instance, indexer.Arguments, indexer.Syntax, scope);
    }

    /// <summary>Judges <c>network.Dense1.Weight.IndexOf(row, column)</c>, where indices are constants.</summary>
    public static void CheckIndexOf(IInvocationOperation call, CallScope scope)
    {
        if (call.TargetMethod.Name == "IndexOf" && IsView(call.TargetMethod.ContainingType))
            CheckIndex(call.Instance, call.Arguments, call.Syntax, scope);
    }

    private static void CheckIndex(IOperation? view, ImmutableArray<IArgumentOperation> arguments, SyntaxNode place, CallScope scope)
    {
        if (TensorOf(view, scope) is not { } tensor)
            return;
        var sizes = tensor.Shape.Sizes;
        if (arguments.Length == 2 && sizes.Count != 2)
        {
            Report(scope, place, tensor, sizes.Count == 1 ? "one axis" : $"{sizes.Count} axes", sizes.Count == 1 ? "write one index" : "write one index into its values in row-major order");
            return;
        }
        for (var i = 0; i < arguments.Length; i++)
        {
            var end = arguments.Length == 1 ? tensor.Length : sizes[i];
            if (scope.Lengths.NumberOf(arguments[i].Value) is { } index && (index < 0 || index >= end))
                Report(scope, arguments[i].Value.Syntax, tensor, FormattableString.Invariant($"no index {index} there"), $"write one from 0 to {end - 1}");
        }
    }

    /// <summary>Judges <c>network.Dense1.Weight.CopyFrom(values)</c> where the length of the span is known.</summary>
    public static void CheckSpan(IInvocationOperation call, CallScope scope)
    {
        if (call.TargetMethod.Name is not ("CopyFrom" or "CopyTo") || !IsView(call.TargetMethod.ContainingType) || TensorOf(call.Instance, scope) is not { } tensor)
            return;
        if (call.Arguments.Length == 1 && scope.Lengths.Of(call.Arguments[0].Value) is { } span && span.Length != tensor.Length)
            Report(scope, call.Arguments[0].Syntax, tensor, $"{tensor.Length} values, but the span has {span.Length}", $"make it {tensor.Length} long");
    }

    private static void Report(CallScope scope, SyntaxNode place, Parameter tensor, string has, string advice) =>
        scope.Report(Rules.ViewOutOfRange, place.GetLocation(), tensor.Name, tensor.Shape, has, advice);

    private static bool IsView(INamedTypeSymbol? type) => type is { Name: "ParameterView" } && Declare.NetworkReader.IsOurs(type);

    /// <summary>The tensor that a view is of: <c>network.Dense1.Weight</c>, directly or by way of a variable.</summary>
    private static Parameter? TensorOf(IOperation? view, CallScope scope)
    {
        if (Resolved(view, scope) is not IPropertyReferenceOperation { Instance: { } layerView, Property: var tensor })
            return null;
        return Resolved(layerView, scope) is IPropertyReferenceOperation { Property: var layer } && scope.FactsOf(layer.ContainingType) is { } facts
            ? facts.TensorOf(layer.Name, tensor.Name)
            : null;
    }

    private static IOperation? Resolved(IOperation? operation, CallScope scope) =>
        operation is ILocalReferenceOperation ? scope.Variables.ValueOf(operation) : operation;
}

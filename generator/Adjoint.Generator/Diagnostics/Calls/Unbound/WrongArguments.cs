using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>Arguments that a generated method does not take: labels of another kind, numbers of another type, tables in place of rows, and what was forgotten.</summary>
internal static class WrongArguments
{
    /// <summary>Judges a call of a method that the network has.</summary>
    public static void Check(UnboundCall call, CallScope scope)
    {
        if (call.Call is null)
            return;
        foreach (var method in call.Methods())
        {
            if (call.Network.MethodOf(method) is not { Spans.Count: > 0 } generated)
                continue;
            if (ForeignName(call, method, scope))
                return;
            if (call.Arguments.Count == method.Parameters.Length)
                WrongTypes(call, method, generated, scope);
            else if (call.Arguments.Count < method.Parameters.Length && call.Arguments.All(static argument => argument.NameColon is null))
                Missing(call, method, generated, scope);
            return;
        }
    }

    /// <summary>The first argument whose name is none of the parameters'; whether there is one.</summary>
    private static bool ForeignName(UnboundCall call, IMethodSymbol method, CallScope scope)
    {
        for (var i = 0; i < call.Arguments.Count && i < method.Parameters.Length; i++)
        {
            if (call.Arguments[i].NameColon is not { Name: var name } || PlaceOf(call.Arguments[i], method, i) >= 0)
                continue;
            var names = method.Parameters.Select(static parameter => $"'{parameter.Name}'").ToList();
            var known = names.Count == 1 ? names[0] : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[names.Count - 1]}";
            var meant = method.Parameters[i].Name;
            scope.ReportWith(
                [Fix.Of($"Write {meant}:", name.GetLocation(), meant)], Rules.ArgumentNotTaken, name.GetLocation(), Title(call), $"takes {known}", $"but is given '{name.Identifier.ValueText}'",
                $"write {meant}: in its place, or no name");
            return true;
        }
        return false;
    }

    /// <summary>The number of the parameter that an argument is for; −1 where its name is none of theirs.</summary>
    private static int PlaceOf(ArgumentSyntax argument, IMethodSymbol method, int position)
    {
        if (argument.NameColon is not { Name.Identifier.ValueText: var name })
            return position;
        for (var i = 0; i < method.Parameters.Length; i++)
        {
            if (method.Parameters[i].Name == name)
                return i;
        }
        return -1;
    }

    private static void WrongTypes(UnboundCall call, IMethodSymbol method, GeneratedMethod generated, CallScope scope)
    {
        for (var position = 0; position < call.Arguments.Count; position++)
        {
            var argument = call.Arguments[position];
            var i = PlaceOf(argument, method, position);
            var wanted = method.Parameters[i].Type;
            if (call.IsTaken(argument, wanted) || call.TypeOf(argument) is not { } given)
                continue;
            var place = argument.Expression.GetLocation();
            if (i >= generated.Spans.Count)
                scope.ReportWith(AsRate(argument, given), Rules.ArgumentNotTaken, place, Title(call), "takes an optimizer",
                    $"but is given {Text(given)}", "pass one that is created once, such as new Adam(1e-3f)");
            else if (wanted is INamedTypeSymbol { TypeArguments: { Length: 1 } elements })
            {
                var (advice, fixes) = Conversions.Of(call, generated.Spans[i], argument, given, elements[0]);
                scope.ReportWith(fixes, Rules.ArgumentNotTaken, place, Title(call), Takes(generated.Spans[i], elements[0]), $"but is given {Text(given)}", advice);
            }
        }
    }

    /// <summary>The first parameter that nothing is passed for, where all that is passed fits the others in their order.</summary>
    private static void Missing(UnboundCall call, IMethodSymbol method, GeneratedMethod generated, CallScope scope)
    {
        List<int> missing = [];
        var next = 0;
        for (var i = 0; i < method.Parameters.Length; i++)
        {
            if (next < call.Arguments.Count && call.IsTaken(call.Arguments[next], method.Parameters[i].Type))
                next++;
            else
                missing.Add(i);
        }
        if (next < call.Arguments.Count || missing.Count == 0)
            return;
        var (first, place) = (missing[0], call.Member.GetLocation());
        if (first >= generated.Spans.Count)
        {
            var fixes = Optimizers.Of(call) is { } known ? [Fix.Of($"Pass {known}", Conversions.After(call.Arguments.Last()), $", {known}")] : (IReadOnlyList<Fix>)[];
            scope.ReportWith(fixes, Rules.ArgumentNotTaken, place, Title(call), "takes an optimizer at the end", "but is given none", "pass one that is created once, such as new Adam(1e-3f)");
            return;
        }
        var (span, element) = (generated.Spans[first], ((INamedTypeSymbol)method.Parameters[first].Type).TypeArguments[0]);
        var (isWritten, size) = (span.IsWritten, span.Constant is { } constant ? $"{call.Network.Name}.{constant}" : FormattableString.Invariant($"{span.Size}"));
        scope.ReportWith(
            isWritten ? Conversions.AsStatement(call, span, element, size) : [], Rules.ArgumentNotTaken, place, Title(call), Takes(span, element), $"but '{span.Name}' is not given",
            isWritten ? $"pass new {element.ToDisplayString()}[rows * {size}] and read it afterwards" : $"pass it after {(first == 0 ? "the parenthesis" : $"'{method.Parameters[first - 1].Name}'")}");
    }

    private static string Title(UnboundCall call) => $"{call.Name} of '{call.Network.Name}'";

    /// <summary>What a span is for, as the end of "TrainStep of 'Net' takes …".</summary>
    private static string Takes(SpanFacts span, ITypeSymbol element)
    {
        var number = element.ToDisplayString();
        var losses = string.Join(" and ", span.Losses);
        return span.Kind switch
        {
            SpanUse.Labels => $"takes the labels of {losses} as whole numbers, {Each(span, number)}",
            SpanUse.Targets => $"takes the targets of {losses}, {Each(span, number)}",
            SpanUse.Input when span.IsIndices => $"takes tokens in '{span.Name}', {Each(span, number)}",
            SpanUse.Input => $"takes rows in '{span.Name}', one after the other, {Each(span, number)}",
            SpanUse.Gradient => $"writes the gradient into '{span.Name}', one {number} for each parameter",
            _ => $"writes its results into '{span.Name}', {Each(span, number)}",
        };
    }

    private static string Each(SpanFacts span, string number) => span.Size == 1 ? $"one {number} for each row" : FormattableString.Invariant($"{span.Size} {number}s for each row");

    private static string Text(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat).Replace("*", "");

    /// <summary>A number where the optimizer belongs is its learning rate.</summary>
    private static IReadOnlyList<Fix> AsRate(ArgumentSyntax argument, ITypeSymbol given) => given.SpecialType is SpecialType.System_Single or SpecialType.System_Double
        ? [Fix.Of($"Write new Adam({argument.Expression})", argument.Expression.GetLocation(), $"new Adam({argument.Expression})")]
        : [];
}

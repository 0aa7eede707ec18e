using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>How an argument of another type becomes one that a span takes.</summary>
internal static class Conversions
{
    /// <summary>What to do, in words and as fixes: converted, laid out in one array, or with the loss that takes it as it is.</summary>
    public static (string Advice, IReadOnlyList<Fix> Fixes) Of(UnboundCall call, SpanFacts span, ArgumentSyntax argument, ITypeSymbol given, ITypeSymbol wanted)
    {
        var number = wanted.ToDisplayString();
        var (place, text) = (argument.Expression.GetLocation(), argument.Expression.ToString());
        var isName = argument.Expression is IdentifierNameSyntax;
        switch (given)
        {
            case IArrayTypeSymbol { Rank: > 1 and var rank, ElementType: var element } when Same(element, wanted):
                var zeros = string.Join(", ", Enumerable.Repeat("0", rank));
                return ("pass a span over the table, or keep the rows one after the other in one array", isName
                    ? [Fix.Of("Pass a span over the table", place, $"System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref {text}[{zeros}], {text}.Length)")]
                    : []);
            case IArrayTypeSymbol { Rank: 1, ElementType: IArrayTypeSymbol or INamedTypeSymbol { SpecialType: SpecialType.None } } or IArrayTypeSymbol { Rank: > 1 }:
                return ($"copy the rows one after the other into one {number}[]", []);
            case INamedTypeSymbol { Name: "List", TypeArguments: { Length: 1 } elements } when Same(elements[0], wanted):
                return ("pass CollectionsMarshal.AsSpan of the list, or an array", [Fix.Of("Pass a span of the list", place, $"System.Runtime.InteropServices.CollectionsMarshal.AsSpan({text})")]);
            case IArrayTypeSymbol { Rank: 1, ElementType: var element } when IsNumber(element):
                return ($"pass {number}[]{OfClasses(span)}{OrLoss(span, element)}{OrPrecision(element, wanted)}", [.. Converted(span, argument, number), .. AsClasses(call, span, element)]);
            case { } single when Same(single, wanted) || (IsNumber(single) && call.Model.ClassifyConversion(argument.Expression, wanted).IsImplicit):
                return ("pass a list with one for each row", [Fix.Of($"Write [{text}]", place, $"[{text}]")]);
            default:
                return ($"pass {number}[] or a span", []);
        }
    }

    /// <summary>An empty place after an argument.</summary>
    public static Location After(ArgumentSyntax argument) => Location.Create(argument.SyntaxTree, new TextSpan(argument.Span.End, 0));

    /// <summary><c>var y = net.Predict(x);</c> as two statements, of which the first makes the array; none for other statements, and where the rows of x are not written in one word.</summary>
    public static IReadOnlyList<Fix> AsStatement(UnboundCall call, SpanFacts span, ITypeSymbol element, string size)
    {
        if (call.Call is not { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var name, Parent.Parent: LocalDeclarationStatementSyntax statement } } }
            || statement.Declaration.Variables.Count != 1 || call.Arguments.Count != 1 || call.Arguments[0].Expression is not IdentifierNameSyntax input
            || call.Network.Inputs.Count != 1 || call.Network.Inputs[0].Constant is not { } rows)
        {
            return [];
        }
        var indent = new string(' ', statement.GetLocation().GetLineSpan().StartLinePosition.Character);
        var array = $"var {name} = new {element.ToDisplayString()}[{input}.Length / {call.Network.Name}.{rows} * {size}];";
        return [Fix.Of($"Write into '{name}'", statement.GetLocation(), $"{array}\n{indent}{call.Call.Expression}({input}, {name});")];
    }

    private static bool Same(ITypeSymbol one, ITypeSymbol other) => SymbolEqualityComparer.Default.Equals(one, other);

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;

    private static bool IsWhole(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;

    /// <summary>Who brings a vector for each row has to know that a label is one number.</summary>
    private static string OfClasses(SpanFacts span) => span.Kind == SpanUse.Labels ? FormattableString.Invariant($" with the class of each row, from 0 to {span.Classes - 1}") : "";

    private static string OrLoss(SpanFacts span, ITypeSymbol given) => (span.Kind, IsWhole(given)) switch
    {
        (SpanUse.Labels, false) => ", or judge numbers by MeanSquaredError",
        (SpanUse.Targets, true) when span.Losses.Contains("BinaryCrossEntropy") => ", or write BinaryCrossEntropy(Targets = Targets.Classes), which takes int[]",
        (SpanUse.Targets, true) when span.Losses.Contains("MeanSquaredError") => ", or judge classes by CrossEntropy",
        _ => "",
    };

    private static string OrPrecision(ITypeSymbol given, ITypeSymbol wanted) =>
        given.SpecialType == SpecialType.System_Double && wanted.SpecialType == SpecialType.System_Single ? ", or write [Network(Precision = Precision.Double)]" : "";

    /// <summary>A new array of the right type, or the elements of one converted; what a method writes must not be copied.</summary>
    private static IEnumerable<Fix> Converted(SpanFacts span, ArgumentSyntax argument, string number)
    {
        if (argument.Expression is ArrayCreationExpressionSyntax { Initializer: null, Type: { RankSpecifiers.Count: 1 } type })
            yield return Fix.Of($"Write {number}", type.ElementType.GetLocation(), number);
        else if (!span.IsWritten && argument.Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax)
            yield return Fix.Of($"Convert to {number}[]", argument.Expression.GetLocation(), $"System.Array.ConvertAll({argument.Expression}, static number => ({number})number)");
    }

    /// <summary>Labels 0 and 1 as whole numbers are what BinaryCrossEntropy takes where it is told so.</summary>
    private static IEnumerable<Fix> AsClasses(UnboundCall call, SpanFacts span, ITypeSymbol given)
    {
        if (given.SpecialType != SpecialType.System_Int32 || span.Kind != SpanUse.Targets || span.Losses.Count != 1 || span.Losses[0] != "BinaryCrossEntropy")
            yield break;
        var loss = call.Network.Type.GetAttributes().Where(static a => a.AttributeClass?.Name == "BinaryCrossEntropyAttribute").Select(static a => a.ApplicationSyntaxReference?.GetSyntax())
            .OfType<AttributeSyntax>().ToList();
        if (loss.Count == 1 && loss[0] is { ArgumentList: null } attribute && attribute.SyntaxTree == call.Member.SyntaxTree)
            yield return Fix.Of("Write Targets = Targets.Classes", Location.Create(attribute.SyntaxTree, new TextSpan(attribute.Span.End, 0)), "(Targets = Targets.Classes)");
    }
}

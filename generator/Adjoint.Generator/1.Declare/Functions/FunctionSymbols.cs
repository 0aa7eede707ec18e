using Adjoint.Generator.Naming;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Declare;

/// <summary>What the attributes on methods and parameters say about functions.</summary>
internal static class FunctionSymbols
{
    public const string Differentiable = nameof(Differentiable), Derivative = nameof(Derivative);

    /// <summary>A type as generated code writes it.</summary>
    public static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>The library's attribute of this name on a symbol, or null.</summary>
    public static AttributeData? Find(ISymbol symbol, string attribute) =>
        symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass is { } type && type.Name == attribute + "Attribute" && NetworkReader.IsOurs(type));

    public static bool Has(ISymbol symbol, string attribute) => Find(symbol, attribute) is not null;

    /// <summary>Whether a method can be derived: by a readable body, or by a derivative written by hand.</summary>
    public static bool IsFunction(IMethodSymbol method) => Has(method, Differentiable) || HandWrittenFor(method) is not null;

    /// <summary>The method that is a function's derivative written by hand, or null.</summary>
    public static IMethodSymbol? HandWrittenFor(IMethodSymbol function) => function.ContainingType.GetMembers().OfType<IMethodSymbol>()
        .FirstOrDefault(m => DerivedBy(m) == function.Name && HandWrittenFits(function, m));

    /// <summary>The name of the function that a method is the derivative of.</summary>
    public static string? DerivedBy(IMethodSymbol method) =>
        ArgumentOf(method, Derivative) as string;

    /// <summary>The first argument of an attribute on a symbol, or null.</summary>
    public static object? ArgumentOf(ISymbol symbol, string attribute) =>
        Find(symbol, attribute)?.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive, Value: var value } ? value : null;

    /// <summary>Whether a method is declared as the derivative of a function must be.</summary>
    public static bool HandWrittenFits(IMethodSymbol function, IMethodSymbol derivative)
    {
        var (inputs, given) = (function.Parameters, derivative.Parameters);
        if (!derivative.IsStatic || !IsNumber(function.ReturnType) || inputs.Length == 0 || given.Length < inputs.Length || inputs.Any(p => !IsPlain(p, function.ReturnType)))
            return false;
        if (!given.Take(inputs.Length).All(p => IsPlain(p, function.ReturnType)))
            return false;
        if (given.Length == inputs.Length)
            return inputs.Length == 1 && Same(derivative.ReturnType, function.ReturnType);
        return derivative.ReturnsVoid && given.Length == 2 * inputs.Length && given.Skip(inputs.Length).All(p => p.RefKind == RefKind.Out && Same(p.Type, function.ReturnType));
    }

    public static bool IsNumber(ITypeSymbol type) => type.SpecialType is SpecialType.System_Single or SpecialType.System_Double;

    /// <summary><c>float</c> or <c>double</c>.</summary>
    public static string NameOf(ITypeSymbol number) => number.SpecialType == SpecialType.System_Single ? "float" : "double";

    /// <summary>The type of a span's elements if a type is the span of this name, else null.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type, string span) =>
        type is INamedTypeSymbol { Arity: 1, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } named && named.Name == span ? named.TypeArguments[0] : null;

    /// <summary>A method as generated code calls it.</summary>
    public static string CallOf(IMethodSymbol method) => method.ContainingType.ToDisplayString(Full) + "." + Identifiers.Escape(method.Name);

    private static bool IsPlain(IParameterSymbol parameter, ITypeSymbol number) => parameter.RefKind == RefKind.None && Same(parameter.Type, number);

    private static bool Same(ITypeSymbol a, ITypeSymbol b) => a.SpecialType == b.SpecialType;
}

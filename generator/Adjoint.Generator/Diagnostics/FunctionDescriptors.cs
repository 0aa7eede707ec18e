using System.Collections.Immutable;
using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Diagnostics;

/// <summary>What the rules of plain functions say.</summary>
internal static class FunctionDescriptors
{
    private const string Category = "Adjoint.Functions";

    public static readonly DiagnosticDescriptor UnboundedLoop = new(
        Rules.UnboundedLoop,
        "A loop must end where the compiler can see it",
        "{0} cannot be derived at compile time; write a 'for' with constant bounds, or give the function a [Derivative]",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.UnboundedLoop + ".md");

    public static readonly DiagnosticDescriptor NoDerivative = new(
        Rules.NoDerivative,
        "A function that is called must have a derivative",
        "{0} has no known derivative; mark it [Differentiable], or write its derivative by hand with [Derivative(nameof({1}))]",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.NoDerivative + ".md");

    public static readonly DiagnosticDescriptor NotAFunction = new(
        Rules.NotAFunction,
        "A differentiable function is static and over float or double",
        "'{0}' {1}, which no differentiable function may; {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.NotAFunction + ".md");

    public static readonly DiagnosticDescriptor WrongHandWritten = new(
        Rules.WrongHandWritten,
        "A derivative written by hand must fit its function",
        "'{0}' cannot be the derivative of '{1}'; declare it as {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.WrongHandWritten + ".md");

    public static readonly DiagnosticDescriptor ReadsState = new(
        Rules.ReadsState,
        "A differentiable function depends on its arguments only",
        "The function {0} '{1}', which may change between two calls; make it a const or a parameter",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.ReadsState + ".md");

    public static readonly DiagnosticDescriptor WrongSignature = new(
        Rules.WrongSignature,
        "The method of a derivative must fit its function",
        "'{0}' does not fit: {1}; {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.WrongSignature + ".md");

    public static readonly DiagnosticDescriptor NotWritable = new(
        Rules.NotWritable,
        "The method of a derivative must be static and partial",
        "The compiler cannot write '{0}', which {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.NotWritable + ".md");

    public static readonly DiagnosticDescriptor UnknownFunction = new(
        Rules.UnknownFunction,
        "The function to be derived must be known by its name",
        "'{0}' has no differentiable function '{1}'; {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.UnknownFunction + ".md");

    public static readonly DiagnosticDescriptor TooManySteps = new(
        Rules.TooManySteps,
        "A function is too large to be derived",
        "The derivative takes more than {0} steps, too many for one method; give loops fewer turns, or write the derivative by hand",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.TooManySteps + ".md");

    public static readonly DiagnosticDescriptor NoSecondDerivative = new(
        Rules.NoSecondDerivative,
        "A derivative written by hand has no derivative",
        "'{0}' needs the derivative of '{1}', which is written by hand; mark that method [Differentiable], or write a [Derivative] of it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.NoSecondDerivative + ".md");

    public static readonly DiagnosticDescriptor NotALayerFunction = new(
        Rules.NotALayerFunction,
        "A function must fit its place in a network",
        "{0}; {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.NotALayerFunction + ".md");

    public static readonly DiagnosticDescriptor OutsideGrammar = new(
        Rules.OutsideGrammar,
        "What a differentiable function says must be derivable",
        "{0} cannot be derived; {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.OutsideGrammar + ".md");

    /// <summary>All of them.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        UnboundedLoop, NoDerivative, NotAFunction, WrongHandWritten, ReadsState, WrongSignature, NotWritable, UnknownFunction, TooManySteps, NoSecondDerivative,
        NotALayerFunction, OutsideGrammar,
    ];
}

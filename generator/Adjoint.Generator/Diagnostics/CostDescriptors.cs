using System.Collections.Immutable;
using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Diagnostics;

/// <summary>What is said about the sizes and costs of networks that are right.</summary>
internal static class CostDescriptors
{
    public static readonly DiagnosticDescriptor SeenShape = new(
        Rules.SeenShape,
        "The shape of a layer",
        "{0}: {1} → {2}, {3} parameters, {4} FLOPs per row",
        "Adjoint.Shapes",
        DiagnosticSeverity.Info,
        isEnabledByDefault: false,
        helpLinkUri: Descriptors.Pages + Rules.SeenShape + ".md");

    public static readonly DiagnosticDescriptor OverBudget = new(
        Rules.OverBudget,
        "A network must keep its budget",
        "'{0}' takes {1} {2}, but its budget allows {3}; the most, {4}, are for {5}: make it smaller, or raise {6}",
        "Adjoint.Cost",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.OverBudget + ".md");

    public static readonly DiagnosticDescriptor NotOptimised = new(
        Rules.NotOptimised,
        "Networks are slow without optimisation",
        "Networks run 5 to 10 times slower in this build, which is not optimised; build with '-c Release', or write <Optimize>true</Optimize> in the project file",
        "Adjoint.Cost",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.NotOptimised + ".md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>All of them.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [SeenShape, OverBudget, NotOptimised];
}

using System.Collections.Immutable;
using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Diagnostics;

/// <summary>What the rules of objectives, entries and targets say.</summary>
internal static class ObjectiveDescriptors
{
    public static readonly DiagnosticDescriptor EntryDiffers = new(
        Rules.EntryDiffers,
        "An entry is given what it computes with",
        "The entry '{0}' {1}; {2}",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.EntryDiffers + ".md");

    public static readonly DiagnosticDescriptor ObjectiveTrainsNothing = new(
        Rules.ObjectiveTrainsNothing,
        "An objective trains layers that its losses depend on",
        "The objective '{0}' trains nothing, because {1}; {2}",
        "Adjoint.Training",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.ObjectiveTrainsNothing + ".md");

    public static readonly DiagnosticDescriptor TargetDoesNotFit = new(
        Rules.TargetDoesNotFit,
        "Only losses of numbers have targets in the declaration",
        "{0} {1}; {2}",
        "Adjoint.Training",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.TargetDoesNotFit + ".md");

    public static readonly DiagnosticDescriptor TargetIsTrained = new(
        Rules.TargetIsTrained,
        "A target is a constant",
        "{0} gives its target no gradient, but {1} depends on parameters that it trains; {2}",
        "Adjoint.Training",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.TargetIsTrained + ".md");

    /// <summary>All of them.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [EntryDiffers, ObjectiveTrainsNothing, TargetDoesNotFit, TargetIsTrained];
}

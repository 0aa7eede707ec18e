using System.Collections.Immutable;
using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Diagnostics;

/// <summary>What the rules of derivatives say.</summary>
internal static class DerivativeDescriptors
{
    public static readonly DiagnosticDescriptor NoTangent = new(
        Rules.NoTangent,
        "A tangent through a layer that has none",
        "Tangent needs to know how each row of '{0}' changes by itself, but {1}; take the tangent of a value before '{0}', or {2}",
        "Adjoint.Training",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.NoTangent + ".md");

    public static readonly DiagnosticDescriptor DerivativeNeeds = new(
        Rules.DerivativeNeeds,
        "A derivative that the network has no place for",
        "{0} needs {1}, but {2}; {3}",
        "Adjoint.Training",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.DerivativeNeeds + ".md");

    public static readonly DiagnosticDescriptor TangentIsZero = new(
        Rules.TangentIsZero,
        "A tangent of what does not change",
        "{0} does not depend on {1}, so that its tangent is zero; take the tangent of a value that does",
        "Adjoint.Training",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.TangentIsZero + ".md");

    /// <summary>All of them.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [NoTangent, DerivativeNeeds, TangentIsZero];
}

using System.Collections.Immutable;
using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Diagnostics;

/// <summary>What the rules say about a network's class: its kind, its members, its base class and its project.</summary>
internal static class ClassDescriptors
{
    private const string Category = "Adjoint.Declaration";

    public static readonly DiagnosticDescriptor ProjectDiffers = new(
        Rules.ProjectDiffers,
        "A project must be able to compile generated code",
        "'{0}' cannot be compiled in this project: {1}; {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.ProjectDiffers + ".md");

    public static readonly DiagnosticDescriptor IsRecord = new(
        Rules.IsRecord,
        "A network cannot be a record",
        "'{0}' is a record, whose copies by 'with' would share its parameters; declare it as a class",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.IsRecord + ".md");

    public static readonly DiagnosticDescriptor RequiredMember = new(
        Rules.RequiredMember,
        "A network cannot have required members",
        "'{0}' is required, but Load has no value for it; remove the word required and give the member an initial value",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.RequiredMember + ".md");

    public static readonly DiagnosticDescriptor ConstructorClash = new(
        Rules.ConstructorClash,
        "A constructor has the parameters of the generated one",
        "This constructor of '{0}' has the parameters of the generated one, (long seed); give it others",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.ConstructorClash + ".md");

    public static readonly DiagnosticDescriptor BaseDoesNotFit = new(
        Rules.BaseDoesNotFit,
        "A network cannot derive from every class",
        "'{0}' cannot derive from '{1}', {2}; {3}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.BaseDoesNotFit + ".md");

    /// <summary>Reported by <see cref="ForeignWordGenerator"/>.</summary>
    public static readonly DiagnosticDescriptor ForeignWord = new(
        Rules.ForeignWord,
        "A layer is written in Adjoint's words",
        "No layer is written {0}; {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.ForeignWord + ".md");

    /// <summary>All of them.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [ProjectDiffers, IsRecord, RequiredMember, ConstructorClash, BaseDoesNotFit, ForeignWord];
}

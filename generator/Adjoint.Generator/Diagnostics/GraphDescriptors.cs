using System.Collections.Immutable;
using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Diagnostics;

/// <summary>What the rules of graphs say: names, merging, sharing, and what losses judge.</summary>
internal static class GraphDescriptors
{
    public static readonly DiagnosticDescriptor ShapesDiffer = new(
        Rules.ShapesDiffer,
        "The shapes of values that are combined must fit",
        "'{0}' needs equal shapes, but {1} gives {2} and {3} gives {4}; {5}",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.ShapesDiffer + ".md");

    public static readonly DiagnosticDescriptor TokensNotRead = new(
        Rules.TokensNotRead,
        "Tokens must become numbers first",
        "{0} needs numbers, but {1} is tokens ({2} of them), which only name things; make numbers of them with Embedding or OneHot",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.TokensNotRead + ".md");

    public static readonly DiagnosticDescriptor TokensNeeded = new(
        Rules.TokensNeeded,
        "A layer that reads tokens needs tokens",
        "{0} reads tokens, but {1} gives numbers; declare how many tokens the input has, as in Input(64, Tokens = 65)",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.TokensNeeded + ".md");

    public static readonly DiagnosticDescriptor ConcatAxesDiffer = new(
        Rules.ConcatAxesDiffer,
        "Concatenated values must agree in all other axes",
        "Concat along axis {0} needs equal sizes in all other axes, but {1} gives {2} and {3} gives {4}; {5}",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.ConcatAxesDiffer + ".md");

    public static readonly DiagnosticDescriptor UnknownValue = new(
        Rules.UnknownValue,
        "A name must be declared above",
        "{0}; {1}",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.UnknownValue + ".md");

    public static readonly DiagnosticDescriptor DeadValue = new(
        Rules.DeadValue,
        "A value that nobody reads",
        "{0} is read by no layer, no output and no loss; {1}",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.DeadValue + ".md");

    public static readonly DiagnosticDescriptor SharedTensorsDiffer = new(
        Rules.SharedTensorsDiffer,
        "Shared parameters must fit both layers",
        "'{0}' needs a {1} of {2}, but '{3}' {4}; {5}",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.SharedTensorsDiffer + ".md");

    public static readonly DiagnosticDescriptor NothingToMerge = new(
        Rules.NothingToMerge,
        "A merging layer needs another value",
        "{0} combines the current value with others, but names none; write the name of a value declared above",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.NothingToMerge + ".md");

    public static readonly DiagnosticDescriptor HeadsDoNotFit = new(
        Rules.HeadsDoNotFit,
        "Queries, keys and values must fit together",
        "'{0}' needs {1}, but has {2}: {3}; {4}",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.HeadsDoNotFit + ".md");

    public static readonly DiagnosticDescriptor EdgesDoNotFit = new(
        Rules.EdgesDoNotFit,
        "Nodes and edges must fit together",
        "'{0}' needs {1}, but {2}; {3}",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.EdgesDoNotFit + ".md");

    public static readonly DiagnosticDescriptor FactorsDoNotFit = new(
        Rules.FactorsDoNotFit,
        "The factors of a matrix product must fit",
        "'{0}' cannot multiply {1} ({2}) by {3} ({4}): {5}; {6}",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.FactorsDoNotFit + ".md");

    public static readonly DiagnosticDescriptor LossNeedsOutput = new(
        Rules.LossNeedsOutput,
        "A loss must say which output it judges",
        "{0} could judge any of the outputs {1}; say which, as by On = \"{2}\"",
        "Adjoint.Training",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.LossNeedsOutput + ".md");

    public static readonly DiagnosticDescriptor TargetsDiffer = new(
        Rules.TargetsDiffer,
        "Losses on one output must take one kind of target",
        "{0} and {1} both judge {2}, but the first takes {3} and the second {4}; give them outputs of their own, or remove one",
        "Adjoint.Training",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.TargetsDiffer + ".md");

    public static readonly DiagnosticDescriptor StateDiffers = new(
        Rules.StateDiffers,
        "A state needs a next value of its own shape",
        "{0} {1}; {2}",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.StateDiffers + ".md");

    public static readonly DiagnosticDescriptor NotInACell = new(
        Rules.NotInACell,
        "Some words belong into cells, and some do not",
        "{0} cannot stand here; {1}",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.NotInACell + ".md");

    public static readonly DiagnosticDescriptor NoStep = new(
        Rules.NoStep,
        "A step depends on itself and on earlier steps alone",
        "{0} {1}, so that no step can be computed before the last is there; {2}",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.NoStep + ".md");

    public static readonly DiagnosticDescriptor NoLengths = new(
        Rules.NoLengths,
        "A layer must know where each row ends",
        "{0} {1}; {2}",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.NoLengths + ".md");

    public static readonly DiagnosticDescriptor NothingToCarry = new(
        Rules.NothingToCarry,
        "What is carried is the states of loops that run forward",
        "{0} {1}; {2}",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.NothingToCarry + ".md");

    /// <summary>All of them.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        ShapesDiffer, TokensNotRead, TokensNeeded, ConcatAxesDiffer, UnknownValue, DeadValue, SharedTensorsDiffer, NothingToMerge, FactorsDoNotFit, HeadsDoNotFit, EdgesDoNotFit, StateDiffers,
        NotInACell, NoStep, NoLengths, NothingToCarry, LossNeedsOutput, TargetsDiffer,
    ];
}

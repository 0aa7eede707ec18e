using System.Collections.Immutable;
using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Diagnostics;

/// <summary>What the rules of blocks and of sizes that are written as expressions say.</summary>
internal static class BlockDescriptors
{
    public static readonly DiagnosticDescriptor NotABlock = new(
        Rules.NotABlock,
        "What is used as a block must be one",
        "'{0}' is not marked [Block], so {1} cannot put its layers here; mark it [Block] or name a class that is",
        "Adjoint.Declaration",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.NotABlock + ".md");

    public static readonly DiagnosticDescriptor NotInABlock = new(
        Rules.NotInABlock,
        "Outputs and losses belong to networks",
        "{0} cannot stand in the block '{1}', which yields one value, its last; move {0} to the networks that use the block",
        "Adjoint.Declaration",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.NotInABlock + ".md");

    public static readonly DiagnosticDescriptor BlockInItself = new(
        Rules.BlockInItself,
        "A block cannot use itself",
        "'{0}' uses itself ({1}), so its layers have no end; use another block here, or Repeat the block where it is used",
        "Adjoint.Declaration",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.BlockInItself + ".md");

    public static readonly DiagnosticDescriptor NotAParameter = new(
        Rules.NotAParameter,
        "A block's parameter must be a name, or a name and a default",
        "\"{0}\" cannot be a parameter of a block: {1}; write a name such as \"width\", or a name and a default such as \"stride = 1\"",
        "Adjoint.Declaration",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.NotAParameter + ".md");

    public static readonly DiagnosticDescriptor NotABlockInput = new(
        Rules.NotABlockInput,
        "Inputs of a block are names at its beginning",
        "An input of the block '{0}' {1}, but inputs are names for what each use hands in; write Input(\"name\") before the first layer",
        "Adjoint.Declaration",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.NotABlockInput + ".md");

    public static readonly DiagnosticDescriptor BlockInputsDiffer = new(
        Rules.BlockInputsDiffer,
        "A use must name what its block reads",
        "'{0}' reads {1}, but {2} named; write From = new[] {{ {3} }}, with the name of a value declared above for each",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.BlockInputsDiffer + ".md");

    public static readonly DiagnosticDescriptor BlockArgumentsDiffer = new(
        Rules.BlockArgumentsDiffer,
        "A block must be given its arguments",
        "'{0}' takes {1}, but {2} given; {3}",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.BlockArgumentsDiffer + ".md");

    public static readonly DiagnosticDescriptor BlockDoesNotFit = new(
        Rules.BlockDoesNotFit,
        "A block must fit where it is used",
        "'{0}' does not fit here{1}: in its {2}, {3}",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.BlockDoesNotFit + ".md");

    public static readonly DiagnosticDescriptor NotASize = new(
        Rules.NotASize,
        "A size must be a whole number or an expression",
        "'{0}' is no {2}: {1}; write {3}",
        "Adjoint.Values",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.NotASize + ".md");

    public static readonly DiagnosticDescriptor UnknownSize = new(
        Rules.UnknownSize,
        "A size must be known by its name",
        "'{0}' is neither a parameter of a block nor a size of the incoming value here; {1}",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.UnknownSize + ".md");

    public static readonly DiagnosticDescriptor SizeHasNoValue = new(
        Rules.SizeHasNoValue,
        "An expression must have a value",
        "\"{0}\" has no value: {1}; write an expression that is {2} at these sizes",
        "Adjoint.Values",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.SizeHasNoValue + ".md");

    /// <summary>All of them.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        NotABlock, NotInABlock, BlockInItself, NotAParameter, NotABlockInput, BlockArgumentsDiffer, BlockInputsDiffer, BlockDoesNotFit, NotASize, UnknownSize, SizeHasNoValue,
    ];
}

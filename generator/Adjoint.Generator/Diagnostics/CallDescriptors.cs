using System.Collections.Immutable;
using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Diagnostics;

/// <summary>What the rules for calls of generated members say.</summary>
internal static class CallDescriptors
{
    private const string Category = "Adjoint.Calls";

    public static readonly DiagnosticDescriptor InputLengthDiffers = new(
        Rules.InputLengthDiffers,
        "An input must hold whole rows",
        "{0} needs {1} numbers for each row in '{2}', but {3} are passed; make its length {4} for each row",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.InputLengthDiffers + ".md");

    public static readonly DiagnosticDescriptor OutputLengthDiffers = new(
        Rules.OutputLengthDiffers,
        "An output must have room for all rows",
        "{0} writes {1}, but '{2}' has {3}; make its length {4}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.OutputLengthDiffers + ".md");

    public static readonly DiagnosticDescriptor RowsDiffer = new(
        Rules.RowsDiffer,
        "All spans must have the same number of rows",
        "{0} needs {1}, but '{2}' has {3}; pass as many rows in each span",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.RowsDiffer + ".md");

    public static readonly DiagnosticDescriptor DataDiffers = new(
        Rules.DataDiffers,
        "A data set must have the columns of the network",
        "'{0}' {1}, but {2}; {3}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.DataDiffers + ".md");

    public static readonly DiagnosticDescriptor TooLargeForOnnx = new(
        Rules.TooLargeForOnnx,
        "An ONNX file holds less than 2 GiB",
        "'{0}' has {1} MiB of weights, and an ONNX file holds less than 2,048; write them with Save, as safetensors",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.TooLargeForOnnx + ".md");

    public static readonly DiagnosticDescriptor SizeWrittenAgain = new(
        Rules.SizeWrittenAgain,
        "A size is better read from the network",
        "{0} is the size of a row of '{2}'; write {1}, which follows the declaration",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.SizeWrittenAgain + ".md");

    public static readonly DiagnosticDescriptor LabelOutOfRange = new(
        Rules.LabelOutOfRange,
        "A label must be one of the classes",
        "The label {0} is no class: '{1}' tells {2} classes apart; write one from 0 to {3}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.LabelOutOfRange + ".md");

    public static readonly DiagnosticDescriptor SpansSwapped = new(
        Rules.SpansSwapped,
        "Two spans are swapped",
        "'{0}' is given {1} numbers and '{2}' {3}, but {4} takes {5} and {6} for each row; swap the two",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.SpansSwapped + ".md");

    public static readonly DiagnosticDescriptor LossIgnored = new(
        Rules.LossIgnored,
        "A loss that nobody looks at",
        "Loss of '{0}' computes a number and changes nothing, but its result is not used; use it, remove the call, or call TrainStep to learn",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.LossIgnored + ".md");

    public static readonly DiagnosticDescriptor AllocatedInLoop = new(
        Rules.AllocatedInLoop,
        "An array that could be used again",
        "The array for '{0}' is new in each turn of the loop, though {1} overwrites all of it; create it once, before the loop",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.AllocatedInLoop + ".md");

    public static readonly DiagnosticDescriptor OptimizerInLoop = new(
        Rules.OptimizerInLoop,
        "An optimizer must outlive the loop",
        "This {0} is new in each turn of the loop that trains '{1}', so what it has gathered of the steps before is lost; create it once, before the loop",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.OptimizerInLoop + ".md");

    public static readonly DiagnosticDescriptor ViewOutOfRange = new(
        Rules.ViewOutOfRange,
        "A view has the size of its tensor",
        "'{0}' is {1} and has {2}; {3}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.ViewOutOfRange + ".md");

    public static readonly DiagnosticDescriptor LearningRateTooLarge = new(
        Rules.LearningRateTooLarge,
        "A learning rate is far too large",
        "At a learning rate of {0} each step of {1} moves every parameter by about as much; write one between 0.0001 and 0.01",
        "Adjoint.Values",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.LearningRateTooLarge + ".md");

    public static readonly DiagnosticDescriptor OneRowNormalised = new(
        Rules.OneRowNormalised,
        "Batch normalisation needs several rows",
        "'{0}' has one row, but '{1}' normalises each of its values over the rows, of which one has no variance; train on two rows or more",
        "Adjoint.Training",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.OneRowNormalised + ".md");

    public static readonly DiagnosticDescriptor EpochInLoop = new(
        Rules.EpochInLoop,
        "A loop over epochs counts them",
        "Epoch({0}) has the batches of one epoch in each turn, in the same order; write Epoch({1}), with the number of the turn",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.EpochInLoop + ".md");

    public static readonly DiagnosticDescriptor NetworkInLoop = new(
        Rules.NetworkInLoop,
        "A network must outlive the loop that trains it",
        "This '{0}' is new in each turn of the loop, takes one step, and is forgotten; create it once before the loop",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.NetworkInLoop + ".md");

    public static readonly DiagnosticDescriptor OneOptimizer = new(
        Rules.OneOptimizer,
        "An optimizer serves one network",
        "'{0}' serves '{1}', whose moments it keeps, and refuses '{2}'; create an optimizer for each network",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.OneOptimizer + ".md");

    public static readonly DiagnosticDescriptor RefusedNumber = new(
        Rules.RefusedNumber,
        "A constant that is refused when the program runs",
        "{1} needs {0} {2}, but is given {3}; write one in that range",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.RefusedNumber + ".md");

    public static readonly DiagnosticDescriptor ArgumentNotTaken = new(
        Rules.ArgumentNotTaken,
        "A generated method takes what its declaration says",
        "{0} {1}, {2}; {3}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.ArgumentNotTaken + ".md");

    public static readonly DiagnosticDescriptor MissingMember = new(
        Rules.MissingMember,
        "A network has the members that its declaration asks for",
        "'{0}' has no {1}; {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.MissingMember + ".md");

    public static readonly DiagnosticDescriptor ForeignOptimizer = new(
        Rules.ForeignOptimizer,
        "An optimizer is written in Adjoint's words",
        "No optimizer is written {0}; {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.ForeignOptimizer + ".md");

    /// <summary>All of them.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        InputLengthDiffers, OutputLengthDiffers, RowsDiffer, SizeWrittenAgain, LabelOutOfRange, SpansSwapped, LossIgnored, AllocatedInLoop, OptimizerInLoop,
        ViewOutOfRange, DataDiffers, TooLargeForOnnx, LearningRateTooLarge, OneRowNormalised,
        EpochInLoop, NetworkInLoop, OneOptimizer, RefusedNumber, ArgumentNotTaken, MissingMember, ForeignOptimizer,
    ];
}

using System.Collections.Immutable;
using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Diagnostics;

/// <summary>What each of the <see cref="Rules"/> says. A message names both sides and their sizes, and ends with one thing to do.</summary>
internal static class Descriptors
{
    internal const string Pages = "https://github.com/adjoint-net/adjoint/blob/main/docs/diagnostics/";

    public static readonly DiagnosticDescriptor NotPartial = new(
        Rules.NotPartial,
        "A network class must be partial",
        "'{0}' must be partial, so that the network's code can be added to it; add the word partial to its declaration",
        "Adjoint.Declaration",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.NotPartial + ".md");

    public static readonly DiagnosticDescriptor NoInput = new(
        Rules.NoInput,
        "A network needs an input shape",
        "'{0}' declares no input shape before its first layer; write [Input(…)] with the sizes of one row of input",
        "Adjoint.Declaration",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.NoInput + ".md");

    public static readonly DiagnosticDescriptor InputSizeBelowOne = new(
        Rules.InputSizeBelowOne,
        "Input sizes must be at least 1",
        "Input size {0} in {1} must be at least 1; write the sizes of one row, without the batch",
        "Adjoint.Declaration",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.InputSizeBelowOne + ".md");

    public static readonly DiagnosticDescriptor LayersOnTwoDeclarations = new(
        Rules.LayersOnTwoDeclarations,
        "The layers of a network must stand on one declaration",
        "The layers of '{0}' stand on {1} partial declarations, which have no order; keep all layers on one of them",
        "Adjoint.Declaration",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.LayersOnTwoDeclarations + ".md");

    public static readonly DiagnosticDescriptor ContainingTypeNotPartial = new(
        Rules.ContainingTypeNotPartial,
        "Types around a network class must be partial",
        "'{1}' contains the network '{0}' and must be partial too; add the word partial to its declaration",
        "Adjoint.Declaration",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.ContainingTypeNotPartial + ".md");

    public static readonly DiagnosticDescriptor NotAPlainClass = new(
        Rules.NotAPlainClass,
        "A network must be a plain class",
        "'{0}' is {1}, which a network cannot be; declare it as a plain partial class",
        "Adjoint.Declaration",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.NotAPlainClass + ".md");

    public static readonly DiagnosticDescriptor MemberClash = new(
        Rules.MemberClash,
        "A member has the name of a generated one",
        "'{0}' has a member '{1}' of its own, but the network's code adds one of that name; rename yours",
        "Adjoint.Declaration",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.MemberClash + ".md");

    public static readonly DiagnosticDescriptor ClassNamedAsMember = new(
        Rules.ClassNamedAsMember,
        "A network needs a name that none of its members has",
        "The network's code adds a member '{0}' to the class '{0}', and no member may be named as its class is; give the class another name",
        "Adjoint.Declaration",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.ClassNamedAsMember + ".md");

    public static readonly DiagnosticDescriptor InputNotFirst = new(
        Rules.InputNotFirst,
        "An only input comes first, and several have names",
        "'{0}' has a second Input, or one after its first layer; an only Input comes first, and of several each has a name: Input(\"name\", …)",
        "Adjoint.Declaration",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.InputNotFirst + ".md");

    public static readonly DiagnosticDescriptor LayerAfterLoss = new(
        Rules.LayerAfterLoss,
        "No layer follows a loss",
        "{0} follows the loss {1}, but a network ends with its losses; move {0} to where it belongs or remove it",
        "Adjoint.Declaration",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.LayerAfterLoss + ".md");

    public static readonly DiagnosticDescriptor NotMarked = new(
        Rules.NotMarked,
        "A class with layers must be marked [Network] or [Block]",
        "'{0}' declares layers but is not marked [Network], so no code is written for it; add [Network], or [Block] if networks are to use it",
        "Adjoint.Declaration",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.NotMarked + ".md");

    public static readonly DiagnosticDescriptor GivenTwice = new(
        Rules.GivenTwice,
        "An option is a number or a list",
        "'{0}' has both {1} and {2}; remove one of them",
        "Adjoint.Values",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.GivenTwice + ".md");

    public static readonly DiagnosticDescriptor UnknownLayer = new(
        Rules.UnknownLayer,
        "A layer attribute must be one of the library's",
        "'{0}' derives from LayerAttribute, but the compiler has no layer of that name; use one of the library's layers",
        "Adjoint.Declaration",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.UnknownLayer + ".md");

    public static readonly DiagnosticDescriptor ConstructorSkipsNetwork = new(
        Rules.ConstructorSkipsNetwork,
        "A constructor must call the generated one",
        "This constructor of '{0}' does not call the generated one, which draws the parameters; write ': this(seed)' after its parameter list",
        "Adjoint.Declaration",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.ConstructorSkipsNetwork + ".md");

    public static readonly DiagnosticDescriptor WidthBelowOne = new(
        Rules.WidthBelowOne,
        "A layer's width must be at least 1",
        "'{0}' has {1} {2}, but a layer needs at least 1; write the number of its outputs",
        "Adjoint.Values",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.WidthBelowOne + ".md");

    public static readonly DiagnosticDescriptor RateOutOfRange = new(
        Rules.RateOutOfRange,
        "A dropout rate must be in [0, 1)",
        "Dropout rate {0} must be in [0, 1); {1}",
        "Adjoint.Values",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.RateOutOfRange + ".md");

    public static readonly DiagnosticDescriptor WindowTooLarge = new(
        Rules.WindowTooLarge,
        "A window must fit into its input",
        "A window of '{0}' covers {1} positions, but its axis{2} has {3} ({4} gives {5}); {6}",
        "Adjoint.Values",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.WindowTooLarge + ".md");

    public static readonly DiagnosticDescriptor GroupsDoNotDivide = new(
        Rules.GroupsDoNotDivide,
        "Groups must divide the channels",
        "Groups = {0} of '{1}' must divide {2}; use one of {3}",
        "Adjoint.Values",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.GroupsDoNotDivide + ".md");

    public static readonly DiagnosticDescriptor PaddingAboveHalf = new(
        Rules.PaddingAboveHalf,
        "The padding of a pooling layer must be at most half its kernel",
        "Padding {0} of '{1}' is more than half of its kernel, {2}; write at most {3}",
        "Adjoint.Values",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.PaddingAboveHalf + ".md");

    public static readonly DiagnosticDescriptor SmoothingOutOfRange = new(
        Rules.SmoothingOutOfRange,
        "Label smoothing must be in [0, 1)",
        "Label smoothing {0} must be in [0, 1); 0 turns it off, and 0.1 is usual",
        "Adjoint.Values",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.SmoothingOutOfRange + ".md");

    public static readonly DiagnosticDescriptor ValueOutOfRange = new(
        Rules.ValueOutOfRange,
        "A value is out of range",
        "{0}; {1}",
        "Adjoint.Values",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.ValueOutOfRange + ".md");

    public static readonly DiagnosticDescriptor RankDiffers = new(
        Rules.RankDiffers,
        "The input has another number of axes",
        "{0} needs an input of {1}, but {2} gives {3}; {4}",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.RankDiffers + ".md");

    public static readonly DiagnosticDescriptor ReshapeSizeDiffers = new(
        Rules.ReshapeSizeDiffers,
        "Reshape must keep the number of values",
        "{0} takes {1}, but {2} gives {3} ({4}); {5}",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.ReshapeSizeDiffers + ".md");

    public static readonly DiagnosticDescriptor NameTakenTwice = new(
        Rules.NameTakenTwice,
        "Each layer needs a name of its own",
        "The name '{0}' already belongs to {1}; give this layer another, which differs in more than case",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.NameTakenTwice + ".md");

    public static readonly DiagnosticDescriptor NameNotAnIdentifier = new(
        Rules.NameNotAnIdentifier,
        "A layer's name must be an identifier",
        "'{0}' cannot name a layer; use the letters a to z, digits and underscores, a letter first",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.NameNotAnIdentifier + ".md");

    public static readonly DiagnosticDescriptor ArgumentDoesNotFit = new(
        Rules.ArgumentDoesNotFit,
        "An argument must fit its layer",
        "{0} {1}; {2}",
        "Adjoint.Values",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.ArgumentDoesNotFit + ".md");

    public static readonly DiagnosticDescriptor TooLarge = new(
        Rules.TooLarge,
        "A network is too large",
        "{0} would have {1} {2}, but the most is {3}; choose smaller sizes",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.TooLarge + ".md");

    public static readonly DiagnosticDescriptor AxisOutOfRange = new(
        Rules.AxisOutOfRange,
        "An axis must be one of the input's",
        "'{1}' has no axis {0}: {2} gives {3}, with {4} axes; write an axis from {5} to {6}",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.AxisOutOfRange + ".md");

    public static readonly DiagnosticDescriptor TooFewClasses = new(
        Rules.TooFewClasses,
        "Cross-entropy needs at least two classes",
        "CrossEntropy needs at least 2 classes, but {0} gives 1; use BinaryCrossEntropy for a single logit",
        "Adjoint.Training",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.TooFewClasses + ".md");

    public static readonly DiagnosticDescriptor ClassWeightsDiffer = new(
        Rules.ClassWeightsDiffer,
        "Class weights must be as many as classes",
        "ClassWeights has {0} weights, but {2} gives {1} classes; write one weight for each class",
        "Adjoint.Training",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.ClassWeightsDiffer + ".md");

    public static readonly DiagnosticDescriptor LossNeedsVector = new(
        Rules.LossNeedsVector,
        "The loss needs a vector",
        "{0} needs a vector of class scores, but {1} gives {2}; {3}",
        "Adjoint.Training",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Rules.LossNeedsVector + ".md");

    /// <summary>What keeps a network from being compiled.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfDeclarations { get; } =
    [
        NotPartial, NoInput, InputSizeBelowOne, LayersOnTwoDeclarations, ContainingTypeNotPartial, NotAPlainClass, MemberClash, ClassNamedAsMember,
        InputNotFirst, LayerAfterLoss, NotMarked, UnknownLayer,
        ConstructorSkipsNetwork,
        WidthBelowOne, RateOutOfRange, WindowTooLarge, GroupsDoNotDivide, PaddingAboveHalf, SmoothingOutOfRange, ValueOutOfRange, ArgumentDoesNotFit, GivenTwice,
        RankDiffers, ReshapeSizeDiffers, NameTakenTwice, NameNotAnIdentifier, TooLarge, AxisOutOfRange,
        TooFewClasses, ClassWeightsDiffer, LossNeedsVector,
        .. ClassDescriptors.All, .. GraphDescriptors.All, .. ObjectiveDescriptors.All, .. DerivativeDescriptors.All, .. BlockDescriptors.All, .. FunctionDescriptors.All,
    ];

    /// <summary>All of them.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [.. OfDeclarations, .. RemarkDescriptors.All, .. CallDescriptors.All, .. CostDescriptors.All];

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> ById = All.ToImmutableDictionary(static d => d.Id, StringComparer.Ordinal);

    /// <summary>The descriptor of a rule.</summary>
    public static DiagnosticDescriptor Of(string rule) => ById[rule];
}

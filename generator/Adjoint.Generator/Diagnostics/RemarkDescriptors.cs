using System.Collections.Immutable;
using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Diagnostics;

/// <summary>What is said about networks that can be compiled, but are hardly what was meant.</summary>
internal static class RemarkDescriptors
{
    public static readonly DiagnosticDescriptor NothingToLearn = new(
        Rules.NothingToLearn,
        "A network that learns needs parameters",
        "{0} has nothing to improve: no layer of '{1}' has parameters; add a layer that has, such as Dense, or remove {0}",
        "Adjoint.Declaration",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.NothingToLearn + ".md");

    public static readonly DiagnosticDescriptor DenseOnImage = new(
        Rules.DenseOnImage,
        "A dense layer sees the last axis only",
        "'{0}' acts on the last axis ({1}) of {2}, on each row of the image by itself; insert Flatten before it for a vector of {3}",
        "Adjoint.Shapes",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.DenseOnImage + ".md");

    public static readonly DiagnosticDescriptor LastByHand = new(
        Rules.LastByHand,
        "A layer that runs both ways ends at both ends",
        "{0} cuts out the last step of {1}, whose reverse half has seen nothing but that step there; write Last in its place, which takes each half where it ends",
        "Adjoint.Shapes",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.LastByHand + ".md");

    public static readonly DiagnosticDescriptor NoPositions = new(
        Rules.NoPositions,
        "Attention does not know where its tokens stand",
        "{0} reads tokens whose order nothing before it knows, so that it would see them in any other order as well; write PositionEmbedding or SinusoidalPositions behind {1}, or Rotary = 10000 in the attention",
        "Adjoint.Shapes",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.NoPositions + ".md");

    public static readonly DiagnosticDescriptor ScoresUnscaled = new(
        Rules.ScoresUnscaled,
        "Scores are divided by the square root of what they sum",
        "{0} reads sums of {1} products as they are, which grow with √{1} until one key takes all; write Scale({2}f) before it, as Attention does",
        "Adjoint.Shapes",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.ScoresUnscaled + ".md");

    public static readonly DiagnosticDescriptor SoftmaxOverQueries = new(
        Rules.SoftmaxOverQueries,
        "The weights of a sum add up to 1",
        "{0} runs over axis {1}, and {2}, which reads its weights, sums over axis {3}; write Axis = {3}, so that the weights of each sum add up to 1",
        "Adjoint.Shapes",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.SoftmaxOverQueries + ".md");

    public static readonly DiagnosticDescriptor CausalOverNoTime = new(
        Rules.CausalOverNoTime,
        "Causal attention runs over the steps of time",
        "{0} is causal over axis {1} of {2}, and the steps lie along axis {3}; insert Transpose({3}, {1}) before it",
        "Adjoint.Shapes",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.CausalOverNoTime + ".md");

    public static readonly DiagnosticDescriptor BatchInInput = new(
        Rules.BatchInInput,
        "The sizes of an input are those of one row",
        "{0} says that one row is {1}; if {2} is the batch, write {3}, for Predict and TrainStep take any number of rows; if it is not, {4}",
        "Adjoint.Shapes",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.BatchInInput + ".md");

    public static readonly DiagnosticDescriptor BatchLikely = new(
        Rules.BatchLikely,
        "No layer reads along the first axis of the input",
        "No layer brings anything together along the first axis of {0}, so each row has {1} answers; if {1} is the batch, write {2}, for Predict and TrainStep take any number of rows",
        "Adjoint.Shapes",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.BatchLikely + ".md");

    public static readonly DiagnosticDescriptor PoolOfOne = new(
        Rules.PoolOfOne,
        "Pooling of a single position",
        "{0} of {1} pools one position and changes no value; write Flatten, or remove a stride before it",
        "Adjoint.Shapes",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.PoolOfOne + ".md");

    public static readonly DiagnosticDescriptor ChannelsLast = new(
        Rules.ChannelsLast,
        "The channels of an image come first",
        "An input of {0} is an image of {1} channels with {2} pixels each; write Input({3}) if its channels are meant to stand last",
        "Adjoint.Shapes",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.ChannelsLast + ".md");

    public static readonly DiagnosticDescriptor SoftmaxTwice = new(
        Rules.SoftmaxTwice,
        "Cross-entropy takes logits",
        "{0} before {1} is one too many: {1} takes logits and applies softmax itself; remove {0}",
        "Adjoint.Training",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.SoftmaxTwice + ".md");

    public static readonly DiagnosticDescriptor SigmoidTwice = new(
        Rules.SigmoidTwice,
        "Binary cross-entropy takes logits",
        "{0} before {1} is one too many: {1} takes logits and applies sigmoid itself; remove {0}",
        "Adjoint.Training",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.SigmoidTwice + ".md");

    public static readonly DiagnosticDescriptor ReluBeforeLoss = new(
        Rules.ReluBeforeLoss,
        "Logits need room on both sides",
        "{0} before {1} {2}, so that {3}; remove {0}",
        "Adjoint.Training",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.ReluBeforeLoss + ".md");

    public static readonly DiagnosticDescriptor BiasBeforeNorm = new(
        Rules.BiasBeforeNorm,
        "A bias before batch normalisation is cancelled",
        "The bias of '{0}' has no effect, for '{1}' subtracts the mean and has a bias of its own; write Bias = false",
        "Adjoint.Training",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.BiasBeforeNorm + ".md");

    public static readonly DiagnosticDescriptor AllFrozen = new(
        Rules.AllFrozen,
        "A network that learns needs parameters that are not frozen",
        "{0} has nothing to improve: all parameters of '{1}' are frozen; remove Frozen from the layers that are to learn",
        "Adjoint.Training",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.AllFrozen + ".md");

    public static readonly DiagnosticDescriptor LinearTwice = new(
        Rules.LinearTwice,
        "Two dense layers in a row are one",
        "'{0}' and '{1}' follow one another without an activation and compute what one of them could; insert ReLU or another activation between them",
        "Adjoint.Training",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.LinearTwice + ".md");

    public static readonly DiagnosticDescriptor ConstantLayer = new(
        Rules.ConstantLayer,
        "A layer over one number is constant",
        "{0} runs over a single number of {1}, so that its result is always {2}; {3}",
        "Adjoint.Shapes",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.ConstantLayer + ".md");

    public static readonly DiagnosticDescriptor NormOverSteps = new(
        Rules.NormOverSteps,
        "The channels of batch normalisation come first",
        "'{0}' takes the first axis of {1} for channels and normalises each of the {2} steps by itself; write LayerNorm, which normalises the {3} features of a step",
        "Adjoint.Shapes",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.NormOverSteps + ".md");

    public static readonly DiagnosticDescriptor DropoutBeforeLoss = new(
        Rules.DropoutBeforeLoss,
        "A loss judges all of its predictions",
        "{0} before {1} sets predictions to 0 at random, which {1} then judges; move {0} before the last layer or remove it",
        "Adjoint.Training",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.DropoutBeforeLoss + ".md");

    public static readonly DiagnosticDescriptor NothingChanges = new(
        Rules.NothingChanges,
        "An activation of what is never below 0",
        "{0} after {1} changes nothing, for no number there is below 0; remove {0}",
        "Adjoint.Training",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.NothingChanges + ".md");

    public static readonly DiagnosticDescriptor ConvolutionTwice = new(
        Rules.ConvolutionTwice,
        "Two convolutions in a row are one",
        "'{0}' and '{1}' follow one another without an activation and compute what one larger convolution could; insert ReLU or another activation between them",
        "Adjoint.Training",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.ConvolutionTwice + ".md");

    public static readonly DiagnosticDescriptor UnlikelyNumber = new(
        Rules.UnlikelyNumber,
        "A number that means something else in another library",
        "The {0} of {1} is {2}, which is {3}; did you mean {4}?",
        "Adjoint.Training",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.UnlikelyNumber + ".md");

    public static readonly DiagnosticDescriptor OutputUntrained = new(
        Rules.OutputUntrained,
        "A loss must reach the layers of an output",
        "No loss judges '{0}', so that '{1}' learns nothing; add a loss with On = \"{0}\", or write Frozen = true in its layers",
        "Adjoint.Training",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Pages + Rules.OutputUntrained + ".md");

    /// <summary>All of them.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
        [
            NothingToLearn, DenseOnImage, LastByHand, NoPositions, ScoresUnscaled, SoftmaxOverQueries, CausalOverNoTime, BatchInInput, BatchLikely, PoolOfOne, ChannelsLast, SoftmaxTwice,
            SigmoidTwice, ReluBeforeLoss, BiasBeforeNorm, AllFrozen, LinearTwice,
            ConstantLayer, NormOverSteps, DropoutBeforeLoss, NothingChanges, ConvolutionTwice, UnlikelyNumber, OutputUntrained,
        ];
}

using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using Adjoint.Generator.Diagnostics;
using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Adjoint.CodeFixes;

/// <summary>
/// Applies the fixes that a diagnostic brings with it. Where a number is needed, such as the padding with which a kernel fits, the compiler's own shape stage has
/// worked it out; nothing is computed here again.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RemedyFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds =>
    [
        Rules.RateOutOfRange, Rules.WindowTooLarge, Rules.GroupsDoNotDivide, Rules.PaddingAboveHalf, Rules.SmoothingOutOfRange, Rules.ValueOutOfRange,
        Rules.ShapesDiffer, Rules.TokensNotRead, Rules.RankDiffers, Rules.ReshapeSizeDiffers, Rules.ConcatAxesDiffer, Rules.UnknownValue, Rules.UnknownSize,
        Rules.TooFewClasses, Rules.LossNeedsVector,
        Rules.SizeWrittenAgain, Rules.SpansSwapped, Rules.OptimizerInLoop, Rules.AllocatedInLoop,
        Rules.ReluBeforeLoss, Rules.SoftmaxTwice, Rules.SigmoidTwice, Rules.BiasBeforeNorm, Rules.LinearTwice, Rules.DenseOnImage, Rules.PoolOfOne, Rules.ChannelsLast,
        Rules.BatchInInput, Rules.BatchLikely, Rules.SoftmaxOverQueries, Rules.FactorsDoNotFit, Rules.LossNeedsOutput,
        Rules.AxisOutOfRange, Rules.SharedTensorsDiffer, Rules.LastByHand, Rules.NoPositions, Rules.ScoresUnscaled, Rules.ClassWeightsDiffer, Rules.AllFrozen, Rules.NothingToLearn,
        Rules.OutputUntrained, Rules.NameNotAnIdentifier, Rules.NameTakenTwice, Rules.NothingToMerge, Rules.InputSizeBelowOne, Rules.HeadsDoNotFit,
        Rules.EdgesDoNotFit, Rules.BlockDoesNotFit, Rules.ArgumentDoesNotFit,
        Rules.EpochInLoop, Rules.NetworkInLoop, Rules.RefusedNumber, Rules.ArgumentNotTaken, Rules.MissingMember, Rules.ForeignOptimizer,
        Rules.ConstantLayer, Rules.NormOverSteps, Rules.DropoutBeforeLoss, Rules.NothingChanges, Rules.ConvolutionTwice, Rules.UnlikelyNumber, Rules.GivenTwice,
        Rules.TargetDoesNotFit, Rules.TargetIsTrained,
        Rules.LayerAfterLoss, Rules.DeadValue, Rules.BlockArgumentsDiffer, Rules.NotAPlainClass, Rules.IsRecord, Rules.RequiredMember, Rules.ConstructorSkipsNetwork,
        Rules.InputLengthDiffers, Rules.OutputLengthDiffers, Rules.RowsDiffer, Rules.LearningRateTooLarge,
    ];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            var first = 0;
            for (var fix = 0; fix < Number(diagnostic, FixProperties.Count); fix++)
            {
                var changes = Changes(diagnostic, fix, first);
                first += changes.Count;
                // Fixes of one kind are one in the menu, whatever numbers they write.
                var kind = FormattableString.Invariant($"{diagnostic.Id}.{fix}");
                context.RegisterCodeFix(
                    CodeAction.Create(diagnostic.Properties[FixProperties.Title(fix)]!, cancellation => ApplyAsync(context.Document, changes, cancellation), equivalenceKey: kind),
                    diagnostic);
            }
        }
        return Task.CompletedTask;
    }

    private static IReadOnlyList<TextChange> Changes(Diagnostic diagnostic, int fix, int first) =>
    [
        .. Enumerable.Range(0, Number(diagnostic, FixProperties.Edits(fix)))
            .Select(edit => new TextChange(diagnostic.AdditionalLocations[first + edit].SourceSpan, diagnostic.Properties[FixProperties.Text(fix, edit)]!)),
    ];

    private static int Number(Diagnostic diagnostic, string property) =>
        diagnostic.Properties.TryGetValue(property, out var text) ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    private static async Task<Document> ApplyAsync(Document document, IReadOnlyList<TextChange> changes, CancellationToken cancellation)
    {
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return document.WithText(text.WithChanges(changes.OrderBy(static change => change.Span.Start)));
    }
}

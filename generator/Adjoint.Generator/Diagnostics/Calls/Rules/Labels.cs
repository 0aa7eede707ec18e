using System.Globalization;
using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>Labels that are written out and stand for no class.</summary>
internal static class Labels
{
    /// <summary>Judges each label that is a constant.</summary>
    public static bool Check(NetworkCall call, CallScope scope)
    {
        foreach (var span in call.Spans.Where(static s => s.Facts is { Kind: SpanUse.Labels, HasLengths: false } && s.Known is not null))
        {
            foreach (var element in Elements(span.Known!.Source))
            {
                if (element.ConstantValue is not { HasValue: true, Value: int label } || (label >= 0 && label < span.Facts.Classes) || span.Facts.Ignored.Contains(label))
                    continue;
                scope.Report(
                    Rules.LabelOutOfRange, element.Syntax.GetLocation(), label.ToString(CultureInfo.InvariantCulture), call.Network.Name, span.Facts.Classes,
                    span.Facts.Classes - 1);
            }
        }
        return true;
    }

    private static IEnumerable<IOperation> Elements(IOperation source) => source switch
    {
        IArrayCreationOperation { Initializer: { } list } => list.ElementValues,
        ICollectionExpressionOperation list => list.Elements.Where(static e => e is not ISpreadOperation),
        _ => [],
    };
}

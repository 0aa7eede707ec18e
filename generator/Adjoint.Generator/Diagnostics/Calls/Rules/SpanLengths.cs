using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>Spans that hold no whole number of rows, or another number of them than the input.</summary>
internal static class SpanLengths
{
    /// <summary>Judges all spans whose lengths are known; other rules have their say as well.</summary>
    public static bool Check(NetworkCall call, CallScope scope)
    {
        foreach (var span in call.Spans)
        {
            if (span is { Facts.Kind: SpanUse.Input, FitsNoRows: true })
                scope.ReportWith(Mended(call, span, null), Rules.InputLengthDiffers, span.Location, call.Title, span.Facts.Size, span.Facts.Name, span.Known!.Length, Constant(call, span));
            else if (span is { Known: { } known } && span != call.Counted && Wanted(span, call.Counted?.Rows) is { } wanted && wanted != known.Length)
                Report(call, span, known.Length, wanted, scope);
            else if (span is { FitsNoRows: true } && call.Counted is null)
                Report(call, span, span.Known!.Length, null, scope);
        }
        return true;
    }

    /// <summary>How long a span must be, if that is known.</summary>
    private static long? Wanted(PassedSpan span, long? rows) => span.Facts.Kind == SpanUse.Gradient ? span.Facts.Size : rows * span.Facts.Size;

    private static void Report(NetworkCall call, PassedSpan span, long found, long? wanted, CallScope scope)
    {
        var (port, rows) = (span.Facts, call.Counted);
        if (port.Kind == SpanUse.Gradient)
            scope.ReportWith(Mended(call, span, null), Rules.OutputLengthDiffers, span.Location, call.Title, $"one number for each of the {port.Size} parameters", port.Name, found, Constant(call, span));
        else if (port.IsWritten)
            scope.ReportWith(Mended(call, span, rows?.Rows), Rules.OutputLengthDiffers, span.Location, call.Title, $"{PerRow(port)}{Total(rows, wanted)}", port.Name, found, $"{Constant(call, span)} for each row");
        else
            scope.ReportWith(Mended(call, span, rows?.Rows), Rules.RowsDiffer, span.Location, call.Title, $"{PerRow(port)}{Total(rows, wanted)}", port.Name, found);
    }

    /// <summary>The size in the creation of an array, written as the generated constant, times the rows where there are several; none for what is created elsewhere.</summary>
    private static IReadOnlyList<Fix> Mended(NetworkCall call, PassedSpan span, long? rows)
    {
        if (span is not { Facts.Constant: { } constant, Known: { } known } || call.Operation.SemanticModel is not { } model
            || known.Source.SemanticModel != model || Creations.SizeIn(known.Source.Syntax) is not { } dimension)
            return [];
        var size = $"{call.Network.Type.ToMinimalDisplayString(model, dimension.SpanStart)}.{constant}";
        var text = rows is > 1 and var count ? FormattableString.Invariant($"{count} * {size}") : size;
        return [Fix.Of($"Write {text}", dimension.GetLocation(), text)];
    }

    private static string PerRow(SpanFacts port) => port.Size == 1 ? "one number for each row" : $"{port.Size} numbers for each row";

    private static string Total(PassedSpan? counted, long? wanted) =>
        counted is null ? "" : $", {wanted} for the {counted.Rows} in '{counted.Facts.Name}'";

    private static string Constant(NetworkCall call, PassedSpan span) =>
        span.Facts.Constant is { } constant ? $"{call.Network.Name}.{constant}" : FormattableString.Invariant($"{span.Facts.Size}");
}

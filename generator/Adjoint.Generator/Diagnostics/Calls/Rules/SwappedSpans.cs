using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>Two spans of one type that fit only in the other order: the output before the input, or the targets before it.</summary>
internal static class SwappedSpans
{
    /// <summary>Whether the spans stand in their order, as far as can be told.</summary>
    public static bool Check(NetworkCall call, CallScope scope)
    {
        for (var i = 0; i < call.Spans.Count; i++)
        {
            for (var j = i + 1; j < call.Spans.Count; j++)
            {
                if (!AreSwapped(call.Spans[i], call.Spans[j]))
                    continue;
                Report(call, call.Spans[i], call.Spans[j], scope);
                return false;
            }
        }
        return true;
    }

    private static bool AreSwapped(PassedSpan first, PassedSpan second)
    {
        if (first.Facts.Kind != SpanUse.Input || second.Facts.Kind is not (SpanUse.Output or SpanUse.Targets))
            return false;
        return first is { FitsNoRows: true, Known: { } x } && second.Known is { Length: > 0 } y
            && y.Length % first.Facts.Size == 0 && x.Length == y.Length / first.Facts.Size * second.Facts.Size;
    }

    private static void Report(NetworkCall call, PassedSpan first, PassedSpan second, CallScope scope)
    {
        // A span that cannot be written would only make another error of it.
        var isWritable = second.Facts.Kind != SpanUse.Output || first.Value.Type?.Name == "Span" || Variables.Plain(first.Value).Type?.TypeKind == TypeKind.Array;
        var fix = new Fix("Swap the two", [new(first.Location, second.Value.Syntax.ToString()), new(second.Location, first.Value.Syntax.ToString())]);
        scope.ReportWith(
            isWritable ? [fix] : [], Rules.SpansSwapped, first.Location,
            first.Facts.Name, first.Known!.Length, second.Facts.Name, second.Known!.Length, call.Title, first.Facts.Size, second.Facts.Size);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Diagnostics;

/// <summary>A change that mends what a diagnostic reports: a title for the editor's menu, and edits of the source.</summary>
internal sealed record Fix(string Title, IReadOnlyList<SourceEdit> Edits)
{
    /// <summary>A fix that replaces one piece of the source.</summary>
    public static Fix Of(string title, Location place, string text) => new(title, [new(place, text)]);

    /// <summary>A diagnostic that carries its fixes.</summary>
    public static Diagnostic Report(DiagnosticDescriptor descriptor, Location location, IReadOnlyList<Fix> fixes, params object[] words)
    {
        var properties = ImmutableDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        if (fixes.Count > 0)
            properties[FixProperties.Count] = fixes.Count.ToString(CultureInfo.InvariantCulture);
        for (var i = 0; i < fixes.Count; i++)
        {
            properties[FixProperties.Title(i)] = fixes[i].Title;
            properties[FixProperties.Edits(i)] = fixes[i].Edits.Count.ToString(CultureInfo.InvariantCulture);
            for (var j = 0; j < fixes[i].Edits.Count; j++)
                properties[FixProperties.Text(i, j)] = fixes[i].Edits[j].Text;
        }
        return Diagnostic.Create(descriptor, location, fixes.SelectMany(static f => f.Edits).Select(static e => e.Place), properties.ToImmutable(), words);
    }
}

/// <summary>A text to put in the place of what stands there; an empty place is one to insert at.</summary>
internal sealed record SourceEdit(Location Place, string Text);

using System.Globalization;

namespace Adjoint.Benchmarks.Editor;

/// <summary>Where a key is pressed, and what it changes.</summary>
/// <param name="Title">The place.</param>
/// <param name="File">The number of the file: a network's, or −1 for the file without.</param>
/// <param name="Edit">The text after a press, by the text before any and the number of the press.</param>
internal sealed record Keystroke(string Title, int File, Func<string, int, string> Edit)
{
    /// <summary>The places that are measured.</summary>
    public static IReadOnlyList<Keystroke> Places { get; } =
    [
        new("a file without networks", -1, static (text, press) => text.Replace("value + 1", Text($"value + {press}"), StringComparison.Ordinal)),
        new("a network's file, outside of its attributes", 7, static (text, press) => text + Text($"// {press}")),
        new("a network's attributes: a size", 7, static (text, press) => text.Replace("Dense(17)", Text($"Dense({20 + press})"), StringComparison.Ordinal)),
        new("a network's attributes: cut off", 7, static (text, press) => text[..(text.IndexOf("Dense(17)", StringComparison.Ordinal) + 3 + (press % 5))]),
    ];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

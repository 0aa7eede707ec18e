using System.Buffers;
using System.Globalization;
using System.Text;

namespace Adjoint;

/// <summary>The characters of a text.</summary>
internal static class Characters
{
    /// <summary>The character that begins at a place.</summary>
    /// <exception cref="ArgumentException">It is half of a surrogate pair.</exception>
    public static Rune At(ReadOnlySpan<char> text, int place, string argument) => Rune.DecodeFromUtf16(text[place..], out var character, out _) == OperationStatus.Done
        ? character
        : throw new ArgumentException($"The text has half of a surrogate pair, U+{(int)text[place]:X4}, at place {place}; it is not well-formed Unicode.", argument);

    /// <summary>A character for messages, such as <c>'é' (U+00E9)</c>.</summary>
    public static string Name(Rune character) =>
        Rune.GetUnicodeCategory(
            character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.NonSpacingMark
        ? $"U+{character.Value:X4}"
        : $"'{character}' (U+{character.Value:X4})";
}

using System.Text;

namespace Adjoint;

/// <summary>
/// Divides a text into the pieces that byte pairs do not cross, as GPT-2 does:
/// <code>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</code>
/// A piece is the ending of a contraction; a run of letters, of numbers or of other characters, with the space before it; or a run of white space, without the last character before something
/// else. Characters are Unicode scalar values, as in Hugging Face's tokenizers. Source: Radford et al. (2019), Language models are unsupervised multitask learners.
/// </summary>
internal ref struct PieceScanner
{
    private readonly ReadOnlySpan<char> text;

    public PieceScanner(ReadOnlySpan<char> text) => this.text = text;

    private enum Kind
    {
        Space,
        Letter,
        Number,
        Other,
    }

    /// <summary>Where the piece begins.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends.</summary>
    public int End { get; private set; }

    /// <summary>The piece.</summary>
    public readonly ReadOnlySpan<char> Current => text[Start..End];

    /// <summary>Goes to the next piece.</summary>
    /// <exception cref="ArgumentException">A surrogate is not one of a pair.</exception>
    public bool MoveNext()
    {
        Start = End;
        if (Start == text.Length)
            return false;
        End = Start + Contraction(text[Start..]);
        if (End > Start)
            return true;
        // One space joins the run after it.
        var first = text[Start] == ' ' && Start + 1 < text.Length && KindAt(Start + 1, out _) != Kind.Space ? Start + 1 : Start;
        var kind = KindAt(first, out _);
        End = EndOfRun(first, kind);
        // White space leaves its last character to what follows; it is one element, as all white space is.
        if (kind == Kind.Space && End < text.Length && End - Start > 1)
            End--;
        return true;
    }

    /// <summary>The length of the ending of a contraction; 0 where there is none.</summary>
    private static int Contraction(ReadOnlySpan<char> rest) => rest switch
    {
        ['\'', 's' or 't' or 'm' or 'd', ..] => 2,
        ['\'', 'r' or 'v', 'e', ..] or ['\'', 'l', 'l', ..] => 3,
        _ => 0,
    };

    private readonly int EndOfRun(int place, Kind kind)
    {
        while (place < text.Length && KindAt(place, out var length) == kind)
            place += length;
        return place;
    }

    private readonly Kind KindAt(int place, out int length)
    {
        var character = Characters.At(text, place, nameof(text));
        length = character.Utf16SequenceLength;
        return Rune.IsLetter(character) ? Kind.Letter
            : Rune.IsWhiteSpace(character) ? Kind.Space
            : Rune.IsNumber(character) ? Kind.Number
            : Kind.Other;
    }
}

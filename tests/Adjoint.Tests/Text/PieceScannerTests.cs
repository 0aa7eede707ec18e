using System.Text.RegularExpressions;

namespace Adjoint.Tests.Text;

/// <summary>The pieces that a scanner finds are those of GPT-2's expression.</summary>
public sealed partial class PieceScannerTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Hello world!", "Hello| world|!")]
    [InlineData("I'm sure we'll see they've won't, he'd 'S's 're", "I|'m| sure| we|'ll| see| they|'ve| won|'t|,| he|'d| '|S|'s| '|re")]
    [InlineData("a  b   c    ", "a| | b|  | c|    ")]
    [InlineData("a\n\nb\n c \n", "a|\n|\n|b|\n| c| \n")]
    [InlineData(" \t x", " \t| x")]
    [InlineData("x2 34½ Ⅳ", "x|2| 34½| Ⅳ")]
    [InlineData("naïve café Ελλάς 中文", "naïve| café| Ελλάς| 中文")]
    [InlineData("e\u0301", "e|\u0301")]
    [InlineData("a\u00A0b\u2003\u3000c\u0085d", "a|\u00A0|b|\u2003|\u3000|c|\u0085|d")]
    [InlineData("😀😀 😀a", "😀😀| 😀|a")]
    [InlineData("!'s ''s '", "!'|s| ''|s| '")]
    [InlineData("'ll'l'r've", "'ll|'|l|'|r|'ve")]
    public void Texts_are_divided_as_GPT_2_does(string text, string pieces) => Assert.Equal(pieces, string.Join('|', Pieces(text)));

    /// <summary>Letters outside of the first 65,536 characters are letters, which they are not for .NET's expressions.</summary>
    [Fact]
    public void Letters_and_numbers_of_any_plane_count() => Assert.Equal(["𝒜𝒷", " 𝒞", "𝟗", " 😀"], Pieces("𝒜𝒷 𝒞𝟗 😀"));

    [Fact]
    public void Random_texts_are_divided_as_the_expression_does()
    {
        const string Alphabet = "aZé中's'tredvml 1½ \n\t\u00A0.,!'\u0301\u200B";
        var random = new Random(1);
        for (var i = 0; i < 3000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(1, 14)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            Assert.Equal(Expression().Matches(text).Select(static match => match.Value), Pieces(text));
        }
    }

    private static List<string> Pieces(string text)
    {
        var (pieces, end) = (new List<string>(), 0);
        var found = new PieceScanner(text);
        while (found.MoveNext())
        {
            Assert.Equal(end, found.Start);
            end = found.End;
            pieces.Add(found.Current.ToString());
        }
        Assert.Equal(text.Length, end);
        return pieces;
    }

    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+")]
    private static partial Regex Expression();
}

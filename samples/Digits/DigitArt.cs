using System.Text;

namespace Digits;

/// <summary>Draws digits as text: one character shows two pixels, one above the other.</summary>
internal static class DigitArt
{
    /// <summary>As many digits as fit beside each other into 80 columns.</summary>
    public const int PerLine = 3;

    private const int Side = 28;

    /// <summary>The outermost pixels are left out: they are as good as always blank.</summary>
    private const int Margin = 1;

    private const int Columns = Side - 2 * Margin;

    /// <summary>The input from which a pixel is drawn: a brightness of 0.35.</summary>
    private const float Ink = (0.35f - DigitFiles.Mean) / DigitFiles.Deviation;

    /// <summary>The digits of <paramref name="rows"/> beside each other; under each what it is and what was read.</summary>
    public static string Draw(Dataset digits, Predictions predictions, IEnumerable<int> rows)
    {
        var shown = rows.ToArray();
        var images = Array.ConvertAll(shown, row => Pixels(digits, row));
        var text = new StringBuilder();
        for (var line = Margin; line < Side - Margin; line += 2)
            text.AppendLine(string.Concat(images.Select(image => Line(image, line))).TrimEnd());
        text.AppendLine(string.Concat(shown.Select(row => Caption(digits, predictions, row).PadRight(Columns))).TrimEnd());
        return text.ToString();
    }

    private static float[] Pixels(Dataset digits, int row)
    {
        var pixels = new float[Side * Side];
        digits.CopyRow(row, pixels);
        return pixels;
    }

    private static string Line(float[] image, int line) => string.Concat(Enumerable.Range(Margin, Columns).Select(column =>
        Character(image[line * Side + column] >= Ink, image[(line + 1) * Side + column] >= Ink)));

    private static char Character(bool upper, bool lower) => (upper, lower) switch
    {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        _ => ' ',
    };

    private static string Caption(Dataset digits, Predictions predictions, int row) =>
        $"   a {digits.Label(row)}, read as {predictions.Label(row)} ({100 * predictions.Confidence(row):0} %)";
}

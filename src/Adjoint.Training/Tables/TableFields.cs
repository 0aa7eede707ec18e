using System.Globalization;

namespace Adjoint.Training;

/// <summary>Reads fields, and tells from all of a column's what it holds.</summary>
internal static class TableFields
{
    /// <summary>As much of a field is quoted.</summary>
    private const int LongestQuoted = 40;

    /// <summary>A finite number, or null.</summary>
    public static double? Number(TextColumn text, int row) =>
        double.TryParse(text.Bytes(row), NumberStyles.Float, text.Source.Options.Numbers, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>A point in time, or null.</summary>
    public static DateTime? Date(TextColumn text, int row, string? format) =>
        DateTime.TryParseExact(
            text.Text(row),
            format is null ? Cell.IsoFormats : [format],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal,
            out var time)
            ? time
            : null;

    /// <summary>
    /// What a column holds: dates if all its values are, numbers if most are, else categories. A column of numbers in which a few are none has a mistake in it, which is refused when the column is
    /// read; taken for categories, it would be silent.
    /// </summary>
    public static ColumnKind KindOf(TextColumn text)
    {
        var (values, numbers, dates) = (0, 0, 0);
        for (var row = 0; row < text.Rows; row++)
        {
            if (text.IsMissing(row))
                continue;
            values++;
            var isNumber = Number(text, row) is not null;
            numbers += isNumber ? 1 : 0;
            // Once one value is no date, no other is looked at: that is slow.
            dates += !isNumber && dates == values - 1 && Date(text, row, null) is not null ? 1 : 0;
        }
        return 2 * numbers > values || values == 0 ? ColumnKind.Number : dates == values ? ColumnKind.Date : ColumnKind.Category;
    }

    /// <summary>The classes of a label, in order: as numbers where all are whole numbers, else as texts.</summary>
    public static IReadOnlyList<string> Classes(TextColumn text, int[] rows)
    {
        HashSet<string> names = [.. rows.Where(row => !text.IsMissing(row)).Select(text.Text)];
        var areIntegers = names.All(static name => long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));
        return areIntegers ? [.. names.OrderBy(static name => long.Parse(name, CultureInfo.InvariantCulture))] : [.. names.Order(StringComparer.Ordinal)];
    }

    /// <summary>A field for a message.</summary>
    public static string Shortened(string field) =>
        string.Concat(field.Take(LongestQuoted).Select(static c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)) + (field.Length > LongestQuoted ? "…" : "");
}

using System.Globalization;

namespace Adjoint.Data;

/// <summary>One value of a table: a number, a text, a point in time, or nothing.</summary>
public readonly struct Cell : IEquatable<Cell>
{
    private enum Content : byte
    {
        Missing,
        Number,
        Text,
        Time,
    }

    private readonly Content content;

    /// <summary>The number; of a time the bits of its ticks, more of which count than a double has.</summary>
    private readonly double number;
    private readonly string? text;

    private Cell(Content content, double number, string? text) => (this.content, this.number, this.text) = (content, number, text);

    /// <summary>No value.</summary>
    public static Cell Missing => default;

    /// <summary>Whether there is no value.</summary>
    public bool IsMissing => content == Content.Missing;

    /// <summary>A number; NaN is a missing value.</summary>
    public static Cell Of(double number) => double.IsNaN(number) ? Missing : new Cell(Content.Number, number, null);

    /// <summary>A text; null is a missing value.</summary>
    public static Cell Of(string? text) => text is null ? Missing : new Cell(Content.Text, 0, text);

    /// <summary>A point in time.</summary>
    public static Cell Of(DateTime time) => new(Content.Time, BitConverter.Int64BitsToDouble(time.Ticks), null);

    /// <summary>A number; NaN is a missing value.</summary>
    public static implicit operator Cell(double number) => Of(number);

    /// <summary>A text; null is a missing value.</summary>
    public static implicit operator Cell(string? text) => Of(text);

    /// <summary>A point in time.</summary>
    public static implicit operator Cell(DateTime time) => Of(time);

    /// <summary>Compares contents.</summary>
    public static bool operator ==(Cell left, Cell right) => left.Equals(right);

    /// <summary>Compares contents.</summary>
    public static bool operator !=(Cell left, Cell right) => !left.Equals(right);

    /// <summary>The value as people read it; empty where there is none.</summary>
    public override string ToString() => content switch
    {
        Content.Number => number.ToString(CultureInfo.InvariantCulture),
        Content.Time => new DateTime(BitConverter.DoubleToInt64Bits(number)).ToString("s", CultureInfo.InvariantCulture),
        _ => text ?? "",
    };

    /// <inheritdoc/>
    public bool Equals(Cell other) => content == other.content && number.Equals(other.number) && text == other.text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Cell other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(content, number, text);

    /// <summary>The number, or the number that a text states in the invariant culture; null for anything else.</summary>
    internal double? ToNumber() => content switch
    {
        Content.Number => number,
        Content.Text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) => parsed,
        _ => null,
    };

    /// <summary>The time, or the time that a text states as ISO 8601 does; null for anything else.</summary>
    internal DateTime? ToTime() => content switch
    {
        Content.Time => new DateTime(BitConverter.DoubleToInt64Bits(number)),
        Content.Text when DateTime.TryParseExact(text, IsoFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) => parsed,
        _ => null,
    };

    /// <summary>How dates are read where nothing else is said.</summary>
    internal static readonly string[] IsoFormats = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ssZ"];
}

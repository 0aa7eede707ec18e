using System.Globalization;

namespace Adjoint.Training;

/// <summary>How the text of a table is read.</summary>
public sealed record TableOptions
{
    /// <summary>The usual way.</summary>
    public static TableOptions Default { get; } = new();

    /// <summary>What separates fields; null to tell it from the first lines: a comma, a semicolon, a tab or a bar.</summary>
    public char? Separator { get; init; }

    /// <summary>How numbers are written: the invariant culture, with a decimal point, unless told otherwise. Marks between thousands are never read.</summary>
    public NumberFormatInfo Numbers { get; init; } = NumberFormatInfo.InvariantInfo;

    /// <summary>The texts that mean that there is no value.</summary>
    public IReadOnlyList<string> Missing { get; init; } = ["", "NA", "N/A", "NaN", "nan", "null", "NULL"];

    /// <summary>
    /// The bytes of the largest file that is read whole; by default a quarter of the memory that the program may use, since a table needs up to three times its file. Larger ones are refused, and
    /// can be read in parts.
    /// </summary>
    public long MaxBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;
}

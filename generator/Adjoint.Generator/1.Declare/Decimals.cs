using System.Globalization;

namespace Adjoint.Generator.Declare;

/// <summary>Floats as the decimals that people write for them.</summary>
internal static class Decimals
{
    /// <summary>The decimal of the fewest digits that reads back to a float, as a double; what has no digits is itself.</summary>
    public static double Of(float value) =>
        float.IsNaN(value) || float.IsInfinity(value) ? value : double.Parse(DigitsOf(value), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The shortest form, on every host ("R" gives it on the newer ones alone). Nine digits always suffice (IEEE 754-2019, 5.12.2).</summary>
    public static string DigitsOf(float value)
    {
        foreach (var format in new[] { "G6", "G7", "G8" })
        {
            var digits = value.ToString(format, CultureInfo.InvariantCulture);
            if (float.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var read) && read == value)
                return digits;
        }
        return value.ToString("G9", CultureInfo.InvariantCulture);
    }
}

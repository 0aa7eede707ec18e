using System.Globalization;
using Adjoint.Generator.Declare;

namespace Adjoint.Generator.Emit;

/// <summary>Values as C# source that reads back to exactly the same value.</summary>
internal static class Literal
{
    /// <summary>A float: the fewest digits that read back to it, with <c>f</c>, or the name of a value that has no digits.</summary>
    public static string Of(float value)
    {
        if (float.IsNaN(value))
            return "float.NaN";
        if (float.IsInfinity(value))
            return value > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity";
        // The desktop framework that some hosts run on prints no sign for it.
        if (value == 0)
            return 1 / value > 0 ? "0f" : "-0f";
        return Decimals.DigitsOf(value) + "f";
    }

    /// <summary>A double: the fewest digits that read back to it, with a point or an exponent, or the name of a value that has no digits.</summary>
    public static string Of(double value)
    {
        if (double.IsNaN(value))
            return "double.NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity";
        if (value == 0)
            return 1 / value > 0 ? "0.0" : "-0.0";
        foreach (var format in new[] { "G15", "G16", "G17" })
        {
            var digits = value.ToString(format, CultureInfo.InvariantCulture);
            if (double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var read) && read == value)
                return digits.Contains('.') || digits.Contains('E') ? digits : digits + ".0";
        }
        return value.ToString("G17", CultureInfo.InvariantCulture);
    }

    /// <summary>An integer: under some cultures the sign of a negative one is no minus that C# knows.</summary>
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);
}

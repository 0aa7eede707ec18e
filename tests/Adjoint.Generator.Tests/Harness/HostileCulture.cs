using System.Globalization;

namespace Adjoint.Generator.Tests.Harness;

/// <summary>
/// A culture that no C# compiler reads: minus is U+2212, as in Swedish, and the decimal sign a comma. Code written under it differs from code
/// written under the invariant culture wherever a number was formatted carelessly.
/// </summary>
internal static class HostileCulture
{
    /// <summary>The culture itself.</summary>
    public static CultureInfo Info { get; } = Create();

    /// <summary>Runs <paramref name="work"/> under the culture and goes back to the one before.</summary>
    public static T Run<T>(Func<T> work) => RunUnder(Info, work);

    /// <summary>Runs <paramref name="work"/> under <paramref name="culture"/> and goes back to the one before.</summary>
    public static T RunUnder<T>(CultureInfo culture, Func<T> work)
    {
        var (before, beforeForText) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
            return work();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeForText);
        }
    }

    private static CultureInfo Create()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = "\u00a0";
        return CultureInfo.ReadOnly(culture);
    }
}

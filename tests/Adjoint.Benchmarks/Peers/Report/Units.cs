using System.Globalization;

namespace Adjoint.Benchmarks.Peers;

/// <summary>Numbers as people read them: three digits and a unit.</summary>
internal static class Units
{
    /// <summary>Seconds, from nanoseconds up.</summary>
    public static string Time(double seconds) =>
        seconds < 1e-6 ? ThreeDigits(seconds * 1e9) + " ns"
        : seconds < 1e-3 ? ThreeDigits(seconds * 1e6) + " µs"
        : ThreeDigits(seconds * 1e3) + " ms";

    /// <summary>Operations a second.</summary>
    public static string Speed(double operationsPerSecond) => ThreeDigits(operationsPerSecond / 1e9) + " GFLOP/s";

    /// <summary>A ratio, such as 4.02×.</summary>
    public static string Ratio(double ratio) => ThreeDigits(ratio) + "×";

    /// <summary>A share in per cent.</summary>
    public static string Share(double share) => (share * 100).ToString(share < 0.1 ? "F1" : "F0", CultureInfo.InvariantCulture) + " %";

    private static string ThreeDigits(double value) =>
        value.ToString(value < 9.995 ? "F2" : value < 99.95 ? "F1" : "F0", CultureInfo.InvariantCulture);
}

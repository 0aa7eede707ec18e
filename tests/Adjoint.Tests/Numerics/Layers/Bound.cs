using System.Globalization;

namespace Adjoint.Tests.Numerics.Layers;

/// <summary>
/// How wrong a function may be: so many units in the last place of the exact result, and between two arguments also so many ε, the distance from 1 to the next number,
/// because the exact result passes through 0 there, or because a result of the size of 1 is what it is computed from.
/// </summary>
/// <param name="Units">Units in the last place.</param>
/// <param name="Absolute">How many ε besides.</param>
/// <param name="From">From which argument on.</param>
/// <param name="To">Up to which.</param>
/// <param name="OfExponent">How many units more for each of <paramref name="Exponent"/>: the rounding of an exponent costs as much as the exponent is large.</param>
/// <param name="Exponent">The exponent at an argument.</param>
public sealed record Bound(
    double Units, double Absolute = 0, double From = double.NegativeInfinity, double To = double.PositiveInfinity, double OfExponent = 0, Func<double, double>? Exponent = null)
{
    /// <summary>Both types' numbers have this many digits and this smallest normal number.</summary>
    private const int FloatDigits = 23, DoubleDigits = 52;

    /// <summary>What underflow may cost: exponentials below the smallest normal number may be flushed, and are multiplied by up to a few hundred.</summary>
    public const double FloatUnderflow = 4e-36, DoubleUnderflow = 1e-304;

    /// <summary>The error as a share of what is allowed: at most 1 where the bound holds.</summary>
    public double Share(double x, double actual, double exact, bool isDouble)
    {
        if (double.IsNaN(actual) || double.IsNaN(exact))
            return double.IsNaN(actual) && double.IsNaN(exact) ? 0 : double.PositiveInfinity;
        if (actual == exact || (!isDouble && actual == (float)exact))
            return 0;
        if (double.IsInfinity(actual))
            return double.PositiveInfinity;
        var (digits, underflow) = isDouble ? (DoubleDigits, DoubleUnderflow) : (FloatDigits, FloatUnderflow);
        var error = Math.Abs(actual - exact) - underflow;
        if (error <= 0)
            return 0;
        var besides = x >= From && x <= To ? Math.ScaleB(Absolute, -digits) : 0;
        var units = Units + (Exponent is null ? 0 : OfExponent * Math.Abs(Exponent(x)));
        return error / (units * Math.ScaleB(1, Math.ILogB(exact) - digits) + besides);
    }

    public override string ToString()
    {
        if (Units == 0 && Absolute == 0)
            return "exact";
        var numbers = new[]
        {
            Units == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Units} ULP"),
            OfExponent == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{OfExponent} ULP for each unit of v"),
            Absolute == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Absolute} ε{Range}")
        };
        return string.Join(" + ", numbers.Where(static n => n.Length > 0)).Replace('-', '−');
    }

    private string Range => double.IsInfinity(From) ? "" : string.Create(CultureInfo.InvariantCulture, $" from {From} to {To}");
}

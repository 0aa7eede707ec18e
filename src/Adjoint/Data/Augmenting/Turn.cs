namespace Adjoint.Data;

/// <summary>The sine and cosine of an angle in degrees; exact at multiples of 90.</summary>
/// <remarks>The platform's functions may differ in the last bit; these use additions and multiplications only, which are rounded alike everywhere.</remarks>
internal readonly record struct Turn(float Sine, float Cosine)
{
    /// <summary>The turn by an angle.</summary>
    public static Turn OfDegrees(double degrees)
    {
        var quarters = Math.Round(degrees / 90);
        var x = (degrees - 90 * quarters) * (Math.PI / 180);
        var (sine, cosine) = ((float)SineNearZero(x), (float)CosineNearZero(x));
        return ((long)quarters & 3) switch
        {
            0 => new(sine, cosine),
            1 => new(cosine, -sine),
            2 => new(-sine, -cosine),
            _ => new(-cosine, sine),
        };
    }

    // Taylor's series; for |x| ≤ π/4 the first term left out is below 10⁻¹⁶.
    private static double SineNearZero(double x)
    {
        var sum = 0.0;
        for (var n = 15; n >= 1; n -= 2)
            sum = 1 - x * x / ((n + 1) * (n + 2)) * sum;
        return x * sum;
    }

    private static double CosineNearZero(double x)
    {
        var sum = 0.0;
        for (var n = 16; n >= 0; n -= 2)
            sum = 1 - x * x / ((n + 1) * (n + 2)) * sum;
        return sum;
    }
}

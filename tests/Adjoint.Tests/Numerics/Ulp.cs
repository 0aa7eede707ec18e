namespace Adjoint.Tests.Numerics;

/// <summary>Distances in units in the last place of a float.</summary>
internal static class Ulp
{
    private const double SmallestNormal = 1.1754943508222875e-38;
    private const double Overflow = 3.4028236692093846e38; // 2¹²⁸

    /// <summary>
    /// |actual - exact| in the spacing of floats at <paramref name="exact"/>. Infinity counts as 2¹²⁸, where the floats would go on. Where the exact
    /// value is below the smallest normal float, any result nearer than 1.2e-38 counts as right.
    /// </summary>
    public static double Distance(float actual, double exact)
    {
        if (float.IsNaN(actual) || double.IsNaN(exact))
            return float.IsNaN(actual) && double.IsNaN(exact) ? 0 : double.PositiveInfinity;
        var error = Math.Abs(Math.Clamp(actual, -Overflow, Overflow) - Math.Clamp(exact, -Overflow, Overflow));
        if (error == 0)
            return 0;
        if (Math.Abs(exact) < SmallestNormal)
            return error < 1.2e-38 ? 0 : double.PositiveInfinity;
        var exponent = (int)((BitConverter.DoubleToInt64Bits(exact) >> 52) & 0x7ff) - 1023;
        return error * PowerOfTwo(23 - Math.Min(exponent, 127));
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
}

using System.Globalization;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>Compares float32 with double: relative to the largest number of the whole, for that is what rounding errors are relative to.</summary>
internal static class Agreement
{
    /// <summary>The least that rounding is relative to: gradients are differences such as p − t, and where those cancel their rounding does not.</summary>
    public const double LeastScale = 1e-2;

    /// <summary>Requires that <paramref name="actual"/> is <paramref name="expected"/> but for rounding.</summary>
    /// <param name="expected">What the naive interpreter found.</param>
    /// <param name="actual">What the generated code found.</param>
    /// <param name="tolerance">The largest difference, relative to the largest number.</param>
    /// <param name="nameOf">What to call the number at an index.</param>
    /// <param name="what">What is compared, for messages.</param>
    public static void Require(IReadOnlyList<double> expected, IReadOnlyList<float> actual, double tolerance, Func<int, string> nameOf, string what) =>
        Require(expected, [.. actual.Select(value => (double)value)], tolerance, nameOf, what);

    /// <inheritdoc cref="Require(IReadOnlyList{double}, IReadOnlyList{float}, double, Func{int, string}, string)"/>
    public static void Require(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance, Func<int, string> nameOf, string what)
    {
        Assert.Equal(expected.Count, actual.Count);
        var scale = Math.Max(expected.Max(Math.Abs), LeastScale);
        var worst = Enumerable.Range(0, expected.Count).MaxBy(i => Error(expected[i], actual[i]));
        var error = Error(expected[worst], actual[worst]) / scale;
        if (error > tolerance)
            Assert.Fail(string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: {nameOf(worst)} is {actual[worst]:g9} and should be {expected[worst]:g9}; relative to the largest number {scale:g3} that is wrong by "
                + $"{error:g3}, at most {tolerance:g3} is allowed."));
    }

    /// <summary>The same for one number.</summary>
    public static void Require(double expected, double actual, double scale, double tolerance, string what)
    {
        var error = Error(expected, actual) / scale;
        if (error > tolerance)
            Assert.Fail(string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: {actual:g9} should be {expected:g9}; relative to {scale:g3} that is wrong by {error:g3}, at most {tolerance:g3} is allowed."));
    }

    /// <summary>A number that is none is wrong without limit.</summary>
    private static double Error(double expected, double actual) => double.IsNaN(actual - expected) ? double.PositiveInfinity : Math.Abs(actual - expected);
}

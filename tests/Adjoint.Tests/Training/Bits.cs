namespace Adjoint.Tests.Training;

/// <summary>Compares floats bit by bit, so that NaN equals NaN and −0 is not 0.</summary>
internal static class Bits
{
    /// <summary>Fails with the first difference.</summary>
    public static void AssertEqual(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: {actual.Length} values instead of {expected.Length}.");
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(
                BitConverter.SingleToUInt32Bits(expected[i]) == BitConverter.SingleToUInt32Bits(actual[i]),
                $"{what}: value {i} of {expected.Length} is {actual[i]:G9} instead of {expected[i]:G9}.");
        }
    }

    /// <summary>Fails with both numbers.</summary>
    public static void AssertEqual(float expected, float actual, string what) => AssertEqual([expected], [actual], what);
}

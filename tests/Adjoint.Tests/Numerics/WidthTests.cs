using System.Runtime.Intrinsics;

namespace Adjoint.Tests.Numerics;

public class WidthTests
{
    [Theory]
    [MemberData(nameof(VectorFunction.Names), MemberType = typeof(VectorFunction))]
    public void All_widths_give_the_same_bits(string name)
    {
        var function = VectorFunction.Named(name);
        foreach (var x in FloatSamples.Sparse.SelectMany(samples => samples.Vectors()))
        {
            var y = function.X16(x);
            var halves = Vector512.Create(function.X8(x.GetLower()), function.X8(x.GetUpper()));
            var quarters = Vector512.Create(Quarters(function, x.GetLower()), Quarters(function, x.GetUpper()));
            for (var lane = 0; lane < Vector512<float>.Count; lane++)
                AssertSame(name, x[lane], y[lane], halves[lane], quarters[lane], function.X1(x[lane]));
        }
    }

    private static Vector256<float> Quarters(VectorFunction function, Vector256<float> x) =>
        Vector256.Create(function.X4(x.GetLower()), function.X4(x.GetUpper()));

    private static void AssertSame(string name, float x, float x16, float x8, float x4, float x1)
    {
        if (Bits(x16) != Bits(x8) || Bits(x16) != Bits(x4) || Bits(x16) != Bits(x1))
            Assert.Fail($"{name}({x:G9}) is {x16:G9} among 16, {x8:G9} among 8, {x4:G9} among 4 and {x1:G9} alone.");
    }

    /// <summary>The bit pattern, with one pattern for all NaN.</summary>
    private static uint Bits(float value) => BitConverter.SingleToUInt32Bits(float.IsNaN(value) ? float.NaN : value);
}

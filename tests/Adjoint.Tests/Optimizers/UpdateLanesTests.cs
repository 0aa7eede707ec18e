using System.Runtime.Intrinsics;
using Adjoint.Runtime;
using Single = Adjoint.UpdateLanes<float, Adjoint.Runtime.Lane, float>;

namespace Adjoint.Tests.Optimizers;

/// <summary>Every width computes the bits that a single float gives, so that it does not matter which one reaches a parameter.</summary>
public unsafe class UpdateLanesTests
{
    private static readonly float[] Values =
    [
        0, -0f, 1, -1, 0.1f, -0.3f, 3.1415927f, 1e-40f, -1e-40f, 1e-8f, 12345.678f, -9.9e37f, 3.4e38f, float.Epsilon,
        float.PositiveInfinity, float.NegativeInfinity, float.NaN,
    ];

    private delegate TLanes Operation<TLanes>(TLanes x, TLanes y, TLanes z);

    [Fact]
    public void Four_floats_agree_with_one() => Agrees<UpdateLanes<float, Lanes128, Vector128<float>>>();

    [Fact]
    public void Eight_floats_agree_with_one() => Agrees<UpdateLanes<float, Lanes256, Vector256<float>>>();

    [Fact]
    public void Sixteen_floats_agree_with_one() => Agrees<UpdateLanes<float, Lanes512, Vector512<float>>>();

    private static void Agrees<TLanes>()
        where TLanes : struct, IUpdateLanes<TLanes, float>
    {
        Compare<TLanes>("x + y", (x, y, z) => x + y, (x, y, z) => x + y);
        Compare<TLanes>("x - y", (x, y, z) => x - y, (x, y, z) => x - y);
        Compare<TLanes>("x * y", (x, y, z) => x * y, (x, y, z) => x * y);
        Compare<TLanes>("x / y", (x, y, z) => x / y, (x, y, z) => x / y);
        Compare<TLanes>("x * y + z", TLanes.MultiplyAdd, Single.MultiplyAdd);
        Compare<TLanes>("sqrt x", (x, y, z) => TLanes.Sqrt(x), (x, y, z) => Single.Sqrt(x));
        Compare<TLanes>("x at least y", (x, y, z) => TLanes.AtLeast(x, y), (x, y, z) => Single.AtLeast(x, y));
        Compare<TLanes>("x at most y", (x, y, z) => TLanes.AtMost(x, y), (x, y, z) => Single.AtMost(x, y));
        Compare<TLanes>("sign x", (x, y, z) => TLanes.Sign(x), (x, y, z) => Single.Sign(x));
    }

    /// <summary>Slides a window over all pairs of values, so that each value meets each other one in every lane.</summary>
    private static void Compare<TLanes>(string what, Operation<TLanes> wide, Operation<Single> single)
        where TLanes : struct, IUpdateLanes<TLanes, float>
    {
        var lanes = TLanes.Count;
        float* x = stackalloc float[lanes], y = stackalloc float[lanes], z = stackalloc float[lanes], found = stackalloc float[lanes];
        for (var pair = 0; pair < Values.Length * Values.Length; pair++)
        {
            for (var lane = 0; lane < lanes; lane++)
            {
                x[lane] = Values[(pair + lane) % Values.Length];
                y[lane] = Values[(pair / Values.Length + 2 * lane) % Values.Length];
                z[lane] = Values[(pair + 5 * lane + 3) % Values.Length];
            }
            wide(TLanes.Load(x), TLanes.Load(y), TLanes.Load(z)).Store(found);
            for (var lane = 0; lane < lanes; lane++)
            {
                float expected;
                single(x[lane], y[lane], z[lane]).Store(&expected);
                // NaN has many bit patterns and they carry no meaning.
                var same = BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(found[lane]);
                Assert.True(
                    same || (float.IsNaN(expected) && float.IsNaN(found[lane])),
                    $"{what} with x = {x[lane]:G9}, y = {y[lane]:G9}, z = {z[lane]:G9} in lane {lane} of {lanes}: "
                        + $"one float gives {expected:G9}, the register {found[lane]:G9}.");
            }
        }
    }
}

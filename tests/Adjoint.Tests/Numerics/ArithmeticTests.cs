using System.Runtime.Intrinsics;
using Adjoint.Runtime;

namespace Adjoint.Tests.Numerics;

/// <summary>Each operation at its four widths against the scalar formula, on the lanes 1 … 16 and on NaN.</summary>
public class ArithmeticTests
{
    private static readonly Vector512<float> Lanes = Vector512.Create(1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f, 10f, 11f, 12f, 13f, 14f, 15f, 16f);

    [Fact]
    public void MultiplyAdd_multiplies_the_first_two_and_adds_the_third()
    {
        Check(x => 3 * x + 0.5f, x => VectorMath.MultiplyAdd(3f, x, 0.5f));
        Check(
            x => 3 * x + 0.5f,
            x => VectorMath.MultiplyAdd(Vector128.Create(3f), x, Vector128.Create(0.5f)),
            x => VectorMath.MultiplyAdd(Vector256.Create(3f), x, Vector256.Create(0.5f)),
            x => VectorMath.MultiplyAdd(Vector512.Create(3f), x, Vector512.Create(0.5f)));
    }

    [Fact]
    public void Max_is_the_larger()
    {
        Check(x => x > 7.5f ? x : 7.5f, x => VectorMath.Max(7.5f, x));
        Check(
            x => x > 7.5f ? x : 7.5f,
            x => VectorMath.Max(Vector128.Create(7.5f), x),
            x => VectorMath.Max(Vector256.Create(7.5f), x),
            x => VectorMath.Max(Vector512.Create(7.5f), x));
    }

    [Fact]
    public void Maximum_is_the_larger_and_NaN_if_either_is()
    {
        Check(x => x > 7.5f ? x : 7.5f, x => VectorMath.Maximum(7.5f, x));
        Check(
            x => x > 7.5f ? x : 7.5f,
            x => VectorMath.Maximum(x, Vector128.Create(7.5f)),
            x => VectorMath.Maximum(x, Vector256.Create(7.5f)),
            x => VectorMath.Maximum(x, Vector512.Create(7.5f)));
        foreach (var (a, b) in new[] { (float.NaN, 1f), (1f, float.NaN), (float.NaN, float.PositiveInfinity), (float.NegativeInfinity, float.NaN) })
        {
            Assert.Equal(float.NaN, VectorMath.Maximum(a, b));
            Assert.Equal(float.NaN, VectorMath.Maximum(Vector128.Create(a), Vector128.Create(b))[3]);
            Assert.Equal(float.NaN, VectorMath.Maximum(Vector256.Create(a), Vector256.Create(b))[7]);
            Assert.Equal(float.NaN, VectorMath.Maximum(Vector512.Create(a), Vector512.Create(b))[15]);
        }
    }

    [Fact]
    public void Min_is_the_smaller()
    {
        Check(x => x < 7.5f ? x : 7.5f, x => VectorMath.Min(7.5f, x));
        Check(
            x => x < 7.5f ? x : 7.5f,
            x => VectorMath.Min(Vector128.Create(7.5f), x),
            x => VectorMath.Min(Vector256.Create(7.5f), x),
            x => VectorMath.Min(Vector512.Create(7.5f), x));
    }

    [Fact]
    public void Abs_drops_the_sign()
    {
        Check(x => x, x => VectorMath.Abs(-x));
        Check(x => x, x => VectorMath.Abs(-x), x => VectorMath.Abs(-x), x => VectorMath.Abs(-x));
    }

    [Fact]
    public void Sqrt_is_rounded_correctly()
    {
        Check(MathF.Sqrt, VectorMath.Sqrt);
        Check(MathF.Sqrt, VectorMath.Sqrt, VectorMath.Sqrt, VectorMath.Sqrt);
    }

    [Fact]
    public void SelectGreater_takes_the_second_choice_on_a_tie()
    {
        Check(x => x > 8 ? 1 : -1, x => VectorMath.SelectGreater(x, 8f, 1f, -1f));
        Check(
            x => x > 8 ? 1 : -1,
            x => VectorMath.SelectGreater(x, Vector128.Create(8f), Vector128.Create(1f), Vector128.Create(-1f)),
            x => VectorMath.SelectGreater(x, Vector256.Create(8f), Vector256.Create(1f), Vector256.Create(-1f)),
            x => VectorMath.SelectGreater(x, Vector512.Create(8f), Vector512.Create(1f), Vector512.Create(-1f)));
    }

    [Fact]
    public void SelectGreaterOrEqual_takes_the_first_choice_on_a_tie()
    {
        Check(x => x >= 8 ? 1 : -1, x => VectorMath.SelectGreaterOrEqual(x, 8f, 1f, -1f));
        Check(
            x => x >= 8 ? 1 : -1,
            x => VectorMath.SelectGreaterOrEqual(x, Vector128.Create(8f), Vector128.Create(1f), Vector128.Create(-1f)),
            x => VectorMath.SelectGreaterOrEqual(x, Vector256.Create(8f), Vector256.Create(1f), Vector256.Create(-1f)),
            x => VectorMath.SelectGreaterOrEqual(x, Vector512.Create(8f), Vector512.Create(1f), Vector512.Create(-1f)));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_weight_of_0_leaves_out_whatever_it_weighs(float x)
    {
        foreach (var zero in new[] { 0f, -0f })
        {
            Assert.Equal(0, VectorMath.Weighted(zero, x));
            Assert.Equal(0, VectorMath.Weighted((double)zero, x));
            Assert.Equal(Vector512<float>.Zero, VectorMath.Weighted(Vector512.Create(zero), Vector512.Create(x)));
            Assert.Equal(Vector256<float>.Zero, VectorMath.Weighted(Vector256.Create(zero), Vector256.Create(x)));
            Assert.Equal(Vector128<float>.Zero, VectorMath.Weighted(Vector128.Create(zero), Vector128.Create(x)));
            Assert.Equal(Vector512<double>.Zero, VectorMath.Weighted(Vector512.Create((double)zero), Vector512.Create((double)x)));
            Assert.Equal(Vector256<double>.Zero, VectorMath.Weighted(Vector256.Create((double)zero), Vector256.Create((double)x)));
            Assert.Equal(Vector128<double>.Zero, VectorMath.Weighted(Vector128.Create((double)zero), Vector128.Create((double)x)));
        }
        // A weight that is NaN is a mistake, and shows.
        Assert.True(float.IsNaN(VectorMath.Weighted(float.NaN, 1f)) && float.IsNaN(VectorMath.Weighted(Vector256.Create(float.NaN), Vector256.Create(1f))[3]));
        Assert.Equal(-6, VectorMath.Weighted(Vector512.Create(2f), Vector512.Create(-3f))[15]);
    }

    [Fact]
    public void A_comparison_with_NaN_selects_the_second_choice()
    {
        var nan = Vector512.Create(float.NaN);
        var one = Vector512.Create(1f);
        Assert.Equal(-one, VectorMath.SelectGreater(nan, one, one, -one));
        Assert.Equal(-one, VectorMath.SelectGreaterOrEqual(nan, nan, one, -one));
        Assert.Equal(-1f, VectorMath.SelectGreater(float.NaN, 1f, 1f, -1f));
        Assert.Equal(-1f, VectorMath.SelectGreaterOrEqual(float.NaN, float.NaN, 1f, -1f));
    }

    [Fact]
    public void Max_and_Min_hand_on_a_NaN_in_their_second_operand()
    {
        var nan = Vector512.Create(float.NaN);
        var one = Vector512.Create(1f);
        Assert.Equal(float.NaN, VectorMath.Max(1f, float.NaN));
        Assert.Equal(float.NaN, VectorMath.Min(1f, float.NaN));
        Assert.Equal(float.NaN, VectorMath.Max(one, nan)[0]);
        Assert.Equal(float.NaN, VectorMath.Min(one, nan)[0]);
        Assert.Equal(float.NaN, VectorMath.Max(one.GetLower(), nan.GetLower())[0]);
        Assert.Equal(float.NaN, VectorMath.Min(one.GetLower(), nan.GetLower())[0]);
        Assert.Equal(float.NaN, VectorMath.Max(one.GetLower().GetLower(), nan.GetLower().GetLower())[0]);
        Assert.Equal(float.NaN, VectorMath.Min(one.GetLower().GetLower(), nan.GetLower().GetLower())[0]);
    }

    private static void Check(Func<float, float> expected, Func<float, float> actual)
    {
        for (var lane = 0; lane < Vector512<float>.Count; lane++)
            Assert.Equal(expected(Lanes[lane]), actual(Lanes[lane]));
    }

    private static void Check(
        Func<float, float> expected,
        Func<Vector128<float>, Vector128<float>> x4,
        Func<Vector256<float>, Vector256<float>> x8,
        Func<Vector512<float>, Vector512<float>> x16)
    {
        for (var lane = 0; lane < Vector512<float>.Count; lane++)
        {
            Assert.Equal(expected(Lanes[lane]), x16(Lanes)[lane]);
            Assert.Equal(expected(Lanes[lane]), x8(lane < 8 ? Lanes.GetLower() : Lanes.GetUpper())[lane % 8]);
            Assert.Equal(expected(Lanes[lane]), x4(Quarter(lane / 4))[lane % 4]);
        }
    }

    private static Vector128<float> Quarter(int index)
    {
        var half = index < 2 ? Lanes.GetLower() : Lanes.GetUpper();
        return index % 2 == 0 ? half.GetLower() : half.GetUpper();
    }
}

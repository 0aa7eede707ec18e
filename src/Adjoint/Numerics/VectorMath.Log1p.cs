using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

public static partial class VectorMath
{
    /// <summary>ln(1 + x), accurate also near 0. Error at most 2 | 2 ULP; −∞ at −1, NaN below, +∞ at +∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log1p(float x) => Log1pLanes<ScalarLane>(x);

    /// <inheritdoc cref="Log1p(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log1p(Vector128<float> x) => Log1pLanes<Lanes128>(x);

    /// <inheritdoc cref="Log1p(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log1p(Vector256<float> x) => Log1pLanes<Lanes256>(x);

    /// <inheritdoc cref="Log1p(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log1p(Vector512<float> x) => Log1pLanes<Lanes512>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Log1pLanes<T>(T x) where T : struct, ILanes<T>
    {
        // 1 + x = 2ᵏ (1 + f). The exponent may come from the rounded sum; f must not: it is 2⁻ᵏ x + (2⁻ᵏ - 1), which for k = 0 is x itself.
        var sum = x + T.Create(1f);
        var k = ExponentBits(sum);
        // 4 · 2⁻ᵏ, for 2⁻ᵏ alone is no normal number when k is 127 or 128.
        var inverse = T.SubtractBits(T.Create(4f), k);
        var f = T.SubtractBits(x, k) + T.MultiplyAdd(inverse, T.Create(0.25f), T.Create(-1f));
        return LogLimits(sum, LogOfProduct(T.ConvertBits(k), f));
    }
}

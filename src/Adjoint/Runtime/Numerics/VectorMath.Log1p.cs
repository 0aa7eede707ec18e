using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

public static partial class VectorMath
{
    /// <summary>ln(1 + x), accurate also near 0. Error at most 1.5 | 1.5 ULP; −∞ at −1, NaN below, +∞ at +∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log1p(float x) => Log1p<Lane, float>(x);

    /// <inheritdoc cref="Log1p(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log1p(Vector128<float> x) => Log1p<Lanes128, Vector128<float>>(x);

    /// <inheritdoc cref="Log1p(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log1p(Vector256<float> x) => Log1p<Lanes256, Vector256<float>>(x);

    /// <inheritdoc cref="Log1p(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log1p(Vector512<float> x) => Log1p<Lanes512, Vector512<float>>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Log1p<L, V>(V x) where L : struct, ILanes<float, V>
    {
        // 1 + x = 2ᵏ (1 + f). The exponent may come from the rounded sum; f must not: it is 2⁻ᵏ x + (2⁻ᵏ - 1), which for k = 0 is x itself.
        var sum = L.Add(x, L.Create(1f));
        var k = ExponentBits<L, V>(sum);
        // 4 · 2⁻ᵏ, for 2⁻ᵏ alone is no normal number when k is 127 or 128.
        var inverse = L.SubtractBits(L.Create(4f), k);
        var f = L.Add(L.SubtractBits(x, k), L.MultiplyAdd(inverse, L.Create(0.25f), L.Create(-1f)));
        return LogLimits<L, V>(sum, LogOfProduct<L, V>(L.ConvertBits(k), f));
    }
}

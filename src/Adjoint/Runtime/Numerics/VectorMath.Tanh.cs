using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

public static partial class VectorMath
{
    /// <summary>The hyperbolic tangent. Error at most 5 | 6 ULP, near 0 too; odd; exactly ±1 from 8.01713371 on and never beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float x) => Tanh<Lane, float>(x);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Tanh(Vector128<float> x) => Tanh<Lanes128, Vector128<float>>(x);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x) => Tanh<Lanes256, Vector256<float>>(x);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x) => Tanh<Lanes512, Vector512<float>>(x);

    // x p(x²) / q(x²), p and q of degree 4: minimax of the relative error on [0, 8.05].
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Tanh<L, V>(V x) where L : struct, ILanes<float, V>
    {
        // The constants first: Max and Min hand on a NaN in their second operand.
        x = L.Min(L.Create(Saturation), L.Max(L.Create(-Saturation), x));
        var u = L.Multiply(x, x);

        var p = L.MultiplyAdd(L.Create(1.596307087e-08f), u, L.Create(2.302841676e-05f));
        p = L.MultiplyAdd(p, u, L.Create(3.763703397e-03f));
        p = L.MultiplyAdd(p, u, L.Create(1.417913288e-01f));
        p = L.MultiplyAdd(p, u, L.Create(1.054883599e+00f));

        var q = L.MultiplyAdd(L.Create(8.950023016e-07f), u, L.Create(3.591977584e-04f));
        q = L.MultiplyAdd(q, u, L.Create(2.758570388e-02f));
        q = L.MultiplyAdd(q, u, L.Create(4.934191406e-01f));
        q = L.MultiplyAdd(q, u, L.Create(1.054883599e+00f));
        return L.Divide(L.Multiply(x, p), q);
    }

    /// <summary>
    /// The largest float up to which the quotient never rounds to more than 1 and at which it is 1, with and without a fused multiply-add: found by
    /// trying them all. The coefficients, of which a common factor can be chosen at will, are those of about 360 roundings with the smallest error.
    /// </summary>
    private const float Saturation = 8.01713371f;
}

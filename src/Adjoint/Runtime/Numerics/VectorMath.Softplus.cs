using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

public static partial class VectorMath
{
    /// <summary>ln(1 + eˣ) without overflow. Error at most 3 | 3 ULP, in the left tail too; results below the smallest normal float may be flushed to zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Softplus(float x) => Softplus<Lane, float>(x);

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Softplus(Vector128<float> x) => Softplus<Lanes128, Vector128<float>>(x);

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> x) => Softplus<Lanes256, Vector256<float>>(x);

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x) => Softplus<Lanes512, Vector512<float>>(x);

    // max(x, 0) + ln(1 + z) with z = exp(-|x|) in [0, 1], where ln(1 + z) = z + z² q(z) needs no reduction.
    // q: minimax of degree 7 for the relative error of ln(1 + z), 0.6 · 2⁻²⁴.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Softplus<L, V>(V x) where L : struct, ILanes<float, V>
    {
        var argument = ExpArgument<L, V>(L.Negate(L.Abs(x)));
        var n = Exponent<L, V>(argument);
        var scale = PowerOfTwo<L, V>(n);
        var z = L.MultiplyAdd(scale, Excess<L, V>(argument, n), scale);

        var q = L.MultiplyAdd(L.Create(5.365422461e-03f), z, L.Create(-3.006830066e-02f));
        q = L.MultiplyAdd(q, z, L.Create(7.920882851e-02f));
        q = L.MultiplyAdd(q, z, L.Create(-1.375418752e-01f));
        q = L.MultiplyAdd(q, z, L.Create(1.915384829e-01f));
        q = L.MultiplyAdd(q, z, L.Create(-2.485721707e-01f));
        q = L.MultiplyAdd(q, z, L.Create(3.332132995e-01f));
        q = L.MultiplyAdd(q, z, L.Create(-4.999964833e-01f));
        var logarithm = L.MultiplyAdd(q, L.Multiply(z, z), z);
        // The constant first: Max hands on a NaN in its second operand.
        return L.Add(L.Max(L.Create(0f), x), logarithm);
    }
}

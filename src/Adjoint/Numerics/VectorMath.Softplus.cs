using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

public static partial class VectorMath
{
    /// <summary>ln(1 + eˣ) without overflow. Error at most 3 | 3 ULP, in the left tail too; results below the smallest normal float may be flushed to zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Softplus(float x) => SoftplusLanes<ScalarLane>(x);

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Softplus(Vector128<float> x) => SoftplusLanes<Lanes128>(x);

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> x) => SoftplusLanes<Lanes256>(x);

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x) => SoftplusLanes<Lanes512>(x);

    // max(x, 0) + ln(1 + z) with z = exp(-|x|) in [0, 1], where ln(1 + z) = z + z² q(z) needs no reduction.
    // q: minimax of degree 7 for the relative error of ln(1 + z), 0.6 · 2⁻²⁴.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SoftplusLanes<T>(T x) where T : struct, ILanes<T>
    {
        // The constant first: Max hands on a NaN in its second operand.
        var (scale, excess) = ScaledExponentialOfNegative(T.Max(T.Create(-88f), -T.Abs(x)));
        var z = T.MultiplyAdd(scale, excess, scale);

        var q = T.MultiplyAdd(T.Create(5.365422461e-03f), z, T.Create(-3.006830066e-02f));
        q = T.MultiplyAdd(q, z, T.Create(7.920882851e-02f));
        q = T.MultiplyAdd(q, z, T.Create(-1.375418752e-01f));
        q = T.MultiplyAdd(q, z, T.Create(1.915384829e-01f));
        q = T.MultiplyAdd(q, z, T.Create(-2.485721707e-01f));
        q = T.MultiplyAdd(q, z, T.Create(3.332132995e-01f));
        q = T.MultiplyAdd(q, z, T.Create(-4.999964833e-01f));
        return T.Max(T.Create(0f), x) + T.MultiplyAdd(q, z * z, z);
    }
}

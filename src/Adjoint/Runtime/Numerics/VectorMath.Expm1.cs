using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

public static partial class VectorMath
{
    /// <summary>eˣ − 1, accurate also near 0. Error at most 3.5 | 3.5 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Expm1(float x) => Expm1<Lane, float>(x);

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Expm1(Vector128<float> x) => Expm1<Lanes128, Vector128<float>>(x);

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Expm1(Vector256<float> x) => Expm1<Lanes256, Vector256<float>>(x);

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Expm1(Vector512<float> x) => Expm1<Lanes512, Vector512<float>>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Expm1<L, V>(V x) where L : struct, ILanes<float, V>
    {
        x = ExpArgument<L, V>(x);
        var n = HeldExponent<L, V>(x);
        var scale = PowerOfTwo<L, V>(n);
        return L.MultiplyAdd(scale, Excess<L, V>(x, n), L.Subtract(scale, L.Create(1f)));
    }
}

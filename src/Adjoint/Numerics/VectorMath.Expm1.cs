using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

public static partial class VectorMath
{
    /// <summary>eˣ − 1, accurate also near 0. Error at most 3 | 3 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Expm1(float x) => Expm1Lanes<ScalarLane>(x);

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Expm1(Vector128<float> x) => Expm1Lanes<Lanes128>(x);

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Expm1(Vector256<float> x) => Expm1Lanes<Lanes256>(x);

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Expm1(Vector512<float> x) => Expm1Lanes<Lanes512>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Expm1Lanes<T>(T x) where T : struct, ILanes<T>
    {
        var (scale, excess) = ScaledExponential(x);
        return T.MultiplyAdd(scale, excess, scale - T.Create(1f));
    }
}

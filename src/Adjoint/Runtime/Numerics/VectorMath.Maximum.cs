using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

public static partial class VectorMath
{
    /// <summary>The larger of the two, and NaN if either is: the maximum of IEEE 754-2019, but for the sign of a zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Maximum(float a, float b) => Maximum<Lane, float>(a, b);

    /// <inheritdoc cref="Maximum(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Maximum(Vector128<float> a, Vector128<float> b) => Maximum<Lanes128, Vector128<float>>(a, b);

    /// <inheritdoc cref="Maximum(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Maximum(Vector256<float> a, Vector256<float> b) => Maximum<Lanes256, Vector256<float>>(a, b);

    /// <inheritdoc cref="Maximum(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Maximum(Vector512<float> a, Vector512<float> b) => Maximum<Lanes512, Vector512<float>>(a, b);

    /// <summary>Max passes on a NaN in b; a is compared with itself, which is false of NaN alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Maximum<L, V>(V a, V b) where L : struct, ILanes<float, V> => L.SelectGreaterOrEqual(a, a, L.Max(a, b), a);
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

public static partial class VectorMath
{
    /// <summary>1 / (1 + e⁻ˣ). Error at most 3 | 3 ULP for x ≥ −87, far into the left tail; 0 or a result below the smallest normal float for less.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sigmoid(float x) => SigmoidLanes<ScalarLane>(x);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sigmoid(Vector128<float> x) => SigmoidLanes<Lanes128>(x);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x) => SigmoidLanes<Lanes256>(x);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => SigmoidLanes<Lanes512>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SigmoidLanes<T>(T x) where T : struct, ILanes<T> => T.Create(1f) / (T.Create(1f) + ExpLanes(-x));
}

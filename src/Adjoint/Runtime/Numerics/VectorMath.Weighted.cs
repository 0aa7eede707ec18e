using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

/// <content>Products that leave out what does not count.</content>
public static partial class VectorMath
{
    /// <summary>
    /// <paramref name="weight"/> · <paramref name="x"/>, lane by lane, but 0 where the weight is 0, whatever x is: 0 · ∞ and 0 · NaN are NaN, and what has no weight must
    /// not count.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Weighted(float weight, float x) => weight == 0 ? 0 : weight * x;

    /// <inheritdoc cref="Weighted(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Weighted(Vector128<float> weight, Vector128<float> x) =>
        Vector128.ConditionalSelect(Vector128.Equals(weight, Vector128<float>.Zero), Vector128<float>.Zero, weight * x);

    /// <inheritdoc cref="Weighted(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Weighted(Vector256<float> weight, Vector256<float> x) =>
        Vector256.ConditionalSelect(Vector256.Equals(weight, Vector256<float>.Zero), Vector256<float>.Zero, weight * x);

    /// <inheritdoc cref="Weighted(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Weighted(Vector512<float> weight, Vector512<float> x) =>
        Vector512.ConditionalSelect(Vector512.Equals(weight, Vector512<float>.Zero), Vector512<float>.Zero, weight * x);

    /// <inheritdoc cref="Weighted(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Weighted(double weight, double x) => weight == 0 ? 0 : weight * x;

    /// <inheritdoc cref="Weighted(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Weighted(Vector128<double> weight, Vector128<double> x) =>
        Vector128.ConditionalSelect(Vector128.Equals(weight, Vector128<double>.Zero), Vector128<double>.Zero, weight * x);

    /// <inheritdoc cref="Weighted(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Weighted(Vector256<double> weight, Vector256<double> x) =>
        Vector256.ConditionalSelect(Vector256.Equals(weight, Vector256<double>.Zero), Vector256<double>.Zero, weight * x);

    /// <inheritdoc cref="Weighted(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Weighted(Vector512<double> weight, Vector512<double> x) =>
        Vector512.ConditionalSelect(Vector512.Equals(weight, Vector512<double>.Zero), Vector512<double>.Zero, weight * x);
}

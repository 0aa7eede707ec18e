using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

public static partial class VectorMath
{
    /// <summary>a &gt; b ? <paramref name="whenTrue"/> : <paramref name="whenFalse"/>, lane by lane; a comparison with NaN is false.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SelectGreater(float a, float b, float whenTrue, float whenFalse) => Lane.SelectGreater(a, b, whenTrue, whenFalse);

    /// <inheritdoc cref="SelectGreater(float, float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SelectGreater(Vector128<float> a, Vector128<float> b, Vector128<float> whenTrue, Vector128<float> whenFalse) =>
        Lanes128.SelectGreater(a, b, whenTrue, whenFalse);

    /// <inheritdoc cref="SelectGreater(float, float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SelectGreater(Vector256<float> a, Vector256<float> b, Vector256<float> whenTrue, Vector256<float> whenFalse) =>
        Lanes256.SelectGreater(a, b, whenTrue, whenFalse);

    /// <inheritdoc cref="SelectGreater(float, float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SelectGreater(Vector512<float> a, Vector512<float> b, Vector512<float> whenTrue, Vector512<float> whenFalse) =>
        Lanes512.SelectGreater(a, b, whenTrue, whenFalse);

    /// <summary>a ≥ b ? <paramref name="whenTrue"/> : <paramref name="whenFalse"/>, lane by lane; a comparison with NaN is false.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SelectGreaterOrEqual(float a, float b, float whenTrue, float whenFalse) =>
        Lane.SelectGreaterOrEqual(a, b, whenTrue, whenFalse);

    /// <inheritdoc cref="SelectGreaterOrEqual(float, float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SelectGreaterOrEqual(Vector128<float> a, Vector128<float> b, Vector128<float> whenTrue, Vector128<float> whenFalse) =>
        Lanes128.SelectGreaterOrEqual(a, b, whenTrue, whenFalse);

    /// <inheritdoc cref="SelectGreaterOrEqual(float, float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SelectGreaterOrEqual(Vector256<float> a, Vector256<float> b, Vector256<float> whenTrue, Vector256<float> whenFalse) =>
        Lanes256.SelectGreaterOrEqual(a, b, whenTrue, whenFalse);

    /// <inheritdoc cref="SelectGreaterOrEqual(float, float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SelectGreaterOrEqual(Vector512<float> a, Vector512<float> b, Vector512<float> whenTrue, Vector512<float> whenFalse) =>
        Lanes512.SelectGreaterOrEqual(a, b, whenTrue, whenFalse);

    /// <summary>a = b ? <paramref name="whenTrue"/> : <paramref name="whenFalse"/>, lane by lane; a comparison with NaN is false.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SelectEqual(float a, float b, float whenTrue, float whenFalse) => Lane.SelectEqual(a, b, whenTrue, whenFalse);

    /// <inheritdoc cref="SelectEqual(float, float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SelectEqual(double a, double b, double whenTrue, double whenFalse) => DoubleLane.SelectEqual(a, b, whenTrue, whenFalse);

    /// <inheritdoc cref="SelectEqual(float, float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SelectEqual(Vector128<float> a, Vector128<float> b, Vector128<float> whenTrue, Vector128<float> whenFalse) => Lanes128.SelectEqual(a, b, whenTrue, whenFalse);

    /// <inheritdoc cref="SelectEqual(float, float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SelectEqual(Vector256<float> a, Vector256<float> b, Vector256<float> whenTrue, Vector256<float> whenFalse) => Lanes256.SelectEqual(a, b, whenTrue, whenFalse);

    /// <inheritdoc cref="SelectEqual(float, float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SelectEqual(Vector512<float> a, Vector512<float> b, Vector512<float> whenTrue, Vector512<float> whenFalse) => Lanes512.SelectEqual(a, b, whenTrue, whenFalse);

    /// <inheritdoc cref="SelectEqual(double, double, double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> SelectEqual(Vector128<double> a, Vector128<double> b, Vector128<double> whenTrue, Vector128<double> whenFalse) =>
        DoubleLanes128.SelectEqual(a, b, whenTrue, whenFalse);

    /// <inheritdoc cref="SelectEqual(double, double, double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> SelectEqual(Vector256<double> a, Vector256<double> b, Vector256<double> whenTrue, Vector256<double> whenFalse) =>
        DoubleLanes256.SelectEqual(a, b, whenTrue, whenFalse);

    /// <inheritdoc cref="SelectEqual(double, double, double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> SelectEqual(Vector512<double> a, Vector512<double> b, Vector512<double> whenTrue, Vector512<double> whenFalse) =>
        DoubleLanes512.SelectEqual(a, b, whenTrue, whenFalse);
}

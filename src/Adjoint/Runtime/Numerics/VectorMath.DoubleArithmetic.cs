using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

/// <content>Arithmetic on a double and on vectors of 2, 4 and 8 doubles.</content>
public static partial class VectorMath
{
    /// <inheritdoc cref="MultiplyAdd(float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MultiplyAdd(double a, double b, double c) => DoubleLane.MultiplyAdd(a, b, c);

    /// <inheritdoc cref="MultiplyAdd(double, double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> MultiplyAdd(Vector128<double> a, Vector128<double> b, Vector128<double> c) => DoubleLanes128.MultiplyAdd(a, b, c);

    /// <inheritdoc cref="MultiplyAdd(double, double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> MultiplyAdd(Vector256<double> a, Vector256<double> b, Vector256<double> c) => DoubleLanes256.MultiplyAdd(a, b, c);

    /// <inheritdoc cref="MultiplyAdd(double, double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MultiplyAdd(Vector512<double> a, Vector512<double> b, Vector512<double> c) => DoubleLanes512.MultiplyAdd(a, b, c);

    /// <inheritdoc cref="Max(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(double a, double b) => DoubleLane.Max(a, b);

    /// <inheritdoc cref="Max(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Max(Vector128<double> a, Vector128<double> b) => DoubleLanes128.Max(a, b);

    /// <inheritdoc cref="Max(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Max(Vector256<double> a, Vector256<double> b) => DoubleLanes256.Max(a, b);

    /// <inheritdoc cref="Max(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Max(Vector512<double> a, Vector512<double> b) => DoubleLanes512.Max(a, b);

    /// <inheritdoc cref="Min(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(double a, double b) => DoubleLane.Min(a, b);

    /// <inheritdoc cref="Min(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Min(Vector128<double> a, Vector128<double> b) => DoubleLanes128.Min(a, b);

    /// <inheritdoc cref="Min(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Min(Vector256<double> a, Vector256<double> b) => DoubleLanes256.Min(a, b);

    /// <inheritdoc cref="Min(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Min(Vector512<double> a, Vector512<double> b) => DoubleLanes512.Min(a, b);

    /// <inheritdoc cref="Abs(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Abs(double a) => DoubleLane.Abs(a);

    /// <inheritdoc cref="Abs(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Abs(Vector128<double> a) => DoubleLanes128.Abs(a);

    /// <inheritdoc cref="Abs(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Abs(Vector256<double> a) => DoubleLanes256.Abs(a);

    /// <inheritdoc cref="Abs(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Abs(Vector512<double> a) => DoubleLanes512.Abs(a);

    /// <inheritdoc cref="Sqrt(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sqrt(double a) => DoubleLane.Sqrt(a);

    /// <inheritdoc cref="Sqrt(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Sqrt(Vector128<double> a) => DoubleLanes128.Sqrt(a);

    /// <inheritdoc cref="Sqrt(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Sqrt(Vector256<double> a) => DoubleLanes256.Sqrt(a);

    /// <inheritdoc cref="Sqrt(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sqrt(Vector512<double> a) => DoubleLanes512.Sqrt(a);

    /// <inheritdoc cref="SelectGreater(float, float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SelectGreater(double a, double b, double whenTrue, double whenFalse) =>
        DoubleLane.SelectGreater(a, b, whenTrue, whenFalse);

    /// <inheritdoc cref="SelectGreater(double, double, double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> SelectGreater(Vector128<double> a, Vector128<double> b, Vector128<double> whenTrue, Vector128<double> whenFalse) =>
        DoubleLanes128.SelectGreater(a, b, whenTrue, whenFalse);

    /// <inheritdoc cref="SelectGreater(double, double, double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> SelectGreater(Vector256<double> a, Vector256<double> b, Vector256<double> whenTrue, Vector256<double> whenFalse) =>
        DoubleLanes256.SelectGreater(a, b, whenTrue, whenFalse);

    /// <inheritdoc cref="SelectGreater(double, double, double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> SelectGreater(Vector512<double> a, Vector512<double> b, Vector512<double> whenTrue, Vector512<double> whenFalse) =>
        DoubleLanes512.SelectGreater(a, b, whenTrue, whenFalse);

    /// <inheritdoc cref="SelectGreaterOrEqual(float, float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SelectGreaterOrEqual(double a, double b, double whenTrue, double whenFalse) =>
        DoubleLane.SelectGreaterOrEqual(a, b, whenTrue, whenFalse);

    /// <inheritdoc cref="SelectGreaterOrEqual(double, double, double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> SelectGreaterOrEqual(Vector128<double> a, Vector128<double> b, Vector128<double> whenTrue, Vector128<double> whenFalse) =>
        DoubleLanes128.SelectGreaterOrEqual(a, b, whenTrue, whenFalse);

    /// <inheritdoc cref="SelectGreaterOrEqual(double, double, double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> SelectGreaterOrEqual(Vector256<double> a, Vector256<double> b, Vector256<double> whenTrue, Vector256<double> whenFalse) =>
        DoubleLanes256.SelectGreaterOrEqual(a, b, whenTrue, whenFalse);

    /// <inheritdoc cref="SelectGreaterOrEqual(double, double, double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> SelectGreaterOrEqual(Vector512<double> a, Vector512<double> b, Vector512<double> whenTrue, Vector512<double> whenFalse) =>
        DoubleLanes512.SelectGreaterOrEqual(a, b, whenTrue, whenFalse);

    /// <inheritdoc cref="Maximum(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Maximum(double a, double b) => DoubleLane.SelectGreaterOrEqual(a, a, DoubleLane.Max(a, b), a);

    /// <inheritdoc cref="Maximum(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Maximum(Vector128<double> a, Vector128<double> b) => DoubleLanes128.SelectGreaterOrEqual(a, a, DoubleLanes128.Max(a, b), a);

    /// <inheritdoc cref="Maximum(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Maximum(Vector256<double> a, Vector256<double> b) => DoubleLanes256.SelectGreaterOrEqual(a, a, DoubleLanes256.Max(a, b), a);

    /// <inheritdoc cref="Maximum(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Maximum(Vector512<double> a, Vector512<double> b) => DoubleLanes512.SelectGreaterOrEqual(a, a, DoubleLanes512.Max(a, b), a);
}

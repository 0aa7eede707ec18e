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
}

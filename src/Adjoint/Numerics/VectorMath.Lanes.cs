using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Adjoint.Runtime;

public static partial class VectorMath
{
    /// <summary>Every other number of two vectors that lie end to end, from the first on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Even(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported)
            return Sse.Shuffle(a, b, 0b10_00_10_00);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.UnzipEven(a, b);
        return Vector128.Create(a[0], a[2], b[0], b[2]);
    }

    /// <inheritdoc cref="Even(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Even(Vector256<float> a, Vector256<float> b)
    {
        // The halves of either vector side by side first: a shuffle works within halves.
        if (Avx.IsSupported)
            return Avx.Shuffle(Avx.Permute2x128(a, b, 0x20), Avx.Permute2x128(a, b, 0x31), 0b10_00_10_00);
        return Vector256.Create(Even(a.GetLower(), a.GetUpper()), Even(b.GetLower(), b.GetUpper()));
    }

    /// <inheritdoc cref="Even(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Even(Vector512<float> a, Vector512<float> b)
    {
        if (Avx512F.IsSupported)
            return Avx512F.PermuteVar16x32x2(a, Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30), b);
        return Vector512.Create(Even(a.GetLower(), a.GetUpper()), Even(b.GetLower(), b.GetUpper()));
    }

    /// <summary>The largest number of a vector; NaN if one is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Vector128<float> x) => Maximum(Maximum(x[0], x[1]), Maximum(x[2], x[3]));

    /// <inheritdoc cref="Largest(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Vector256<float> x) => Largest(Maximum(x.GetLower(), x.GetUpper()));

    /// <inheritdoc cref="Largest(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Vector512<float> x) => Largest(Maximum(x.GetLower(), x.GetUpper()));
}

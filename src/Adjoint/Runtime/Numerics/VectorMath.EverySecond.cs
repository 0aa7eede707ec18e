using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Adjoint.Runtime;

public static partial class VectorMath
{
    /// <summary>The first, third, fifth … number of <paramref name="a"/>, then those of <paramref name="b"/>: what a stride of two takes from memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> EverySecond(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.Shuffle(a, b, 0b10_00_10_00) :
        AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.UnzipEven(a, b) :
        Vector128.Create(a.GetElement(0), a.GetElement(2), b.GetElement(0), b.GetElement(2));

    /// <inheritdoc cref="EverySecond(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> EverySecond(Vector256<float> a, Vector256<float> b) =>
        // The shuffle works in each half by itself: a₀ a₂ b₀ b₂ a₄ a₆ b₄ b₆, of which the middle pairs change places.
        Avx2.IsSupported ? Avx2.Permute4x64(Avx.Shuffle(a, b, 0b10_00_10_00).AsDouble(), 0b11_01_10_00).AsSingle() :
        Vector256.Create(EverySecond(a.GetLower(), a.GetUpper()), EverySecond(b.GetLower(), b.GetUpper()));

    /// <inheritdoc cref="EverySecond(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> EverySecond(Vector512<float> a, Vector512<float> b) =>
        Avx512F.IsSupported
            ? Avx512F.PermuteVar16x32x2(a, Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30), b)
            : Vector512.Create(EverySecond(a.GetLower(), a.GetUpper()), EverySecond(b.GetLower(), b.GetUpper()));

    /// <inheritdoc cref="EverySecond(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> EverySecond(Vector128<double> a, Vector128<double> b) =>
        Sse2.IsSupported ? Sse2.UnpackLow(a, b) :
        AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.UnzipEven(a, b) :
        Vector128.Create(a.GetElement(0), b.GetElement(0));

    /// <inheritdoc cref="EverySecond(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> EverySecond(Vector256<double> a, Vector256<double> b) =>
        // a₀ b₀ a₂ b₂, of which the middle ones change places.
        Avx2.IsSupported ? Avx2.Permute4x64(Avx.UnpackLow(a, b), 0b11_01_10_00) :
        Vector256.Create(EverySecond(a.GetLower(), a.GetUpper()), EverySecond(b.GetLower(), b.GetUpper()));

    /// <inheritdoc cref="EverySecond(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> EverySecond(Vector512<double> a, Vector512<double> b) =>
        Avx512F.IsSupported
            ? Avx512F.PermuteVar8x64x2(a, Vector512.Create(0L, 2, 4, 6, 8, 10, 12, 14), b)
            : Vector512.Create(EverySecond(a.GetLower(), a.GetUpper()), EverySecond(b.GetLower(), b.GetUpper()));
}

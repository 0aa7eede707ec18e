using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

/// <content>
/// Numbers repeated over the lanes, and lanes summed that are as far apart: what a matrix of one, two or four outputs needs, of which a vector holds the
/// weights of several inputs.
/// </content>
public static unsafe partial class Lanes
{
    /// <summary>Eight numbers, each twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Repeat2In512(float* p) =>
        Vector512.Shuffle(Vector256.Load(p).ToVector512Unsafe(), Vector512.Create(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7));

    /// <summary>Four numbers, each four times.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Repeat4In512(float* p) =>
        Vector512.Shuffle(Vector128.Load(p).ToVector256Unsafe().ToVector512Unsafe(), Vector512.Create(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3));

    /// <summary>Four numbers, each twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Repeat2In256(float* p) => Vector256.Shuffle(Vector128.Load(p).ToVector256Unsafe(), Vector256.Create(0, 0, 1, 1, 2, 2, 3, 3));

    /// <summary>Two numbers, each four times.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Repeat4In256(float* p) => Vector256.Create(Vector128.Create(p[0]), Vector128.Create(p[1]));

    /// <summary>Two numbers, each twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Repeat2In128(float* p) => Vector128.Shuffle(LoadFirst128(p, 2), Vector128.Create(0, 0, 1, 1));

    /// <summary>The sum of all lanes, in the first of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fold1(Vector128<float> v)
    {
        var pairs = Fold2(v);
        return pairs + Vector128.Shuffle(pairs, Vector128.Create(1, 0, 3, 2));
    }

    /// <inheritdoc cref="Fold1(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fold1(Vector256<float> v) => Fold1(Fold4(v));

    /// <inheritdoc cref="Fold1(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fold1(Vector512<float> v) => Fold1(Fold4(v));

    /// <summary>The sum of all even lanes and that of all odd ones, in the first two of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fold2(Vector128<float> v) => v + Vector128.Shuffle(v, Vector128.Create(2, 3, 0, 1));

    /// <inheritdoc cref="Fold2(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fold2(Vector256<float> v) => Fold2(Fold4(v));

    /// <inheritdoc cref="Fold2(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fold2(Vector512<float> v) => Fold2(Fold4(v));

    /// <summary>The sums of the lanes that are a multiple of four apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fold4(Vector256<float> v) => v.GetLower() + v.GetUpper();

    /// <inheritdoc cref="Fold4(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fold4(Vector512<float> v) => Fold4(v.GetLower() + v.GetUpper());
}

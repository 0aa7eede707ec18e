using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Adjoint.Runtime;

/// <content>The same for doubles, of which vectors hold half as many.</content>
public static unsafe partial class Lanes
{
    /// <summary>The first <paramref name="count"/> of 2 doubles at <paramref name="p"/>; the other lane is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> LoadFirst128(double* p, int count) => count switch
    {
        >= 2 => Vector128.Load(p),
        1 => Vector128.CreateScalar(*p),
        _ => Vector128<double>.Zero,
    };

    /// <summary>The first <paramref name="count"/> of 4 doubles at <paramref name="p"/>; the other lanes are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LoadFirst256(double* p, int count)
    {
        if (count >= 4)
            return Vector256.Load(p);
        if (count <= 2)
            return LoadFirst128(p, count).ToVector256();
        return Vector256.Create(Vector128.Load(p), LoadFirst128(p + 2, count - 2));
    }

    /// <summary>The first <paramref name="count"/> of 8 doubles at <paramref name="p"/>; the other lanes are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LoadFirst512(double* p, int count)
    {
        if (count >= 8)
            return Vector512.Load(p);
        if (count <= 4)
            return LoadFirst256(p, count).ToVector512();
        return Vector512.Create(Vector256.Load(p), LoadFirst256(p + 4, count - 4));
    }

    /// <summary>Stores the first <paramref name="count"/> of 2 lanes at <paramref name="p"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(double* p, Vector128<double> v, int count)
    {
        if (count >= 2)
            v.Store(p);
        else if (count == 1)
            *p = v.ToScalar();
    }

    /// <summary>Stores the first <paramref name="count"/> of 4 lanes at <paramref name="p"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(double* p, Vector256<double> v, int count)
    {
        if (count >= 4)
        {
            v.Store(p);
        }
        else if (count <= 2)
        {
            StoreFirst(p, v.GetLower(), count);
        }
        else
        {
            v.GetLower().Store(p);
            StoreFirst(p + 2, v.GetUpper(), count - 2);
        }
    }

    /// <summary>Stores the first <paramref name="count"/> of 8 lanes at <paramref name="p"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(double* p, Vector512<double> v, int count)
    {
        if (count >= 8)
        {
            v.Store(p);
        }
        else if (count <= 4)
        {
            StoreFirst(p, v.GetLower(), count);
        }
        else
        {
            v.GetLower().Store(p);
            StoreFirst(p + 4, v.GetUpper(), count - 4);
        }
    }

    /// <inheritdoc cref="Sums(Vector128{float}, Vector128{float}, Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Sums(Vector128<double> a, Vector128<double> b, Vector128<double> c, Vector128<double> d) =>
        Vector256.Create(Pair(a, b), Pair(c, d));

    /// <inheritdoc cref="Sums(Vector128{float}, Vector128{float}, Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Sums(Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d)
    {
        if (!Avx.IsSupported)
            return Sums(a.GetLower() + a.GetUpper(), b.GetLower() + b.GetUpper(), c.GetLower() + c.GetUpper(), d.GetLower() + d.GetUpper());
        // (a₀ + a₁, b₀ + b₁, a₂ + a₃, b₂ + b₃), and the same of c and d.
        var ab = Avx.UnpackLow(a, b) + Avx.UnpackHigh(a, b);
        var cd = Avx.UnpackLow(c, d) + Avx.UnpackHigh(c, d);
        return Avx.Permute2x128(ab, cd, 0x20) + Avx.Permute2x128(ab, cd, 0x31);
    }

    /// <inheritdoc cref="Sums(Vector128{float}, Vector128{float}, Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Sums(Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d) =>
        Sums(a.GetLower() + a.GetUpper(), b.GetLower() + b.GetUpper(), c.GetLower() + c.GetUpper(), d.GetLower() + d.GetUpper());

    /// <summary>Four numbers, each twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Repeat2In512(double* p) => Vector512.Shuffle(Vector256.Load(p).ToVector512Unsafe(), Vector512.Create(0L, 0, 1, 1, 2, 2, 3, 3));

    /// <summary>Two numbers, each four times.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Repeat4In512(double* p) => Vector512.Create(Vector256.Create(p[0]), Vector256.Create(p[1]));

    /// <summary>Two numbers, each twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Repeat2In256(double* p) => Vector256.Create(Vector128.Create(p[0]), Vector128.Create(p[1]));

    /// <summary>The sum of all lanes, in the first of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Fold1(Vector128<double> v) => v + Vector128.Shuffle(v, Vector128.Create(1L, 0));

    /// <inheritdoc cref="Fold1(Vector128{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Fold1(Vector256<double> v) => Fold1(Fold2(v));

    /// <inheritdoc cref="Fold1(Vector128{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Fold1(Vector512<double> v) => Fold1(Fold2(v));

    /// <summary>The sum of all even lanes and that of all odd ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Fold2(Vector256<double> v) => v.GetLower() + v.GetUpper();

    /// <inheritdoc cref="Fold2(Vector256{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Fold2(Vector512<double> v) => Fold2(Fold4(v));

    /// <summary>The sums of the lanes that are four apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Fold4(Vector512<double> v) => v.GetLower() + v.GetUpper();

    /// <summary>(Σa, Σb).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Pair(Vector128<double> a, Vector128<double> b) =>
        Sse2.IsSupported ? Sse2.UnpackLow(a, b) + Sse2.UnpackHigh(a, b) : Vector128.Create(Vector128.Sum(a), Vector128.Sum(b));
}

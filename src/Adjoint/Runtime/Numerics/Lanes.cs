using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Adjoint.Runtime;

/// <summary>Loads and stores the first lanes of a vector and touches no memory beyond them.</summary>
/// <remarks>
/// Meant for a count that is a constant where these are called: the branches then fold to two or three instructions. A vector is cut in halves
/// until the count fills one; a 256-bit remainder is masked where the machine can. (512-bit masks are not used: .NET passes them through a vector
/// register, which costs more than the half it saves.)
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe partial class Lanes
{
    /// <summary>One number of a table of constants, which is in the program itself.</summary>
    /// <param name="table">The table.</param>
    /// <param name="index">A place in it; nothing checks that.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T At<T>(ReadOnlySpan<T> table, nint index)
        where T : unmanaged => Unsafe.Add(ref MemoryMarshal.GetReference(table), index);

    /// <summary>The first <paramref name="count"/> of 4 floats at <paramref name="p"/>; the other lanes are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadFirst128(float* p, int count) => count switch
    {
        >= 4 => Vector128.Load(p),
        3 => Vector128.CreateScalar(*(double*)p).AsSingle().WithElement(2, p[2]),
        2 => Vector128.CreateScalar(*(double*)p).AsSingle(),
        1 => Vector128.CreateScalar(*p),
        _ => Vector128<float>.Zero,
    };

    /// <summary>The first <paramref name="count"/> of 8 floats at <paramref name="p"/>; the other lanes are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadFirst256(float* p, int count)
    {
        if (count >= 8)
            return Vector256.Load(p);
        if (count <= 4)
            return LoadFirst128(p, count).ToVector256();
        if (Avx.IsSupported)
            return Avx.MaskLoad(p, FirstOf8(count));
        return Vector256.Create(Vector128.Load(p), LoadFirst128(p + 4, count - 4));
    }

    /// <summary>The first <paramref name="count"/> of 16 floats at <paramref name="p"/>; the other lanes are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadFirst512(float* p, int count)
    {
        if (count >= 16)
            return Vector512.Load(p);
        if (count <= 8)
            return LoadFirst256(p, count).ToVector512();
        return Vector512.Create(Vector256.Load(p), LoadFirst256(p + 8, count - 8));
    }

    /// <summary>Stores the first <paramref name="count"/> of 4 lanes at <paramref name="p"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(float* p, Vector128<float> v, int count)
    {
        if (count >= 4)
        {
            v.Store(p);
            return;
        }
        if (count >= 2)
            *(double*)p = v.AsDouble().ToScalar();
        if (count == 3)
            p[2] = v.GetElement(2);
        if (count == 1)
            *p = v.ToScalar();
    }

    /// <summary>Stores the first <paramref name="count"/> of 8 lanes at <paramref name="p"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(float* p, Vector256<float> v, int count)
    {
        if (count >= 8)
        {
            v.Store(p);
        }
        else if (count <= 4)
        {
            StoreFirst(p, v.GetLower(), count);
        }
        else if (Avx.IsSupported)
        {
            Avx.MaskStore(p, FirstOf8(count), v);
        }
        else
        {
            v.GetLower().Store(p);
            StoreFirst(p + 4, v.GetUpper(), count - 4);
        }
    }

    /// <summary>Stores the first <paramref name="count"/> of 16 lanes at <paramref name="p"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(float* p, Vector512<float> v, int count)
    {
        if (count >= 16)
        {
            v.Store(p);
        }
        else if (count <= 8)
        {
            StoreFirst(p, v.GetLower(), count);
        }
        else
        {
            v.GetLower().Store(p);
            StoreFirst(p + 8, v.GetUpper(), count - 8);
        }
    }

    /// <summary>All bits set in the first <paramref name="count"/> of 8 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> FirstOf8(int count) =>
        Vector256.GreaterThan(Vector256.Create(count), Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7)).AsSingle();
}

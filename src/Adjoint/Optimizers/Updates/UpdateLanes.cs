using System.Numerics;
using System.Runtime.CompilerServices;
using Adjoint.Runtime;

namespace Adjoint;

/// <summary>The operations of <typeparamref name="L"/>, of any width, as operators on its vectors: update rules read as their formulas do.</summary>
/// <typeparam name="E">The numbers.</typeparam>
/// <typeparam name="L">The operations.</typeparam>
/// <typeparam name="V">A vector of numbers, or a single one.</typeparam>
internal readonly unsafe struct UpdateLanes<E, L, V>(V value) : IUpdateLanes<UpdateLanes<E, L, V>, E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
    where L : struct, ILanes<E, V>
    where V : unmanaged
{
    private readonly V value = value;

    public static int Count => sizeof(V) / sizeof(E);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes<E, L, V> Load(E* source) => new(*(V*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(E* destination) => *(V*)destination = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator UpdateLanes<E, L, V>(E value) => new(L.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes<E, L, V> operator +(UpdateLanes<E, L, V> x, UpdateLanes<E, L, V> y) => new(L.Add(x.value, y.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes<E, L, V> operator -(UpdateLanes<E, L, V> x, UpdateLanes<E, L, V> y) => new(L.Subtract(x.value, y.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes<E, L, V> operator *(UpdateLanes<E, L, V> x, UpdateLanes<E, L, V> y) => new(L.Multiply(x.value, y.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes<E, L, V> operator /(UpdateLanes<E, L, V> x, UpdateLanes<E, L, V> y) => new(L.Divide(x.value, y.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes<E, L, V> MultiplyAdd(UpdateLanes<E, L, V> x, UpdateLanes<E, L, V> y, UpdateLanes<E, L, V> z) =>
        new(L.MultiplyAdd(x.value, y.value, z.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes<E, L, V> Sqrt(UpdateLanes<E, L, V> x) => new(L.Sqrt(x.value));

    // Max and Min hand on a NaN in their second operand.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes<E, L, V> AtLeast(UpdateLanes<E, L, V> x, UpdateLanes<E, L, V> bound) =>
        new(L.SelectGreater(bound.value, x.value, bound.value, x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes<E, L, V> AtMost(UpdateLanes<E, L, V> x, UpdateLanes<E, L, V> bound) =>
        new(L.SelectGreater(x.value, bound.value, bound.value, x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes<E, L, V> Sign(UpdateLanes<E, L, V> x)
    {
        var zero = L.Create(E.Zero);
        return new(L.SelectGreaterOrEqual(zero, L.Abs(x.value), zero, L.CopySign(L.Create(E.One), x.value)));
    }
}

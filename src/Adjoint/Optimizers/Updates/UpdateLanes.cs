using System.Runtime.CompilerServices;
using Adjoint.Runtime;

namespace Adjoint;

/// <summary>The operations of <typeparamref name="L"/>, of any width, as operators on its vectors: update rules read as their formulas do.</summary>
/// <typeparam name="L">The operations.</typeparam>
/// <typeparam name="V">A vector of floats, or a single one.</typeparam>
internal readonly unsafe struct UpdateLanes<L, V>(V value) : IUpdateLanes<UpdateLanes<L, V>>
    where L : struct, ILanes<V>
    where V : unmanaged
{
    private readonly V value = value;

    public static int Count => sizeof(V) / sizeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes<L, V> Load(float* source) => new(*(V*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* destination) => *(V*)destination = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator UpdateLanes<L, V>(float value) => new(L.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes<L, V> operator +(UpdateLanes<L, V> x, UpdateLanes<L, V> y) => new(L.Add(x.value, y.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes<L, V> operator -(UpdateLanes<L, V> x, UpdateLanes<L, V> y) => new(L.Subtract(x.value, y.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes<L, V> operator *(UpdateLanes<L, V> x, UpdateLanes<L, V> y) => new(L.Multiply(x.value, y.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes<L, V> operator /(UpdateLanes<L, V> x, UpdateLanes<L, V> y) => new(L.Divide(x.value, y.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes<L, V> MultiplyAdd(UpdateLanes<L, V> x, UpdateLanes<L, V> y, UpdateLanes<L, V> z) =>
        new(L.MultiplyAdd(x.value, y.value, z.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes<L, V> Sqrt(UpdateLanes<L, V> x) => new(L.Sqrt(x.value));

    // Max and Min hand on a NaN in their second operand.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes<L, V> AtLeast(UpdateLanes<L, V> x, UpdateLanes<L, V> bound) =>
        new(L.SelectGreater(bound.value, x.value, bound.value, x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes<L, V> AtMost(UpdateLanes<L, V> x, UpdateLanes<L, V> bound) =>
        new(L.SelectGreater(x.value, bound.value, bound.value, x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes<L, V> Sign(UpdateLanes<L, V> x)
    {
        var zero = L.Create(0);
        return new(L.SelectGreaterOrEqual(zero, L.Abs(x.value), zero, L.CopySign(L.Create(1), x.value)));
    }
}

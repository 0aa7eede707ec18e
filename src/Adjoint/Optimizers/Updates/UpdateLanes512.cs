using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Adjoint;

/// <summary>Sixteen floats in one 512-bit register.</summary>
internal readonly unsafe struct UpdateLanes512(Vector512<float> value) : IUpdateLanes<UpdateLanes512>
{
    private readonly Vector512<float> value = value;

    public static bool IsSupported => Avx512F.IsSupported;

    public static int Count => Vector512<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes512 Load(float* source) => new(*(Vector512<float>*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* destination) => *(Vector512<float>*)destination = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator UpdateLanes512(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes512 operator +(UpdateLanes512 x, UpdateLanes512 y) => new(x.value + y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes512 operator -(UpdateLanes512 x, UpdateLanes512 y) => new(x.value - y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes512 operator *(UpdateLanes512 x, UpdateLanes512 y) => new(x.value * y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes512 operator /(UpdateLanes512 x, UpdateLanes512 y) => new(x.value / y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes512 MultiplyAdd(UpdateLanes512 x, UpdateLanes512 y, UpdateLanes512 z) =>
        new(Avx512F.FusedMultiplyAdd(x.value, y.value, z.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes512 Sqrt(UpdateLanes512 x) => new(Vector512.Sqrt(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes512 AtLeast(UpdateLanes512 x, UpdateLanes512 bound) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(x.value, bound.value), bound.value, x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes512 AtMost(UpdateLanes512 x, UpdateLanes512 bound) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(x.value, bound.value), bound.value, x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes512 Sign(UpdateLanes512 x)
    {
        var one = (x.value & Vector512.Create(-0f)) | Vector512.Create(1f);
        return new(Vector512.ConditionalSelect(Vector512.Equals(x.value, Vector512<float>.Zero), Vector512<float>.Zero, one));
    }
}

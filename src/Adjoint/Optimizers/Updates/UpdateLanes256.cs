using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Adjoint;

/// <summary>Eight floats in one 256-bit register.</summary>
internal readonly unsafe struct UpdateLanes256(Vector256<float> value) : IUpdateLanes<UpdateLanes256>
{
    private readonly Vector256<float> value = value;

    public static bool IsSupported => Fma.IsSupported;

    public static int Count => Vector256<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes256 Load(float* source) => new(*(Vector256<float>*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* destination) => *(Vector256<float>*)destination = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator UpdateLanes256(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes256 operator +(UpdateLanes256 x, UpdateLanes256 y) => new(x.value + y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes256 operator -(UpdateLanes256 x, UpdateLanes256 y) => new(x.value - y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes256 operator *(UpdateLanes256 x, UpdateLanes256 y) => new(x.value * y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes256 operator /(UpdateLanes256 x, UpdateLanes256 y) => new(x.value / y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes256 MultiplyAdd(UpdateLanes256 x, UpdateLanes256 y, UpdateLanes256 z) =>
        new(Fma.MultiplyAdd(x.value, y.value, z.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes256 Sqrt(UpdateLanes256 x) => new(Vector256.Sqrt(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes256 AtLeast(UpdateLanes256 x, UpdateLanes256 bound) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(x.value, bound.value), bound.value, x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes256 AtMost(UpdateLanes256 x, UpdateLanes256 bound) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThan(x.value, bound.value), bound.value, x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes256 Sign(UpdateLanes256 x)
    {
        var one = (x.value & Vector256.Create(-0f)) | Vector256.Create(1f);
        return new(Vector256.ConditionalSelect(Vector256.Equals(x.value, Vector256<float>.Zero), Vector256<float>.Zero, one));
    }
}
